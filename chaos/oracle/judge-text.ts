import type { NaiveMarket } from "./naive-market.ts";

/** A kind of statement: how it is written, and whether it is true. Groups are those of the pattern. */
type Statement = readonly [pattern: RegExp, holds: (groups: readonly string[], market: NaiveMarket) => boolean];

const number = String.raw`(-?\d+(?:\.\d+)?)`;
const level =
  "(5-candle average|EMA|upper Bollinger Band|lower Bollinger Band|day's high|day's low|7-day high|7-day low)";
const shownLevel = `the ${level} of ${number}`;
const range = "(Bollinger Bands|day's range|7-day range)";

/** Every statement that the service and the chaos run's model write, the longest first. */
const statements: readonly Statement[] = [
  [
    new RegExp(`there are too few candles of \\S+ for any figure`, "i"),
    (_, { values }) => [...values.values()].every((value) => value === null),
  ],
  [
    new RegExp(`is (up|down) ${number}( %)? (?:over (24 hours|7 days)|in the last candle)`),
    ([way, size, unit, span], market) => isMove(market, way === "up", size, unit, span),
  ],
  [
    new RegExp(`the volume (rose|fell) by ${number} in the last candle`, "i"),
    ([way, size], market) => {
      const change = valueOf(market, "last candle's volume change");
      return change !== null && change > 0 === (way === "rose") && isWritten(size, Math.abs(change));
    },
  ],
  [
    /the volume is unchanged in the last candle/i,
    (_, market) => isNothing("0.00000000", valueOf(market, "last candle's volume change")),
  ],
  [
    /is unchanged (?:over (24 hours|7 days)|in the last candle)/,
    ([span], market) => {
      const change = valueOf(
        market,
        span === undefined || span === "" ? "last candle's price change" : `change over ${span}`,
      );
      return change !== null && isWithinTick(change, market);
    },
  ],
  [new RegExp(`last closed at ${number}`), ([close], market) => isPrice(market, "last close", close)],
  [
    new RegExp(`at both Bollinger Bands of ${number}`),
    ([value], market) =>
      isAt(market, "upper Bollinger Band") &&
      isAt(market, "lower Bollinger Band") &&
      isPrice(market, "lower Bollinger Band", value),
  ],
  [
    /at both the (day's|7-day) low and the \1 high/,
    ([name], market) => isAt(market, `${name} low`) && isAt(market, `${name} high`),
  ],
  [
    new RegExp(`at the (day's|7-day) (high|low), with the \\1 (high|low) at ${number}`),
    ([name, edge, other, value], market) =>
      edge !== other && isAt(market, `${name} ${edge}`) && isPrice(market, `${name} ${other}`, value),
  ],
  [
    new RegExp(`between the (Bollinger Bands) of ${number} and ${number}`),
    ([name, low, high], market) => isIn(market, name, 0, 1) && areEdges(market, name, low, high),
  ],
  [
    new RegExp(`between ${shownLevel} and ${shownLevel}`),
    ([low, bottom, high, top], market) =>
      isSide(market, low, "above") &&
      isSide(market, high, "below") &&
      isPrice(market, low, bottom) &&
      isPrice(market, high, top),
  ],
  [
    new RegExp(`in the (upper|lower) (half|quarter) of the ${range}(?: of ${number} to ${number})?`),
    ([side, part, name, low, high], market) => {
      const size = part === "half" ? 0.5 : 0.25;
      const isThere = side === "upper" ? isIn(market, name, 1 - size, 1) : isIn(market, name, 0, size);
      return isThere && (low === undefined || low === "" || areEdges(market, name, low, high));
    },
  ],
  [
    new RegExp(`inside the ${range} of ${number} to ${number}`),
    ([name, low, high], market) => isIn(market, name, 0, 1) && areEdges(market, name, low, high),
  ],
  [
    new RegExp(`(above|below|at) ${shownLevel}(?: and ${shownLevel})?(?: and ${shownLevel})?`),
    ([side, ...levels], market) =>
      [0, 2, 4].every(
        (at) =>
          levels[at] === undefined ||
          levels[at] === "" ||
          (isSide(market, levels[at], side) && isPrice(market, levels[at], levels[at + 1])),
      ),
  ],
  [
    new RegExp(`(above|below) the (Bollinger Bands|day's range|7-day range)`),
    ([side, name], market) => isSide(market, edgesOf(name)[side === "above" ? 1 : 0], side),
  ],
  [
    new RegExp(`the RSI of ${number} is (overbought|oversold|neutral)`, "i"),
    ([value, zone], market) => {
      const rsi = valueOf(market, "RSI");
      const own = rsi === null ? null : rsi >= 70 ? "overbought" : rsi <= 30 ? "oversold" : "neutral";
      return rsi !== null && own === zone && isWritten(value, rsi);
    },
  ],
  [
    new RegExp(`the (RSI|EMA|rolling average of \\S+) is ${number}`, "i"),
    ([name = "", value], market) => {
      const own = valueOf(market, name.toLowerCase().startsWith("rolling") ? "5-candle average" : name.toUpperCase());
      return own !== null && isWritten(value, own);
    },
  ],
  [
    new RegExp(
      `(buying|selling) momentum of ${number} (slightly |clearly )?(outweighs|equals) (buying|selling) momentum of ${number}`,
      "i",
    ),
    ([left, a, degree, verb, right, b], market) => {
      const [one, other] = [valueOf(market, `${left?.toLowerCase()} momentum`), valueOf(market, `${right} momentum`)];
      if (one === null || other === null || left?.toLowerCase() === right) return false;
      const share = one <= 0 ? 0 : (one - other) / one;
      const degreeFits =
        degree === undefined ||
        degree === "" ||
        Math.abs(share - 0.12) < 1e-9 ||
        share < 0.12 === (degree === "slightly ");
      return (
        isWritten(a, one) &&
        isWritten(b, other) &&
        (verb === "equals" ? isWithinTick(one - other, market) : one > other && degreeFits)
      );
    },
  ],
  [
    /the (short-term|24-hour|7-day) trend is (bullish|bearish|mixed|neutral)/i,
    ([span, stance], market) => trendOf(market, span ?? "") === stance,
  ],
  [
    new RegExp(`the (day's range|7-day range|Bollinger Bands) (?:is|are) ${number} wide`, "i"),
    ([name, width], market) => {
      const [low, high] = edgesOf(name).map((edge) => valueOf(market, edge));
      return (
        typeof low === "number" &&
        typeof high === "number" &&
        Math.abs(Number(width) - (high - low)) <= market.tick * 1.01 + high * 1e-12
      );
    },
  ],
  [
    /the data holds (\d+) of (\d+) candles/i,
    ([count, expected], market) => Number(count) === market.count && Number(expected) === market.expected,
  ],
];

/** What may stand between statements: it claims nothing. A subject is the product or the last close, never another. */
const between = /^(?:[,:.\s]|\band\b|\bwith\b|\bbut\b|\bclosed\b|\bthe last close(?: is)?\b)*$/i;

/**
 * Judges a text by what the market was: true where every word of it belongs to a statement that it knows, and each of them
 * holds. It knows the statements of the plain insight, of the facts and of the chaos run's model, and nothing else.
 */
export function isTrueText(text: string, market: NaiveMarket): boolean {
  return falseSentences(text, market).length === 0;
}

/** The sentences of a text that are not true, or not known. */
export function falseSentences(text: string, market: NaiveMarket): string[] {
  return text.split(/(?<=\.)\s+(?=[A-Z0-9])/).filter((sentence) => !isTrueSentence(sentence, market));
}

function isTrueSentence(sentence: string, market: NaiveMarket): boolean {
  let rest = sentence.replace(/\.$/, "");
  let found = 0;
  for (const [pattern, holds] of statements) {
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      if (!holds(match.slice(1), market)) return false;
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
      found += 1;
    }
  }
  return found > 0 && between.test(rest.replaceAll(market.productId, " "));
}

