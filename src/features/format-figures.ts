import { catalogue, type CatalogueFigure, type FigureName } from "./catalogue.ts";
import { decimalsFor, priceDecimals, usualDecimals } from "./decimals.ts";
import type { Features } from "./feature-set.ts";
import type { Figure } from "./features.ts";

/** Figures as texts, null where they are null. */
export type FigureTexts = { readonly [Name in FigureName]?: string | null };

const figures: readonly CatalogueFigure[] = catalogue;

const maxVolumeDecimals = 8;

/**
 * Writes every figure that is there as people read it, in the prompts, the plain insight and the list of citable values alike.
 *
 * All prices of one text have the same decimals: those that the market quotes (2 where that is not known), and below 1 at
 * least as many as show 4 significant digits of the last close. Two prices a tick apart so never read the same. A traded
 * price that would read as 0 with them, such as a low of 1e-9, has as many as show its own digits. A volume has 2 from 1
 * upward, below that as many as show 4 of its own digits, 8 at most. RSI and percentages have 2. Nothing is written with an
 * exponent, a thousands separator or as minus zero.
 */
export function formatFigures(features: Features): FigureTexts {
  const decimals = priceDecimals(features);
  const texts: { [Name in FigureName]?: string | null } = {};
  for (const figure of figures) {
    const value = features[figure.name];
    if (value !== undefined) texts[figure.name] = write(figure, value, decimals);
  }
  return texts;
}

function write({ unit, kind }: CatalogueFigure, value: Figure, decimals: number): string | null {
  if (unit === "base") return formatFixed(value, Math.min(maxVolumeDecimals, decimalsFor(value)));
  if (unit !== "quote") return formatFixed(value, usualDecimals);
  const isTraded = kind.is === "level" && kind.traded === true;
  return isTraded ? formatTraded(value, decimals) : formatFixed(value, decimals);
}

/** A price that was traded is above 0, and is never given as 0. */
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
