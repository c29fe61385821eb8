import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ground } from "../../../src/commands/ground/ground.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { fallen } from "../../grounding/reading/judge-of.ts";
import { promptNames } from "../../../src/prompts/registry.ts";

async function run(
  content: string,
  ...options: string[]
): Promise<{ code: number | undefined; lines: readonly string[] }> {
  const file = join(mkdtempSync(join(tmpdir(), "ground-")), "texts.json");
  writeFileSync(file, content);
  const { exitCode, failure, printed } = await runCaptured(ground, [file, ...options]);
  if (failure !== undefined) throw new Error(failure);
  return { code: exitCode, lines: printed };
}

const text = {
  id: "a",
  product_id: "BTC-USD",
  features: fallen,
  text: "The RSI of 29.90 is oversold. The price is above the EMA.",
};

describe("npm run ground", () => {
  it("prints one object a text with --json", async () => {
    const { code, lines } = await run(JSON.stringify([text, { ...text, id: 7 }]), "--json");
    expect(code).toBe(0);
    expect(lines).toHaveLength(2);
    const first: unknown = JSON.parse(lines[0] ?? "");
    expect(first).toMatchObject({
      id: "a",
      grounded: false,
      posted: null,
      sentences: [{ verdict: "true" }, { verdict: "false" }],
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
    expect(Object.keys(first as object)).toEqual(["id", "grounded", "posted", "sentences"]);
  });

  it("reads JSON lines, and numbers texts without an id", async () => {
    const { lines } = await run(`${JSON.stringify({ ...text, id: undefined })}\n\n${JSON.stringify(text)}\n`, "--json");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(["1", "a"]);
  });

  it("takes a figure that is absent for null", async () => {
    const { lines } = await run(JSON.stringify([{ ...text, features: { last_close: 5 } }]), "--json");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      sentences: [{ verdict: "not_understood" }, { verdict: "not_understood" }],
    });
  });

  it("takes the figures of a prompt with several series by their names", async () => {
    const features = { "5m": { last_close: 50_000 }, "1h": { high_7d: 51_000, low_7d: 48_000, last_close: 1 } };
    const told =
      "BTC-USD last closed at 50000.00. BTC-USD closed between the 7-day low of 48000.00 and the 7-day high of 51000.00.";
    const { lines } = await run(JSON.stringify([{ ...text, prompt: "daily_brief", features, text: told }]), "--json");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ grounded: true, posted: told });
  });

  it("tells each sentence's verdict and reason to a reader", async () => {
    const { lines } = await run(JSON.stringify([text]));
    expect(lines.join("\n")).toContain("nothing is posted");
    expect(lines.join("\n")).toContain("The last close of 47073.73 is below the EMA of 47293.16.");
  });

  it.each([
    ["no JSON", "{", "line 1 is not JSON"],
    [
      "a text without a product",
      JSON.stringify([{ features: {}, text: "" }]),
      "text 1: product_id: Invalid input: expected string, received undefined",
    ],
    [
      "an unknown prompt",
      JSON.stringify([{ ...text, prompt: "x" }]),
      `text 1: prompt is x; known: ${promptNames.join(", ")}`,
    ],
    [
      "a figure of a series that is no number",
      JSON.stringify([{ ...text, prompt: "daily_brief", features: { "1h": { rsi: "70" } } }]),
      "text 1: features.1h.rsi: Invalid input: expected number, received string",
    ],
    [
      "a figure that is no number",
      JSON.stringify([{ ...text, features: { rsi: "70" } }]),
      "text 1: features.rsi: Invalid input: expected number, received string",
    ],
  ])("refuses %s", async (_, content, message) => {
    await expect(run(content)).rejects.toThrow(message);
  });
});
