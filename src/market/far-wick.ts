import type { Candle } from "./candle.ts";

/** A price this many times off those beside it is no usual trade. */
const farTimes = 3;

/** Whether a high lies so far above its open and close that it may be a single odd trade. */
export function isFarAbove(high: number, open: number, close: number): boolean {
  return high > farTimes * Math.max(open, close);
}

/** Whether a low lies so far below its open and close that it may be a single odd trade. */
export function isFarBelow(low: number, open: number, close: number): boolean {
  return low * farTimes < Math.min(open, close);
}

/**
 * Notes the wicks that lie far off their candle's open and close.
 *
 * Such a candle is kept and given as it is. Coinbase's own chart shows the same high and low, so a trader finds them there;
 * and to refuse it would silence the product until it leaves the window, a day later. Only the day's high and low are made
 * of wicks: all other figures are made of opens, closes and volumes.
 */
export function noteFarWicks(candles: readonly Candle[]): string[] {
  const notes: string[] = [];
  for (const { start, open, high, low, close } of candles) {
    if (isFarAbove(high, open, close))
      notes.push(`the candle that starts at ${start} has a high of ${high}, over ${farTimes} times its open and close`);
    if (isFarBelow(low, open, close))
      notes.push(`the candle that starts at ${start} has a low of ${low}, below a third of its open and close`);
  }
  return notes;
}

/**
 * Notes the candles whose close, or open, lies far off the closes of both candles beside it: a body that nothing leads to.
 *
 * It is kept and given as it is, for the reasons of {@link noteFarWicks}: whether it was a trade nobody here can know. All
 * figures of closes are made of it, so they may look strange, a Bollinger Band below 0 for instance. A price that stays
 * where it went is a move and not noted. The first and the last candle are compared with the two next to them.
 *
 * @param candles oldest first.
 */
export function noteFarBodies(candles: readonly Candle[]): string[] {
  const notes: string[] = [];
  const last = candles.length - 1;
  candles.forEach((candle, index) => {
    const one = candles[index === 0 ? 1 : index === last ? last - 1 : index - 1]?.close;
    const other = candles[index === 0 ? 2 : index === last ? last - 2 : index + 1]?.close;
    if (one === undefined || other === undefined) return;
    const far = farWords("a close", candle.close, one, other) ?? farWords("an open", candle.open, one, other);
    if (far !== null) notes.push(`the candle that starts at ${candle.start} has ${far}`);
  });
  return notes;
}

function farWords(field: string, price: number, one: number, other: number): string | null {
  if (isFarAbove(price, one, other)) return `${field} of ${price}, over ${farTimes} times the closes beside it`;
  if (isFarBelow(price, one, other)) return `${field} of ${price}, below a third of the closes beside it`;
  return null;
}
