import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  catalogue,
  type CatalogueFigure,
  computeFeatures,
  defaultFigures,
  type Features,
  formatFigures,
} from "../../src/features/index.ts";
import { citableValues } from "../../src/grounding/citable-values.ts";
import { decide } from "../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../src/grounding/claims/figures.ts";
import { list } from "../../src/grounding/claims/list.ts";
import { votesOf } from "../../src/grounding/claims/kinds/stance.ts";
import { findingsOf, writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { judgeSentence } from "../../src/grounding/reading/judge-sentence.ts";
import { writeSpans } from "../../src/grounding/write-facts.ts";
import { candlesOf, longSeries } from "../features/support/candle-samples.ts";

const known = new Set<string>([...defaultFigures, "change_7d", "change_7d_pct", "high_7d", "low_7d"]);
const further: readonly CatalogueFigure[] = catalogue.filter(({ name }: CatalogueFigure) => !known.has(name));

/** Every figure of 60 hours that swing and fall, ten of them before the UTC day that the pivots are of. */
function featuresOf(): Features {
  const closes = Array.from({ length: 60 }, (_, index) => 50_000 + 900 * Math.sin(index / 5) - index * 20);
  const end = 1_700_006_400 + 26 * 3_600;
  const candles = candlesOf(closes).map((candle, index) => ({ ...candle, start: end - (60 - index) * 3_600 }));
  const [first] = candles;
  const week =
    first === undefined
      ? []
      : [
          { ...first, start: end - 169 * 3_600 },
          { ...first, start: end - 100 * 3_600 },
        ];
  return computeFeatures([...week, ...candles], {
    asOf: end,
    granularity: "ONE_HOUR",
    expectedCount: 60,
    figures: catalogue.map(({ name }) => name),
  });
}

const features = featuresOf();
const figures = prepareFigures("BTC-USD", features);

function suffixOf({ unit }: CatalogueFigure): string {
  return unit === "percent" ? " %" : "";
}

describe("a further figure in a text", () => {
  it.each(further)("is read by its label and each of its aliases: $name", (figure) => {
    const text = formatFigures(features)[figure.name] ?? "";
    expect(Number(text)).not.toBe(0);
    const wrong = (Number(text) * 1.5).toFixed(2);
    // What stands in brackets is the label again; no sentence has underscores; in "the ATR 14 is", 14 may be a value.
    const names = [figure.label, ...figure.aliases].filter((name) => !/[(_]| \d+$/.test(name));
    const verdicts = names.map((name) => [
      name,
      judgeSentence(`The ${name} is ${text}${suffixOf(figure)}.`, figures).verdict,
      judgeSentence(`The ${name} is ${wrong}${suffixOf(figure)}.`, figures).verdict,
    ]);
    expect(verdicts).toEqual(names.map((name) => [name, "true", "false"]));
  });

  it("is null where it was not computed, and then nothing is true of it", () => {
    const without = prepareFigures(
      "BTC-USD",
      computeFeatures([], { asOf: 0, granularity: "ONE_HOUR", expectedCount: 60 }),
    );
    for (const { label } of further)
      expect(judgeSentence(`The ${label} is 5.00.`, without).verdict, label).not.toBe("true");
  });
});

describe("facts and plain insight of further figures", () => {
  it("names each with what it covers: a window in hours, a day by its name", () => {
    const spans = writeSpans(features).join("\n");
    expect(spans).toContain("60 hours: average volume, realized volatility.");
    expect(spans).toContain("The previous UTC day: pivot, pivot R1, pivot S1, pivot R2, pivot S2.");
    expect(spans).toContain("14 candles: RSI, ATR, ATR in percent, ADX.");
    const unknown = { ...features, interval: "FORTNIGHT" };
    expect(writeSpans(unknown).join("\n")).toContain("The window: average volume, realized volatility.");
  });

  it("gives every one of them as a citable value", () => {
    const lines = citableValues(features);
    for (const { label } of further)
      expect(
        lines.some((line) => line.startsWith(`${label}: `)),
        label,
      ).toBe(true);
  });

  it("lets what has no direction speak for none: widths, counts, pivots and the MACD's signal line", () => {
    const silent = new Set<string>([
      "adx",
      "atr",
      "atr_pct",
      "realized_volatility",
      "volume_24h",
      "pivot",
      "macd_signal",
    ]);
    const voters = votesOf(figures).map(({ figure }) => figure);
    expect(voters.filter((name) => silent.has(name))).toEqual([]);
    expect(voters).toEqual(
      expect.arrayContaining(["sma_20", "sma_50", "vwap_24h", "macd", "macd_histogram", "change_1h"]),
    );
  });

  it("says of any market only what is true of it", () => {
    fc.assert(
      fc.property(longSeries, (candles) => {
        const asOf = (candles.at(-1)?.start ?? 0) + 300;
        const context = { asOf, granularity: "FIVE_MINUTE", expectedCount: 288 };
        const any = computeFeatures(candles, { ...context, figures: catalogue.map(({ name }) => name) });
        const prepared = prepareFigures("BTC-USD", any);
        const claims = [...list(prepared), ...findingsOf(prepared).flatMap(({ claims: made }) => made)];
        expect(claims.filter((claim) => decide(claim, prepared).is !== "true")).toEqual([]);
        expect(writePlainInsight("BTC-USD", any).split(" ").length).toBeLessThanOrEqual(100);
      }),
    );
  });
});