function valueOf({ values }: NaiveMarket, name: string | undefined): number | null {
  return name === undefined ? null : (values.get(name) ?? null);
}

/** A number is written with the digits that it shows: rounded, never cut. */
function isWritten(text: string | undefined, value: number): boolean {
  if (text === undefined) return false;
  const decimals = text.split(".")[1]?.length ?? 0;
  return Math.abs(Number(text) - value) <= 0.5 * 10 ** -decimals + Math.abs(value) * 1e-12;
}

/** A price shows every decimal that its market quotes. */
function isPrice(market: NaiveMarket, name: string | undefined, text: string | undefined): boolean {
  const value = valueOf(market, name);
  const decimals = text?.split(".")[1]?.length ?? 0;
  return value !== null && 10 ** -decimals <= market.tick * 1.000_001 && isWritten(text, value);
}

function isNothing(text: string, value: number | null): boolean {
  return value !== null && isWritten(text, value);
}

function isMove(
  market: NaiveMarket,
  isUp: boolean,
  size: string | undefined,
  unit: string | undefined,
  span: string | undefined,
): boolean {
  const isPercent = unit === " %";
  const name =
    span === undefined ? "last candle's price change" : `change over ${span}${isPercent ? " in percent" : ""}`;
  const value = valueOf(market, name);
  return value !== null && value > 0 === isUp && value !== 0 && isWritten(size, Math.abs(value));
}

