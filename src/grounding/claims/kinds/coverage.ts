import type { Counts, Features } from "../../../features/index.ts";
import type { Claim, CoverageClaim, Decision } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import type { Figures } from "../figures.ts";
import { sentence, writeQuantity } from "../phrases.ts";
import { type Quantity, quantityOf } from "../quantity.ts";

/** Decides how many of the expected candles are there. */
export function decideCoverage({ count, expected }: CoverageClaim, { features }: Figures): Decision {
  if (![count, expected].every(isPlainCount)) return unknown;
  const holds = seriesOf(features).some(
    (series) => count.size === series.candle_count && expected.size === series.expected_count,
  );
  return holdsOr(holds, () => sentence(`${features.candle_count} of ${features.expected_count} candles are there`));
}

function seriesOf(features: Features): readonly Counts[] {
  return [features, ...(features.further?.counts ?? [])];
}

function isPlainCount({ unit, sign, approx, bound = 0 }: Quantity): boolean {
  return unit === "none" && sign === 0 && !approx && bound === 0;
}

/** Says a coverage: "the data holds 256 of 288 candles". */
export function sayCoverage({ count, expected, denied }: CoverageClaim & Claim, figures: Figures): string[] {
  const [some, all] = [writeQuantity(count, figures), writeQuantity(expected, figures)];
  return denied
    ? [`the data does not hold ${some} of ${all} candles`]
    : [`the data holds ${some} of ${all} candles`, `the data covers ${some} of ${all} candles`];
}

/** The coverage, where candles lack. */
export function listCoverage({ features }: Figures): Claim[] {
  return seriesOf(features).flatMap(({ candle_count: count, expected_count: expected }): Claim[] => {
    if (count >= expected) return [];
    const [some, all] = [quantityOf(String(count), "none"), quantityOf(String(expected), "none")];
    return [{ is: "coverage", count: some, expected: all, denied: false }];
  });
}
