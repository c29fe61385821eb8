/** A share with the interval that it lies in with 95 % confidence; null where nothing was counted. */
export type Rate = { readonly value: number; readonly low: number; readonly high: number } | null;

/** The normal distribution's 97.5th percentile. */
export const z95 = 1.959963984540054;

/**
 * The share of `hits` in `count`, with Wilson's score interval of 95 %.
 *
 * @see Wilson (1927), J. Am. Stat. Assoc. 22, 209-212
 */
export function wilsonRate(hits: number, count: number): Rate {
  if (count === 0) return null;
  const value = hits / count;
  const shrink = 1 + z95 ** 2 / count;
  const middle = (value + z95 ** 2 / (2 * count)) / shrink;
  const half = (z95 / shrink) * Math.sqrt((value * (1 - value)) / count + z95 ** 2 / (4 * count ** 2));
  // Rounding must not take the edges beyond what was seen.
  return {
    value,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === count ? 1 : Math.min(1, middle + half),
  };
}
