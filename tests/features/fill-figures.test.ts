import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, computeFeatures, type FigureName, figureOf } from "../../src/features/index.ts";
import { fillFigures, type MutableFeatures } from "../../src/features/fill-figures.ts";
import { Series } from "../../src/features/series.ts";
import { randomMarket } from "../grounding/random-market.ts";

const names: readonly FigureName[] = catalogue.map(({ name }) => name);

/** Any number of figures in any order: none, fewer than 14, all of them. */
const lists = fc.shuffledSubarray([...names]);
const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe("fillFigures", () => {
  it("gives each figure of a list what it is by itself, whatever stands before it", () => {
    fc.assert(
      fc.property(seeds, lists, (seed, figures) => {
        const { candles, granularity, expected, decimals, end } = randomMarket(seed);
        const context = { asOf: end, granularity, expectedCount: expected, decimals };
        const together = computeFeatures(candles, { ...context, figures });
        const alone = figures.map((name) => [name, computeFeatures(candles, { ...context, figures: [name] })[name]]);
        expect(figures.map((name) => [name, together[name]])).toEqual(alone);
      }),
    );
  });

  it("leaves a figure as it is whose candles are too few, at any place in a list", () => {
    const { candles, granularity, end } = randomMarket(1);
    const series = new Series(candles.slice(-4), { asOf: end, granularity, expectedCount: 4 });
    const features: MutableFeatures = { candle_count: 0, expected_count: 0, as_of: 0, interval: "" };
    fillFigures(features, Array.from({ length: 20 }, () => figureOf("ema")).concat(figureOf("last_close")), series);
    expect(features).toEqual({
      candle_count: 0,
      expected_count: 0,
      as_of: 0,
      interval: "",
      last_close: candles.at(-1)?.close,
    });
  });
});
