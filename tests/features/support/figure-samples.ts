import * as fc from "fast-check";
import type { DefaultFigureName, FeaturesOf } from "../../../src/features/index.ts";

/** Figures of no candle at all. */
export const noFigures: FeaturesOf<DefaultFigureName> = {
  rolling_avg: null,
  ema: null,
  rsi: null,
  bollinger_upper: null,
  bollinger_lower: null,
  price_change: null,
  volume_change: null,
  daily_high: null,
  daily_low: null,
  buying_momentum: null,
  selling_momentum: null,
  last_close: null,
  change_24h: null,
  change_24h_pct: null,
  candle_count: 0,
  expected_count: 288,
  as_of: 1_795_348_800, // 2026-11-22T12:00:00Z
  interval: "FIVE_MINUTE",
};

/** The figures of the example prompt that this service has always shown. It names neither last close nor day's change. */
export const exampleFigures: FeaturesOf<DefaultFigureName> = {
  ...noFigures,
  rolling_avg: 50_000,
  ema: 50_100,
  rsi: 65,
  bollinger_upper: 51_000,
  bollinger_lower: 49_000,
  price_change: 500,
  volume_change: 100,
  daily_high: 51_500,
  daily_low: 49_500,
  buying_momentum: 1_000,
  selling_momentum: 500,
  candle_count: 288,
};

/** Every figure there is: the example's, with a last close and a day's change. */
export const allFigures: FeaturesOf<DefaultFigureName> = {
  ...exampleFigures,
  last_close: 50_250,
  change_24h: -1_250,
  change_24h_pct: -2.427,
};

export const figureNames: readonly DefaultFigureName[] = [
  "rolling_avg",
  "ema",
  "rsi",
  "bollinger_upper",
  "bollinger_lower",
  "price_change",
  "volume_change",
  "daily_high",
  "daily_low",
  "buying_momentum",
  "selling_momentum",
  "last_close",
  "change_24h",
  "change_24h_pct",
];

const level = fc.option(
  fc.oneof(
    fc.double({ min: 1e-9, max: 2, noNaN: true }),
    fc.double({ min: 2, max: 1e9, noNaN: true }),
    fc.constantFrom(1, 50_000, 1e-8, 1e22),
  ),
);
const difference = fc.option(
  fc.oneof(fc.double({ min: -1e7, max: 1e7, noNaN: true }), fc.constantFrom(0, -0.001, 0.004, -1e-9)),
);
const sum = fc.option(fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.constantFrom(0, 500)));

/** Any figures, each perhaps null and none bound to agree with another. */
export const anyFigures: fc.Arbitrary<FeaturesOf<DefaultFigureName>> = fc.record({
  rolling_avg: level,
  ema: level,
  rsi: fc.option(fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 30, 69.999, 70, 100))),
  bollinger_upper: level,
  bollinger_lower: fc.oneof(level, difference),
  price_change: difference,
  volume_change: difference,
  daily_high: level,
  daily_low: level,
  buying_momentum: sum,
  selling_momentum: sum,
  last_close: level,
  change_24h: difference,
  change_24h_pct: difference,
  candle_count: fc.integer({ min: 0, max: 288 }),
  expected_count: fc.constant(288),
  as_of: fc.integer({ min: 1_400_000_000, max: 4_000_000_000 }),
  interval: fc.constantFrom("FIVE_MINUTE", "ONE_HOUR"),
});
