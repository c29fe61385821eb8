import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../../src/features/index.ts";
import { dayOf } from "../../support/candle-samples.ts";
import { holdsItsPromises } from "../../support/figure-contract.ts";

holdsItsPromises({ name: "volume_avg", needs: 1, scales: "not", flat: () => 3 });

describe("the figure volume_avg, by hand", () => {
  it("is the mean of the volumes of the window", () => {
    const [candles, context] = dayOf([
      { start: 0, open: 10, high: 12, low: 9, close: 12, volume: 1 },
      { start: 300, open: 12, high: 18, low: 12, close: 15, volume: 3 },
    ]);
    const { volume_avg } = computeFeatures(candles, { ...context, figures: ["volume_avg"] });
    expect(volume_avg).toBe(2);
  });
});
