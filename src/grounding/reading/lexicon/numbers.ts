import type { Quantity } from "../statement.ts";
import type { Entry } from "../meanings.ts";

const spelled = (size: number, phrases: string): Entry => [
  phrases,
  "number",
  { size, sign: 0, step: 1, unit: "none", approx: false },
];
const unit = (meaning: Quantity["unit"], phrases: string): Entry => [phrases, "unit", meaning];

/** Spelled numbers, units, and what makes a number rough or a limit. */
export const numbers: readonly Entry[] = [
  ...[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
  ].map((word, size) => spelled(size, word)),
  ["double|twice|two times", "multiple", 2],
  ["triple|three times|thrice", "multiple", 3],
  ["a dollar", "number", { size: 1, sign: 0, step: 1, unit: "usd", approx: false }],
  ["a euro", "number", { size: 1, sign: 0, step: 1, unit: "eur", approx: false }],
  ["a cent", "number", { size: 1, sign: 0, step: 1, unit: "cents", approx: false }],
  ["a point", "number", { size: 1, sign: 0, step: 1, unit: "points", approx: false }],
  unit("percent", "percent|in percent|in percentage terms|per cent|percentage points|pct|percentage point"),
  unit("points", "points|point"),
  unit("usd", "dollars|dollar|usd|us dollars|usdt|usdc"),
  unit("eur", "euros|euro|eur"),
  unit("gbp", "pounds|pound|gbp|sterling"),
  unit("cents", "cents|cent"),
  unit("base", "units|unit"),
  [
    "about|around|roughly|approximately|nearly|almost|some|close to|close to about|just about|roughly about|near|an approximate|a rough",
    "approx",
    null,
  ],
  [
    "less than|under|just under|a little under|well under|slightly less than|a little less than|fewer than|slightly under|just below|below|not quite|a bit less than|a shade under|short of|just short of|no more than",
    "bound",
    "under",
  ],
  [
    "more than|over|just over|a little over|well over|slightly more than|a little more than|slightly over|just above|above|a bit more than|a shade over|upwards of|a bit over|no less than",
    "bound",
    "over",
  ],
];
