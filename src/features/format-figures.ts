import { decimalsFor, priceDecimals, usualDecimals } from "./decimals.ts";
import type { Features, Figure } from "./features.ts";

/** The names of the figures that may be null. */
export type FigureName = {
  [Name in keyof Features]-?: null extends Features[Name] ? Name : never;
}[keyof Features];

/** Every figure as text, null where it is null. */
export type FigureTexts = Readonly<Record<FigureName, string | null>>;

const maxVolumeDecimals = 8;

/**
 * Writes every figure as people read it, in the prompts, the plain insight and the list of citable values alike.
 *
 * All prices of one text have the same decimals: those that the market quotes (2 where that is not known), and below 1 at
 * least as many as show 4 significant digits of the last close. Two prices a tick apart so never read the same. A traded
 * price that would read as 0 with them, such as a low of 1e-9, has as many as show its own digits. A volume has 2 from 1 upward, below that as many as show 4 of its own digits, 8 at most. RSI (0 to 100) and
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
    daily_high: formatTraded(features.daily_high, decimals),
    daily_low: formatTraded(features.daily_low, decimals),
    buying_momentum: formatFixed(features.buying_momentum, decimals),
    selling_momentum: formatFixed(features.selling_momentum, decimals),
    last_close: formatTraded(features.last_close, decimals),
    change_24h: formatFixed(features.change_24h, decimals),
    change_24h_pct: formatFixed(features.change_24h_pct, usualDecimals),
  };
}

function volumeDecimals(features: Features): number {
  return Math.min(maxVolumeDecimals, decimalsFor(features.volume_change));
}

/** A price that was traded is above 0, and is never told as 0. */
function formatTraded(value: Figure, decimals: number): string | null {
  const text = formatFixed(value, decimals);
  if (value === null || value === 0 || Number(text) !== 0) return text;
  const digits = formatFixed(value, decimalsFor(value))?.replace(/0+$/, "") ?? null;
  return digits?.endsWith(".") === true ? text : digits;
}

function formatFixed(value: Figure, decimals: number): string | null {
  if (value === null) return null;
  // From 1e21 on `toFixed` turns to exponents; such a number has no fraction, so BigInt writes it exactly.
  const text = Math.abs(value) < 1e21 ? value.toFixed(decimals) : `${BigInt(value)}.${"0".repeat(decimals)}`;
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}
