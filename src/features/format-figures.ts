import type { Features, Figure } from "./features.ts";

/** The names of the figures that may be null. */
export type FigureName = {
  [Name in keyof Features]: null extends Features[Name] ? Name : never;
}[keyof Features];

/** Every figure as text, null where it is null. */
export type FigureTexts = Readonly<Record<FigureName, string | null>>;

const significantDigits = 4;
/** Decimals from 1 upward, and of everything that is neither a price nor a volume. */
const usualDecimals = 2;
const mostVolumeDecimals = 8;
/** The most that `toFixed` takes. */
const mostDecimals = 100;

/**
 * Writes every figure as people read it, in the prompts, the plain insight and the list of citable values alike.
 *
 * All prices of one text have the same decimals: 2 from 1 upward, below that as many as show 4 significant digits of the
 * last close. A volume has 2 from 1 upward, below that as many as show 4 of its own digits, 8 at most. RSI (0 to 100) and
 * the change in percent have 2. Nothing is written with an exponent, a thousands separator or as minus zero.
 */
export function formatFigures(features: Features): FigureTexts {
  const decimals = priceDecimals(features);
  return {
    rolling_avg: formatFixed(features.rolling_avg, decimals),
    ema: formatFixed(features.ema, decimals),
    rsi: formatFixed(features.rsi, usualDecimals),
    bollinger_upper: formatFixed(features.bollinger_upper, decimals),
    bollinger_lower: formatFixed(features.bollinger_lower, decimals),
    price_change: formatFixed(features.price_change, decimals),
    volume_change: formatFixed(features.volume_change, volumeDecimals(features)),
    daily_high: formatFixed(features.daily_high, decimals),
    daily_low: formatFixed(features.daily_low, decimals),
    buying_momentum: formatFixed(features.buying_momentum, decimals),
    selling_momentum: formatFixed(features.selling_momentum, decimals),
    last_close: formatFixed(features.last_close, decimals),
    change_24h: formatFixed(features.change_24h, decimals),
    change_24h_pct: formatFixed(features.change_24h_pct, usualDecimals),
  };
}

/** The level that decides about the decimals of all prices: the last close, or the next best where it is null. */
function priceDecimals(features: Features): number {
  return decimalsFor(
    features.last_close ??
      features.rolling_avg ??
      features.ema ??
      features.daily_low ??
      features.daily_high ??
      features.bollinger_upper,
  );
}

function volumeDecimals(features: Features): number {
  return Math.min(mostVolumeDecimals, decimalsFor(features.volume_change));
}

/** Decimals that show 4 significant digits of a `value` below 1; 2 for every other value, for 0 and for null. */
function decimalsFor(value: Figure): number {
  const size = Math.abs(value ?? 0);
  if (size >= 1 || size === 0) return usualDecimals;
  // The shortest exact notation: a logarithm is off by one next to powers of ten.
  const exponent = Number(size.toExponential().split("e")[1]);
  return Math.min(mostDecimals, significantDigits - 1 - exponent);
}

function formatFixed(value: Figure, decimals: number): string | null {
  if (value === null) return null;
  // From 1e21 on `toFixed` turns to exponents; such a number has no fraction, so BigInt writes it exactly.
  const text = Math.abs(value) < 1e21 ? value.toFixed(decimals) : `${BigInt(value)}.${"0".repeat(decimals)}`;
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}
