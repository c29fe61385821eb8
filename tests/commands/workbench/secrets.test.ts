import { describe, expect, it } from "vitest";
import { settings } from "../../../src/platform/config/settings.ts";
import { openLetterBox } from "../../support/commands/dead-letters.ts";
import { openQuietWorkbench, postAsPage, runToEnd } from "./support/quiet-workbench.ts";

describe("the workbench's answers", () => {
  it("hold no secret of the stack, wherever it stands", async () => {
    const { stack, url } = await openQuietWorkbench();
    const secrets = [settings.assistantKey.name, settings.clientSecret.name, "AWS_SECRET_ACCESS_KEY"].map(
      (name) => stack.environment[name] ?? "",
    );
    expect(secrets.every((secret) => secret.length > 20)).toBe(true);
    const spoilt = secrets.join(" and ");
    const day = new Date().toISOString().slice(0, 10);
    const key = `insights/BTC-USD/${day}/abc-1.trend_analysis.general.json`;
    await stack.putObject(
      key,
      JSON.stringify({
        correlation_id: "abc-1",
        product_id: "BTC-USD",
        prompt: "trend_analysis",
        outcome: "dead_lettered",
        reason: { code: "ASSISTANT_REJECTED", message: spoilt },
        prompt_text: spoilt,
        unposted_text: spoilt,
        attempts: [{ provider: "p", model: spoilt, latencyMs: 1, error: { code: "X", message: spoilt } }],
        answers: [{ model: "m", text: spoilt, grounding: null }],
        caller: spoilt,
        nobody_knows: spoilt,
      }),
    );
    await openLetterBox(stack).put(spoilt, { error_code: "PAYLOAD_NOT_JSON", error_message: spoilt });
    const run = await runToEnd(url, { product_id: "BTC-USD", prompt: "trend_analysis", model: "typed", text: spoilt });
    const refused = await postAsPage(`${url}api/runs`, { product_id: "BTC-USD", prompt: spoilt });
    const paths = [
      "",
      "api/about",
      "api/insights",
      "api/totals",
      `api/insight?key=${encodeURIComponent(key)}`,
      "api/letters",
      "api/template?prompt=trend_analysis",
      `api/runs/${String(run["id"])}`,
    ];
    const texts = [
      await refused.text(),
      ...(await Promise.all(paths.map(async (path) => await (await fetch(url + path)).text()))),
    ];
    const insight = texts.find((text) => text.includes("ASSISTANT_REJECTED")) ?? "";
    expect(insight).toContain("abc-1");
    expect(insight).not.toContain("nobody_knows");
    for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
  });
});
