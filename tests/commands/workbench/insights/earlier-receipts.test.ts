import { describe, expect, it } from "vitest";
import { createCandleFinder } from "../../../../src/commands/workbench/insights/candle-finder.ts";
import { readReceiptKey } from "../../../../src/commands/workbench/insights/receipt-key.ts";
import { viewInsight } from "../../../../src/commands/workbench/insights/view-insight.ts";
import { fetchFromMarket } from "../../../../src/commands/workbench/local/market-fetch.ts";
import { createSampleMarket } from "../../../../src/emulators/markets/sample-market.ts";
import written from "../../../support/written-by-a8f6060.json" with { type: "json" };

const finder = createCandleFinder([fetchFromMarket(createSampleMarket())]);
const receipts: readonly (readonly [key: string, content: unknown])[] = Object.entries(written.receipts);

describe("receipts of an earlier version", () => {
  it.each(receipts)(
    "%s are shown with their chart and figures, the answers judged by this tree",
    async (key, content) => {
      const view = await viewInsight(key, content, { finder, prices: new Map() });
      expect(readReceiptKey(key)).toMatchObject({ productId: view?.productId, correlationId: view?.correlationId });
      expect(view?.charts[0]?.problem).toBeNull();
      expect(view?.charts[0]?.candles.length).toBeGreaterThan(200);
      expect(view?.figures.find(({ name }) => name === "rsi")?.text).toMatch(/^\d+\.\d\d$/);
      const sentences = view?.answers.flatMap((answer) => answer.sentences) ?? [];
      expect(sentences.length).toBeGreaterThan(2);
      expect(sentences.every(({ now }) => now !== null)).toBe(true);
    },
  );

  it("tell why nothing of an answer was posted, by the words that were wrong", async () => {
    const [, content] = receipts[0] ?? [];
    const violations = [{ words: "99.10", reason: "The RSI is 54.52." }];
    const answers = [{ model: "m", text: "The RSI is 99.10.", grounding: { grounded: false, violations } }];
    const view = await viewInsight("k", { ...Object(content), answers }, { finder, prices: new Map() });
    expect(view?.answers[0]?.recordedWhy).toBe('"99.10": The RSI is 54.52.');
  });
});
