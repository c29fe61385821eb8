import { describe, expect, it } from "vitest";
import { catalogue, computeFeatures, type FigureName } from "../../../src/features/index.ts";
import { listCompare } from "../../../src/grounding/claims/kinds/compare.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { listMeasures } from "../../../src/grounding/claims/kinds/value.ts";
import { candlesOf } from "../../features/support/candle-samples.ts";
import { compare, is } from "./made-claims.ts";

const pivots: readonly FigureName[] = ["pivot", "pivot_r1", "pivot_s1", "pivot_r2", "pivot_s2"];

/** Nine days of hours: every figure is known. */
const hours = 9 * 24;
const end = 1_700_006_400 + 26 * 3_600;
const features = computeFeatures(
  candlesOf(Array.from({ length: hours }, (_, index) => 50_000 + 900 * Math.sin(index / 5) - index * 20)).map(
    (candle, index) => ({ ...candle, start: end - (hours - index) * 3_600 }),
  ),
  { asOf: end, granularity: "ONE_HOUR", expectedCount: hours, figures: catalogue.map(({ name }) => name) },
);
const figures = prepareFigures("BTC-USD", features);

describe("what may be said of each kind of figure", () => {
  it("is a value by itself of a width, an amount and a line around zero", () => {
    const measured = listMeasures(figures).flatMap((claim) => (claim.is === "value" ? [claim.figure] : []));
    expect(measured.toSorted()).toEqual([
      "adx",
      "atr",
      "atr_pct",
      "bollinger_20_width_pct",
      "macd",
      "macd_histogram",
      "macd_signal",
      "realized_volatility",
      "volume_24h",
      "volume_avg",
    ]);
  });

  it("is how the close stands to each average and pivot, and a line to its signal line", () => {
    const compared = listCompare(figures).flatMap((claim) =>
      claim.is === "compare" ? [`${claim.left} ${claim.right}`] : [],
    );
    const levels = ["ema", "rolling_avg", "sma_20", "sma_50", "vwap_24h", ...pivots];
    expect(compared.toSorted()).toEqual([...levels.map((name) => `last_close ${name}`), "macd macd_signal"].toSorted());
  });

  it.each(pivots)("is a comparison with a level, but not of a width or an amount: %s", (name) => {
    expect(is(compare("last_close", "above", name), { [name]: 50_000 })).toBe("true");
    expect(is(compare("atr", "above", name), { [name]: 50_000, atr: 60_000 })).toBe("unknown");
  });
});
