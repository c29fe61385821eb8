import type { NaiveMarket } from "./naive-market.ts";
import {
  areEdges,
  edgesOf,
  isAt,
  isIn,
  isMove,
  isNothing,
  isPrice,
  isSide,
  isWithinTick,
  isWritten,
  valueOf,
} from "./market-facts.ts";
import { trendOf } from "./trend-of.ts";

/** A kind of statement: how it is written, and whether it is true. Groups are those of the pattern. */
export type Statement = readonly [pattern: RegExp, holds: (groups: readonly string[], market: NaiveMarket) => boolean];

const number = String.raw`(-?\d+(?:\.\d+)?)`;
const level =
  "(5-candle average|EMA|upper Bollinger Band|lower Bollinger Band|day's high|day's low|7-day high|7-day low)";
const shownLevel = `the ${level} of ${number}`;
const range = "(Bollinger Bands|day's range|7-day range)";

/** Every statement that the service and the chaos run's model write, the longest first. */
export const statements: readonly Statement[] = [
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
        Math.abs(share - 0.15) < 1e-9 ||
        share < 0.15 === (degree === "slightly ");
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
