import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { candlesOf, dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "vwap_24h", needs: 1, scales: "with prices", flat: (price) => price });

describe("the figure vwap_24h, by hand", () => {
  it("weighs typical prices by volume", () => {
    const [candles, context] = dayOf([
      { start: 0, open: 10, high: 12, low: 9, close: 12, volume: 1 },
      { start: 300, open: 12, high: 18, low: 12, close: 15, volume: 3 },
    ]);
    const { vwap_24h } = computeFeatures(candles, { ...context, figures: ["vwap_24h"] });
    expect(vwap_24h).toBe(14); // (11 * 1 + 15 * 3) / 4
  });

  it("is null where nothing was traded", () => {
    const [candles, context] = dayOf(candlesOf([1, 2, 3], [0, 0, 0]));
    expect(computeFeatures(candles, { ...context, figures: ["vwap_24h"] }).vwap_24h).toBeNull();
  });
});
