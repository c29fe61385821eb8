import { type FigureName, mapFigures } from "../features/index.ts";
import type { Facts } from "./facts.ts";
import type { Quantity, QuantityUnit } from "./reading/quantity.ts";

/** How a text is told about a figure. */
export const figureLabels: Readonly<Record<FigureName, string>> = {
  ...mapFigures(({ label }) => label),
  last_close: "last close",
  change_24h: "change over 24 hours",
  change_24h_pct: "change over 24 hours in percent",
  daily_high: "high of the day",
  daily_low: "low of the day",
  rolling_avg: "rolling average",
  ema: "EMA",
  rsi: "RSI",
  bollinger_upper: "upper Bollinger Band",
  bollinger_lower: "lower Bollinger Band",
  price_change: "price change of the last candle",
  volume_change: "volume change of the last candle",
  buying_momentum: "buying momentum",
  selling_momentum: "selling momentum",
};

/** What kind of thing a figure counts. Only those of one kind can be compared. */
export type Dimension = "price" | "momentum" | "rsi" | "percent" | "volume";

/** The kind of each figure. A change of the price is a price, too. */
export function dimensionOf(name: FigureName): Dimension {
  if (name === "rsi") return "rsi";
  if (name === "change_24h_pct") return "percent";
  if (name === "volume_change") return "volume";
  return name === "buying_momentum" || name === "selling_momentum" ? "momentum" : "price";
}

/** Figures that have a sign, and mean by it a rise or a fall. */
export const changes = [
  "price_change",
  "change_24h",
  "change_24h_pct",
  "volume_change",
] as const satisfies readonly FigureName[];

/** Tells whether a figure is one of them. */
export function isChange(name: FigureName): boolean {
  return changes.some((change) => change === name);
}

/** Tells whether a number of that unit can be a figure of that kind. */
export function unitFits(unit: QuantityUnit, dimension: Dimension, { quote }: Facts): boolean {
  if (unit === null || unit === "quote") return unit === null || dimension === "price" || dimension === "momentum";
  if (unit === "percent") return dimension === "percent" || dimension === "rsi";
  if (unit === "points") return dimension !== "percent" && dimension !== "volume";
  if (unit === "base") return dimension === "volume";
  if (unit === "times") return false;
  return isQuoteUnit(unit, quote) && (dimension === "price" || dimension === "momentum");
}

const quotesInUnit: Readonly<Record<"usd" | "eur" | "gbp" | "jpy", readonly string[]>> = {
  usd: ["usd", "usdt", "usdc", "usds", "dai"],
  eur: ["eur", "eurc"],
  gbp: ["gbp"],
  jpy: ["jpy"],
};

/** Tells whether a currency is the one that the product is quoted in, or one pegged to it. */
export function isQuoteUnit(unit: "usd" | "eur" | "gbp" | "jpy", quote: string): boolean {
  return quotesInUnit[unit].includes(quote);
}

/** Enough for what a decimal number loses as a binary one, and far below a tick of 1e-8 at a price of a million. */
const binaryError = 2 ** -50;

/** A ratio of two numbers this near to a whole one is whole. */
const ratioError = 1e-9;

/**
 * Tells whether a number reads as a value at the precision that it is written with: `50.1k` is 50,149 and not 50,151. It
 * may be rounded from the value itself or from the text that the model was shown (`50.10`), and a shown text whose end was
 * left out reads as itself, too, if that changes it by less than a thousandth. "About" lets zeros at the end be rounding.
 *
 * @param value the figure, its sign ignored.
 * @param shown the figure as the model was shown it; undefined for one that it had to calculate.
 */
export function readsAs(quantity: Quantity, value: number, shown?: string): boolean {
  const size = Math.abs(value);
  const shownSize = shown === undefined ? size : Math.abs(Number(shown));
  const step = quantity.approximate ? roundedStep(quantity) : quantity.step;
  const room = step / 2 + binaryError * Math.max(size, quantity.size);
  if (Math.abs(quantity.size - size) <= room || Math.abs(quantity.size - shownSize) <= room) return true;
  if (shown === undefined || quantity.step < lastDigit(shown) * 2) return false;
  const lost = shownSize - quantity.size;
  return lost > 0 && lost < quantity.step && lost < shownSize / 1_000;
}

/** What is told as "more than" or "less than" a number may lie this much off it. */
const boundRoom = 0.1;

/** As `readsAs`, and true of "more than 8 %" where the value is 8.7: for changes and distances, where a bound is no level. */
export function readsAsOrBounds(quantity: Quantity, value: number, shown?: string): boolean {
  if (readsAs(quantity, value, shown)) return true;
  const ratio = Math.abs(value) / quantity.size;
  if (quantity.bound === 1) return ratio >= 1 && ratio <= 1 + boundRoom;
  return quantity.bound === -1 && ratio <= 1 && ratio >= 1 - boundRoom;
}

/** Zeros at the end of a whole number, all but two of its digits. */
function roundedStep({ size, step }: Quantity): number {
  let rounded = step;
  while (rounded * 100 <= size && isMultiple(size, rounded * 10)) rounded *= 10;
  return rounded;
}

function isMultiple(size: number, step: number): boolean {
  const ratio = size / step;
  return Math.abs(ratio - Math.round(ratio)) < ratioError * Math.max(1, ratio);
}

function lastDigit(shown: string): number {
  return 10 ** -(shown.split(".")[1]?.length ?? 0);
}
