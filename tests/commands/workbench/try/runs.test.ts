import { describe, expect, it } from "vitest";
import { openQuietWorkbench, postAsPage, runToEnd } from "../support/quiet-workbench.ts";

const order = { product_id: "BTC-USD", prompt: "trend_analysis" };

describe("a run of the workbench", () => {
  it("writes a text by the service's own steps, and posts nothing", async () => {
    const { url, stack } = await openQuietWorkbench();
    const run = await runToEnd(url, { ...order, model: "typed", text: "The RSI is 99.10 and overbought." });
    expect(run).toMatchObject({ state: "done", draft: null, key: null });
    expect(JSON.stringify(run["steps"])).toContain("288 of 288 candles");
    expect(JSON.stringify(run["steps"])).toContain("does not hold");
    expect(run["registered"]).toMatchObject({ outcome: "plain", posted: null, reason: { code: "TEXT_NOT_GROUNDED" } });
    expect(stack.inbox.messages).toEqual([]);
  });

  it("writes of a moment of the sample market, the same each time", async () => {
    const { url } = await openQuietWorkbench();
    const trial = { ...order, market: "sample", at: "2026-11-20T12:00", model: "plain" };
    const [one, other] = [await runToEnd(url, trial), await runToEnd(url, trial)];
    expect(Reflect.get(Object(one["registered"]), "unposted")).toContain("As of 2026-11-20 12:00 UTC.");
    expect(Reflect.get(Object(other["registered"]), "unposted")).toBe(
      Reflect.get(Object(one["registered"]), "unposted"),
    );
  });

  it("compares a draft on the very same candles", async () => {
    const { url } = await openQuietWorkbench();
    const run = await runToEnd(url, {
      ...order,
      model: "plain",
      draft: { system: "s", user: "RSI {{rsi}} of {{product}}" },
    });
    const [registered, draft] = [Object(run["registered"]), Object(run["draft"])];
    expect(draft.user).toMatch(/^RSI \d+\.\d\d of BTC-USD$/);
    expect(draft.charts).toEqual(registered.charts);
    expect(draft.charts[0].candles).toHaveLength(288);
  });

  it("fails with a sentence where the market can't be had", async () => {
    const { url } = await openQuietWorkbench();
    expect(await runToEnd(url, { ...order, product_id: "NO-SUCH", model: "plain" })).toMatchObject({
      state: "done",
      registered: { outcome: "refusal", reason: { code: "PRODUCT_UNKNOWN" } },
    });
    expect(await runToEnd(url, { ...order, post: true })).toMatchObject({
      state: "failed",
      problem: "No function is running",
    });
  });

  it.each([
    [{ ...order, market: "moon" }, 'market "moon" is not known; known: stack, sample, live'],
    [{ ...order, model: "gpt" }, 'model "gpt" is not known'],
    [{ ...order, model: "recorded:/etc/passwd" }, "recorded answers belong to npm run replay"],
    [{ ...order, draft: { system: "", user: "{{oil}}" } }, "trend_analysis has no field {{oil}}"],
    [{}, "product_id"],
  ])("is refused where it is %j", async (body, message) => {
    const { url } = await openQuietWorkbench();
    const response = await postAsPage(`${url}api/runs`, body);
    expect(response.status).toBe(400);
    expect(String(Reflect.get(Object(await response.json()), "error"))).toContain(message);
  });

  it("is known by its id alone", async () => {
    const { url } = await openQuietWorkbench();
    expect((await fetch(`${url}api/runs/no-such`)).status).toBe(404);
  });
});
