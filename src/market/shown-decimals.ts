import { isFarAbove, isFarBelow } from "./far-wick.ts";
import { toNumber } from "./to-number.ts";

/** A price is never told with fewer decimals, nor with more: what claims to be finer is no precision. */
export const minDecimals = 2;
export const maxDecimals = 10;

/** A row's prices as its source wrote them: texts, or numbers of a JSON. */
export interface WrittenPrices {
  readonly open: unknown;
  readonly high: unknown;
  readonly low: unknown;
  readonly close: unknown;
}

/**
 * The precision of a market: the most decimals that its prices are written with, zeros at the end counted, within 2 and 10.
 *
 * A high or low far off its open and close (see `far-wick.ts`) says nothing of it: one bad tick of 0.000000001 would have
 * every price told with nine decimals.
 */
export function shownDecimals(rows: Iterable<WrittenPrices>): number {
  let most = minDecimals;
  for (const { open, high, low, close } of rows) {
    most = Math.max(most, decimalsOf(open), decimalsOf(close));
    const [highDecimals, lowDecimals] = [decimalsOf(high), decimalsOf(low)];
    if (highDecimals > most && !isFarAbove(toNumber(high), toNumber(open), toNumber(close))) most = highDecimals;
    if (lowDecimals > most && !isFarBelow(toNumber(low), toNumber(open), toNumber(close))) most = lowDecimals;
  }
  return Math.min(maxDecimals, most);
}

/** Decimals that a price is written with: 4 of `2.4500`, 8 of `1e-8`; 0 of what is no number. */
export function decimalsOf(price: unknown): number {
  const text = typeof price === "number" ? String(price) : typeof price === "string" ? price.trim() : "";
  if (text === "" || Number.isNaN(Number(text))) return 0;
  const [digits = "", exponent = "0"] = text.split(/e/i);
  const point = digits.indexOf(".");
  return Math.max(0, (point === -1 ? 0 : digits.length - point - 1) - Number(exponent));
}
