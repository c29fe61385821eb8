import type { FigureName } from "../../../features/index.ts";
import type { Entry } from "../meanings.ts";

const ranges = [
  "day's range",
  "daily range",
  "range",
  "24-hour range",
  "day's trading range",
  "daily trading range",
  "today's range",
];

/** An edge by the range that it is of: `the low of its daily range`. */
const edge = (name: FigureName, words: readonly string[]): Entry => [
  words
    .flatMap((word) => ranges.flatMap((range) => ["the ", "its ", ""].map((owner) => `${word} of ${owner}${range}`)))
    .join("|"),
  "figure",
  { names: [name], pair: null, group: null },
];

/** The edges of the day's range, named after it. */
export const edges: readonly Entry[] = [edge("daily_low", ["low"]), edge("daily_high", ["high"])];
