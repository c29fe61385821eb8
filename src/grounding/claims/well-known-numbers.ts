import type { Facts } from "../facts.ts";
import type { MentionName } from "../reading/find-mentions.ts";
import type { Quantity } from "../reading/quantity.ts";
import type { Sentence } from "../reading/reading.ts";
import { rsiLevels } from "./derived-values.ts";

/** A number, where it stands and what it is tied to. */
export interface NumberInPlace {
  readonly quantity: Quantity;
  readonly sentence: Sentence;
  readonly names: readonly MentionName[];
  readonly facts: Facts;
}

/** "9 of 288 candles", where "candles" stands behind the second number. */
export function isCandleCount({ quantity, sentence, facts }: NumberInPlace): boolean {
  const { candle_count: count, expected_count: expected } = facts.features;
  const whole =
    [count, expected, expected - count].some((value) => value === quantity.size) &&
    quantity.size > 0 &&
    quantity.step === 1 &&
    quantity.unit === null;
  return whole && /\b(?:candles?|candlesticks|bars|intervals|periods|data)\b/u.test(sentence.lower);
}

/** RSI 30, 50, 70 as levels: spoken of as such, and not as the RSI's own value. */
export function isLevel(on: NumberInPlace): boolean {
  const { quantity, sentence, names, facts } = on;
  if (!rsiLevels.includes(quantity.size) || quantity.step > 1 || (quantity.unit !== null && quantity.unit !== "points"))
    return false;
  if (!/\b(?:rsi|relative strength|overbought|oversold|midline|midpoint|neutral)\b/u.test(sentence.lower)) return false;
  const before = sentence.lower.slice(0, quantity.start);
  const after = sentence.lower.slice(quantity.end);
  if (/(?:\/ ?|out of )$/u.test(before) && quantity.size === 100) return true;
  const isOwnValue =
    names.includes("rsi") &&
    !/^ ?-?(?:overbought|oversold|threshold|level|mark|line|midline|midpoint|neutral|boundary|cutoff)/u.test(after) &&
    !/\b(?:near|nearing|approach\w*|toward|towards|close to|around|threshold|level|line|mark)(?: the| its)? $/u.test(
      before,
    );
  if (!isOwnValue) return true;
  const rsi = facts.figure("rsi");
  return (
    rsi !== null &&
    Math.abs(rsi.value - quantity.size) <= 5 &&
    /\b(?:near|nearing|close to|around|about)(?: the)? $/u.test(before)
  );
}
