import type { NaiveMarket } from "../../chaos/oracle/naive-market.ts";

/** Prices and sums that a text may hold to be equal; each is whole ticks. */
export const pairs: readonly (readonly [string, string])[] = [
  ["last close", "day's high"],
  ["last close", "day's low"],
  ["last close", "7-day high"],
  ["last close", "7-day low"],
  ["buying momentum", "selling momentum"],
];

const computed = ["5-candle average", "EMA", "upper Bollinger Band", "lower Bollinger Band"] as const;

/** Whether two prices are a tick apart and no more. */
export function isOneTick(
  [one, other]: readonly [string, string],
  { naive: { values }, tick }: { readonly naive: NaiveMarket; readonly tick: number },
): boolean {
  const [left, right] = [values.get(one) ?? null, values.get(other) ?? null];
  return left !== null && right !== null && Math.round(Math.abs(left - right) / tick) === 1;
}

/**
 * What a text reads as equal, in words or by writing the same number for both, though it differs by a tick or more. `tick` is
 * the market's own.
 */
export function equalPrices(text: string, { values }: NaiveMarket, tick: number): string[] {
  const value = (name: string): number => values.get(name) ?? Number.NaN;
  const ticks = (difference: number): number => Math.abs(difference) / tick;
  const faults: string[] = [];
  const hold = (what: string, difference: number, isWhole = true): void => {
    if (!(ticks(difference) < (isWhole ? 0.5 : 1 - 1e-6))) faults.push(`${what}: ${text}`);
  };
  for (const [, edge] of text.matchAll(/\bat (?:both )?the ((?:day's|7-day) (?:high|low))/gu))
    hold(`at the ${edge}`, value("last close") - value(edge ?? ""));
  for (const [, low, high] of text.matchAll(/at both the ((?:day's|7-day) low) and the ((?:day's|7-day) high)/gu))
    hold("both edges", value(high ?? "") - value(low ?? ""));
  for (const name of computed)
    if (text.includes(` at the ${name}`)) hold(`at the ${name}`, value("last close") - value(name), false);
  if (text.includes("at both Bollinger Bands"))
    hold("both bands", value("upper Bollinger Band") - value("lower Bollinger Band"), false);
  for (const [, span] of text.matchAll(/-[A-Z]+ is unchanged over (24 hours|7 days)/gu))
    hold(`unchanged over ${span}`, value(`change over ${span}`));
  if (/-[A-Z]+ is unchanged in the last candle/u.test(text)) hold("unchanged", value("last candle's price change"));
  if (/momentum of \S+ equals/u.test(text)) hold("equals", value("buying momentum") - value("selling momentum"));
  return [...faults, ...sameNumbers(text, values, tick)];
}

/** Figures for which a text writes the same number, though they are a tick or more apart. */
function sameNumbers(text: string, values: NaiveMarket["values"], tick: number): string[] {
  const told = written(text);
  return told.flatMap(([name, number], index) =>
    told.slice(index + 1).flatMap(([other, second]) => {
      const apart = Math.abs((values.get(name) ?? Number.NaN) - (values.get(other) ?? Number.NaN));
      return Number(number) === Number(second) && apart >= tick * (1 - 1e-6) ? [`${name} = ${other}: ${text}`] : [];
    }),
  );
}

const number = String.raw`(\d+(?:\.\d+)?)`;
const levels = new RegExp(
  `the (5-candle average|EMA|(?:upper|lower) Bollinger Band|(?:day's|7-day) (?:high|low)) (?:of|at) ${number}`,
  "gu",
);
const closes = new RegExp(`last closed? (?:at|of) ${number}`, "gu");
const ranges = new RegExp(`the (day's|7-day) range of ${number} to ${number}`, "gu");
const bands = new RegExp(`Bollinger Bands of ${number} and ${number}`, "gu");
const sums = new RegExp(`(buying|selling) momentum of ${number}`, "giu");

/** Each price of a text, by the name of its figure. */
function written(text: string): (readonly [name: string, price: string])[] {
  const all = (pattern: RegExp): string[][] => [...text.matchAll(pattern)].map((match) => match.slice(1));
  return [
    ...all(levels).map(([name = "", price = ""]) => [name, price] as const),
    ...all(closes).map(([price = ""]) => ["last close", price] as const),
    ...all(ranges).flatMap(([name = "", low = "", high = ""]) => [
      [`${name} low`, low] as const,
      [`${name} high`, high] as const,
    ]),
    ...all(bands).flatMap(([low = "", high = ""]) => [
      ["lower Bollinger Band", low] as const,
      ["upper Bollinger Band", high] as const,
    ]),
    ...all(sums).map(([name = "", price = ""]) => [`${name.toLowerCase()} momentum`, price] as const),
  ];
}