/** Where the last close is; prices less than a tick apart may read the same. */
function isSide(market: NaiveMarket, name: string | undefined, side: string | undefined): boolean {
  const [close, other] = [valueOf(market, "last close"), valueOf(market, name)];
  if (close === null || other === null) return false;
  if (side === "at") return isAt(market, name);
  return side === "above" ? close > other : close < other;
}

function isAt(market: NaiveMarket, name: string | undefined): boolean {
  const [close, other] = [valueOf(market, "last close"), valueOf(market, name)];
  return close !== null && other !== null && isWithinTick(close - other, market);
}

/** Whether a difference is less than a tick. Of 1.13 and 1.12 a computer makes 0.00999999999999979, which is a whole one. */
function isWithinTick(apart: number, { tick }: NaiveMarket): boolean {
  return Math.abs(apart) < tick * (1 - 1e-6);
}

function edgesOf(name: string | undefined): readonly [low: string, high: string] {
  if (name === "Bollinger Bands") return ["lower Bollinger Band", "upper Bollinger Band"];
  return name === "day's range" ? ["day's low", "day's high"] : ["7-day low", "7-day high"];
}

function areEdges(
  market: NaiveMarket,
  name: string | undefined,
  low: string | undefined,
  high: string | undefined,
): boolean {
  const [bottom, top] = edgesOf(name);
  return isPrice(market, bottom, low) && isPrice(market, top, high);
}

/** Whether the last close lies between two parts of the way from the low edge to the high one. */
function isIn(market: NaiveMarket, name: string | undefined, from: number, to: number): boolean {
  const close = valueOf(market, "last close");
  const [low, high] = edgesOf(name).map((edge) => valueOf(market, edge));
  if (close === null || typeof low !== "number" || typeof high !== "number") return false;
  const width = high - low;
  return close >= low + from * width - width * 1e-9 && close <= low + to * width + width * 1e-9;
}

/** What the figures of a span speak for: those of candles for the short term, those of hours for a longer one. */
function trendOf(market: NaiveMarket, span: string): string {
  const votes =
    span === "short-term" ? shortVotes(market) : longVotes(market, span === "24-hour" ? "24 hours" : "7 days");
  const [ups, downs] = [votes.filter((vote) => vote > 0).length, votes.filter((vote) => vote < 0).length];
  if (ups > 0 && downs > 0) return "mixed";
  return ups > 0 ? "bullish" : downs > 0 ? "bearish" : "neutral";
}

function shortVotes(market: NaiveMarket): number[] {
  const rsi = valueOf(market, "RSI");
  return [
    ...["5-candle average", "EMA"].map((name) =>
      difference(market, valueOf(market, "last close"), valueOf(market, name)),
    ),
    shownSign(market, valueOf(market, "last candle's price change")),
    rsi === null || Math.abs(rsi - 50) <= 2 ? 0 : rsi - 50,
  ];
}

function longVotes(market: NaiveMarket, span: string): number[] {
  const change = shownSign(market, valueOf(market, `change over ${span}`));
  if (span !== "24 hours") return [change];
  return [change, difference(market, valueOf(market, "buying momentum"), valueOf(market, "selling momentum"))];
}

function difference({ tick }: NaiveMarket, left: number | null, right: number | null): number {
  if (left === null || right === null) return 0;
  const shown = [left, right].map((value) => value.toFixed(Math.round(-Math.log10(tick))));
  return shown[0] === shown[1] ? 0 : left - right;
}

function shownSign({ tick }: NaiveMarket, value: number | null): number {
  return value === null ? 0 : Math.sign(Number(value.toFixed(Math.round(-Math.log10(tick)))));
}
