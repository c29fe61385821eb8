import { describe, expect, it } from "vitest";
import { maxPostedCharacters } from "../../src/grounding/chat-limits.ts";
import { addFooter } from "../../src/insight/footer.ts";

const facts = { productId: "BTC-USD", outcome: "insight", asOf: 1_795_767_659, standIn: null } as const;

describe("a footer", () => {
  it.each([
    [facts, "As of 2026-11-27 08:20 UTC."],
    [{ ...facts, standIn: "synthetic" }, "As of 2026-11-27 08:20 UTC. Synthetic market."],
    [{ ...facts, standIn: "replayed" }, "As of 2026-11-27 08:20 UTC. Replayed candles."],
    [{ ...facts, outcome: "refusal" }, "As of 2026-11-27 08:20 UTC."],
    [{ ...facts, outcome: "plain" }, "As of 2026-11-27 08:20 UTC. Automated summary of BTC-USD."],
    [
      { ...facts, outcome: "plain", standIn: "synthetic" },
      "As of 2026-11-27 08:20 UTC. Synthetic market. Automated summary of BTC-USD.",
    ],
  ] as const)("of %j stands on a line of its own", (given, footer) => {
    expect(addFooter("BTC-USD is up.", given)).toBe(`BTC-USD is up.\n${footer}`);
  });

  it("of the longest product fits into a chat message with the longest text", () => {
    const productId = Array<string>(4).fill("A".repeat(20)).join("-");
    const text = addFooter("x".repeat(maxPostedCharacters), {
      ...facts,
      productId,
      outcome: "plain",
      standIn: "replayed",
    });
    expect(text.length).toBeLessThanOrEqual(2_000);
  });
});
