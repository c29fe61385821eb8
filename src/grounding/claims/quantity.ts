import type { CatalogueFigure } from "../../features/index.ts";

export type QuantityUnit =
  | "none"
  | "percent"
  | "usd"
  | "eur"
  | "gbp"
  | "jpy"
  | "quote"
  | "points"
  | "base"
  | "cents"
  | "times";

/** A number as a text writes it. */
export interface Quantity {
  /** Without its sign. */
  readonly size: number;
  /** 0 where none is written. */
  readonly sign: -1 | 0 | 1;
  /** What one unit of its last written digit is worth: 0.01 for `2.50`. */
  readonly step: number;
  readonly unit: QuantityUnit;
  /** "About", "nearly". */
  readonly approx: boolean;
  /** "More than" is 1, "less than" -1. Absent: exactly. */
  readonly bound?: -1 | 0 | 1;
}

const quotesOfUnit: Readonly<Record<"usd" | "eur" | "gbp" | "jpy" | "cents", readonly string[]>> = {
  usd: ["USD", "USDC", "USDT", "USDS", "DAI"],
  eur: ["EUR", "EURC"],
  gbp: ["GBP"],
  jpy: ["JPY"],
  cents: ["USD", "USDC", "USDT", "EUR", "EURC"],
};

/** Whether a number of that unit can be a figure. No unit fits all but percentages. */
export function unitFits(unit: QuantityUnit, figure: CatalogueFigure, quote: string): boolean {
  switch (unit) {
    case "none":
      return figure.unit !== "percent";
    case "percent":
      return figure.unit === "percent";
    case "points":
      return figure.unit === "points" || figure.unit === "quote";
    case "base":
      return figure.unit === "base";
    case "quote":
      return figure.unit === "quote";
    case "times":
      return false;
    case "usd":
    case "eur":
    case "gbp":
    case "jpy":
    case "cents":
      break;
  }
  return figure.unit === "quote" && quotesOfUnit[unit].includes(quote);
}

/** Far below a tick of 1e-8 at a price of a million, and enough for what a decimal number loses as a binary one. */
const binaryError = 2 ** -50;

/** What is given as "more than" or "less than" a number may lie this much off it. */
const boundRoom = 0.1;

/** A text whose end was left out reads as itself if that changes it by less than this part. */
const truncationRoom = 1 / 1_000;

/**
 * Whether a number reads as a value, both without signs, at the precision that it is written with: `50.1k` is 50,149
 * and not 50,151. It may be rounded from the value or from the text that the model was shown.
 *
 * @param shown the figure as the model was shown it; null for one that it had to calculate.
 */
export function readsAs(quantity: Quantity, value: number, shown: string | null): boolean {
  const { size, step } = inUnit(quantity);
  const real = Math.abs(value);
  if (quantity.bound === 1) return real > size && real <= size * (1 + boundRoom);
  if (quantity.bound === -1) return real < size && real >= size * (1 - boundRoom);
  // What is there is not nothing, however coarsely it is told.
  if (size === 0 && real > 0 && (shown === null || Number(shown) !== 0)) return false;
  if (shown !== null && isTooCoarse(quantity, value, shown)) return false;
  const half = quantity.approx ? aboutRoom(size, step) : step / 2;
  const room = half + binaryError * Math.max(real, size);
  if (Math.abs(size - real) <= room) return true;
  if (shown === null) return false;
  const shownSize = Math.abs(Number(shown));
  if (Math.abs(size - shownSize) <= room) return true;
  const lost = shownSize - size;
  return step >= lastDigit(shown) * 2 && lost > 0 && lost < step && lost < shownSize * truncationRoom;
}

/** A number of fewer decimals may be off the value by this part of it: 0.50 does not read as 1. */
const coarseRoom = 1 / 4;

/** Whether a number of fewer decimals than a value is shown with is too far off it. */
export function isTooCoarse(quantity: Quantity, value: number, shown: string): boolean {
  const { size, step } = inUnit(quantity);
  if ((quantity.bound ?? 0) !== 0 || step < lastDigit(shown) * 2) return false;
  return [value, Number(shown)].every((each) => Math.abs(size - Math.abs(each)) > coarseRoom * Math.abs(each));
}

/** The number whose text this is. */
export function quantityOf(text: string, unit: QuantityUnit): Quantity {
  const value = Number(text);
  return { size: Math.abs(value), sign: value < 0 ? -1 : 0, step: lastDigit(text), unit, approx: false };
}

/** A number of cents as one of the whole unit. */
export function inUnit(quantity: Quantity): { readonly size: number; readonly step: number } {
  return quantity.unit === "cents" ? { size: quantity.size / 100, step: quantity.step / 100 } : quantity;
}

/** What is "about" a number may lie this part of it off. */
const aboutPart = 1 / 20;

/**
 * How far off "about" may be: three quarters of the last digit that is no zero, but no more than a twentieth of the number, for
 * 174 is not about 100 and 1.7 not about 1. What rounds to the number is always about it.
 */
function aboutRoom(size: number, step: number): number {
  return Math.max(step / 2, Math.min(0.75 * roundedStep(size, step), size * aboutPart));
}

/** The worth of the last digit that is no zero. */
function roundedStep(size: number, step: number): number {
  let rounded = step;
  while (rounded * 10 <= size && isMultiple(size, rounded * 10)) rounded *= 10;
  return rounded;
}

function isMultiple(size: number, step: number): boolean {
  return Math.abs(size / step - Math.round(size / step)) < 1e-9;
}

function lastDigit(shown: string): number {
  return 10 ** -(shown.split(".")[1]?.length ?? 0);
}
