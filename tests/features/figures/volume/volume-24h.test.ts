import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "volume_24h", needs: 1, scales: "not", flat: (_, count) => 3 * count });

describe("the figure volume_24h, by hand", () => {
  it("is the sum of the volumes", () => {
    const [candles, context] = dayOf([
      { start: 0, open: 10, high: 12, low: 9, close: 12, volume: 1 },
      { start: 300, open: 12, high: 18, low: 12, close: 15, volume: 3 },
    ]);
    const { volume_24h } = computeFeatures(candles, { ...context, figures: ["volume_24h"] });
    expect(volume_24h).toBe(4);
  });
});
