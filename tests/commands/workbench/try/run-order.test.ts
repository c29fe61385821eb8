import { describe, expect, it } from "vitest";
import { OrderError, readRunOrder } from "../../../../src/commands/workbench/try/run-order.ts";

const order = { product_id: "BTC-USD", prompt: "trend_analysis" };

describe("the order of a run", () => {
  it("is a trial on the stack's market by the stack's model unless it says otherwise", () => {
    expect(readRunOrder(order)).toEqual({
      productId: "BTC-USD",
      prompt: "trend_analysis",
      market: "stack",
      model: "stack",
      text: null,
      draft: null,
      post: false,
      atSeconds: null,
    });
  });

  it("takes a moment as UTC", () => {
    expect(readRunOrder({ ...order, at: "2026-11-20T12:30" }).atSeconds).toBe(
      Date.parse("2026-11-20T12:30:00Z") / 1_000,
    );
    expect(readRunOrder({ ...order, at: "" }).atSeconds).toBeNull();
  });

  it.each([
    [{}, "product_id"],
    [{ ...order, product_id: "btc" }, 'product_id "btc" is not allowed'],
    [{ ...order, prompt: "poem" }, 'prompt "poem" is not known; known prompts: trend_analysis'],
    [{ ...order, model: "typed" }, "text is missing"],
    [{ ...order, model: "typed", text: "x".repeat(20_001) }, "text has more than 20000 characters"],
    [{ ...order, draft: { system: "x" } }, "draft.user"],
    [{ ...order, at: "yesterday" }, 'at "yesterday" is not a time'],
    [{ ...order, post: true, draft: { system: "", user: "" } }, "post: what goes through the stack"],
    [{ ...order, post: true, model: "plain" }, "post: what goes through the stack"],
    [null, ""],
  ])("is refused where it is %j", (body, message) => {
    expect(() => readRunOrder(body)).toThrow(OrderError);
    expect(() => readRunOrder(body)).toThrow(message);
  });
});
