import { catalogue } from "./catalogue.ts";
import type { Features } from "./feature-set.ts";
import type { Figure } from "./features.ts";

/** Decimals of a price that no market quotes finer, and of everything that is neither a price nor a volume. */
export const usualDecimals = 2;

/** No market quotes more decimals. What claims to is no precision. */
const maxMarketDecimals = 10;

const significantDigits = 4;

/** The most that `toFixed` takes. */
const maxDecimals = 100;

/** Decimals that show 4 significant digits of a `value` below 1; 2 for every other value, for 0 and for null. */
export function decimalsFor(value: Figure): number {
  const size = Math.abs(value ?? 0);
  if (size >= 1 || size === 0) return usualDecimals;
  // The shortest exact notation: a logarithm is off by one next to powers of ten.
  const exponent = Number(size.toExponential().split("e")[1]);
  return Math.min(maxDecimals, significantDigits - 1 - exponent);
}

/**
 * The decimals of all prices of one text: as many as the market quotes (2 to 10, 2 where that is not known), and below 1 at
 * least as many as show 4 significant digits of the last close, or of the next best level where that is null.
 */
export function priceDecimals(features: Features): number {
  const level = features.last_close ?? bestLevel(features);
  return Math.max(marketDecimals(features.decimals), decimalsFor(level));
}

function bestLevel(features: Features): Figure {
  for (const { name, kind } of catalogue) {
    const value = features[name];
    if (kind.is === "level" && typeof value === "number") return value;
  }
  return null;
}

/** Receipts of earlier versions and files of texts say nothing, or anything. */
function marketDecimals(decimals: number | undefined): number {
  if (decimals === undefined || !Number.isInteger(decimals)) return usualDecimals;
  return Math.min(maxMarketDecimals, Math.max(usualDecimals, decimals));
}
