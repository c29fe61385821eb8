import { isFigureName } from "./catalogue.ts";
import type { Features } from "./feature-set.ts";
import type { Counts } from "./features.ts";

/**
 * Joins the figures of several series into one set, for whoever tells and decides them together. The first series gives the
 * counts; of each figure of another one it is kept which candles it is of, and how many stood behind it.
 *
 * @param series the shortest candles first. A figure stands in one of them at most.
 * @throws RangeError where there is no series, or where a figure stands in two.
 */
export function joinFeatures(series: readonly Features[]): Features {
  const [first, ...others] = series;
  if (first === undefined) throw new RangeError("There is no series to join");
  if (others.length === 0) return first;
  const joined: Record<string, unknown> = { ...first };
  const intervals: Record<string, string> = {};
  for (const features of others) {
    for (const [name, value] of Object.entries(features)) {
      if (!isFigureName(name)) continue;
      if (Object.hasOwn(joined, name)) throw new RangeError(`${name} stands in two series`);
      joined[name] = value;
      intervals[name] = features.interval;
    }
  }
  return { ...first, ...joined, further: { intervals, counts: others.map(countsOf) } };
}

function countsOf({ candle_count, expected_count, as_of, interval }: Features): Counts {
  return { candle_count, expected_count, as_of, interval };
}
