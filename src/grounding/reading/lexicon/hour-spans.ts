import { catalogue, type CatalogueFigure } from "../../../features/index.ts";
import { knownIntervals } from "../../claims/spans.ts";
import type { Entry } from "../meanings.ts";
import { scopeOfHours } from "../scopes.ts";

const spelled = [
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
];

/** Every number of hours that some figure covers. */
const hours = new Set(
  (catalogue as readonly CatalogueFigure[]).flatMap(({ span }) =>
    typeof span !== "string" && "hours" in span ? [span.hours] : [],
  ),
);

/** `hour`, `1 hour`, `four hours`, `2 days`: without articles. */
function nounsOf(count: number, unit: string): readonly string[] {
  const many = count === 1 ? unit : `${unit}s`;
  const numbers = [String(count), ...(spelled[count] === undefined ? [] : [spelled[count]])];
  const bare = numbers.map((number) => `${number} ${many}`);
  const all = count === 1 ? [unit, ...bare, `${count}-${unit} window`, `${count}-${unit} period`, `an ${unit}`] : bare;
  const period = numbers.flatMap((number) => [
    `${number}-${unit} period`,
    `${number}-${unit} window`,
    `${number}-${unit} view`,
  ]);
  return [
    ...all,
    ...period,
    ...all.flatMap((noun) =>
      ["last", "past", "latest", "previous", "preceding", "most recent"].map((word) => `${word} ${noun}`),
    ),
  ];
}

function adjectivesOf(count: number, unit: string, short: string): readonly string[] {
  const named = spelled[count];
  return [
    `${count}-${unit}`,
    `${count}${short}`,
    ...(named === undefined ? [] : [`${named}-${unit}`]),
    ...(count === 1 ? [`${unit}ly`, `${unit}'s`, `last ${unit}'s`, `past ${unit}'s`] : []),
  ];
}

/** Spans of hours beside the day, which has words of its own: "over the past hour", "the week", "the 4-hour decline". */
const ofSpans: readonly Entry[] = [...hours].flatMap((count): readonly Entry[] => {
  if (count === 24) return [];
  const scope = scopeOfHours(count);
  const isDays = count > 24 && count % 24 === 0;
  const nouns = [
    ...(isDays ? nounsOf(count / 24, "day") : nounsOf(count, "hour")),
    ...(count === 168 ? ["week", "last week", "past week", "seven-day period", "whole week", "full week"] : []),
  ];
  const adjectives = isDays ? adjectivesOf(count / 24, "day", "d") : adjectivesOf(count, "hour", "h");
  const ago = isDays
    ? []
    : nounsOf(count, "hour")
        .slice(0, 3)
        .map((noun) => `than ${noun} ago`);
  return [
    [nouns.join("|"), "hours", scope],
    ...(count === 168 ? [] : ([[adjectives.join("|"), "spanAdjective", scope]] satisfies readonly Entry[])),
    ...(ago.length === 0 ? [] : ([[ago.join("|"), "span", scope]] satisfies readonly Entry[])),
  ];
});

/** How long candles are: "the hourly RSI", "on the 15-minute chart". */
const ofCandles: readonly Entry[] = knownIntervals.flatMap(({ words, length }): readonly Entry[] => [
  ...(length >= 24 ? [] : ([[words.join("|"), "interval", length]] satisfies readonly Entry[])),
  ...(length >= 24 || length === 5 / 60
    ? []
    : ([
        [
          words
            .flatMap((word) =>
              ["chart", "candles", "timeframe", "time frame", "view", "basis", "bars", "scale"].flatMap((noun) => [
                `on the ${word} ${noun}`,
                `on a ${word} ${noun}`,
                `on ${word} ${noun}`,
                `of the ${word} ${noun}`,
                `of ${word} ${noun}`,
                `from the ${word} ${noun}`,
                `from ${word} ${noun}`,
                `in the ${word} ${noun}`,
                `in ${word} ${noun}`,
                `for ${word} ${noun}`,
                `for the ${word} ${noun}`,
                `based on ${word} ${noun}`,
              ]),
            )
            .join("|"),
          "span",
          "short",
        ],
      ] satisfies readonly Entry[])),
]);

/** Every number of candles that some figure covers. */
const counts = new Set(
  (catalogue as readonly CatalogueFigure[]).flatMap(({ span }) =>
    typeof span !== "string" && "candles" in span ? [span.candles] : [],
  ),
);

/** Of how many candles a figure is: "the RSI of 14 candles", "the ADX over the last 14 candles". */
const ofCounts: readonly Entry[] = [...counts].map((count): Entry => [
  ["candles", "hourly candles", "periods"]
    .flatMap((noun) =>
      ["of", "over", "over the last", "of the last", "on", "for", "from"].map((word) => `${word} ${count} ${noun}`),
    )
    .join("|"),
  "qualifier",
  count,
]);

export const hourSpans: readonly Entry[] = [
  ...ofSpans,
  ...ofCandles,
  ...ofCounts,
  [
    "previous day's|previous utc day's|previous-day|prior day's|of the previous day|of the previous utc day|from the previous day|from the previous utc day|for the previous day|for the previous utc day|yesterday's|of the prior day|from the prior day",
    "qualifier",
    "previous_day",
  ],
];
