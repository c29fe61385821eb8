import { type CatalogueFigure, figureOf, type FigureName, type Kind } from "../../features/index.ts";
import type { Figures, Range } from "./figures.ts";
import { ranges } from "./figures.ts";
import { type Quantity, quantityOf, type QuantityUnit } from "./quantity.ts";

/** How a figure is named inside a sentence. */
export type Naming = (name: FigureName) => string;

/** "the EMA", "buying momentum". */
export const plainly: Naming = (name) => {
  const { kind, label } = figureOf(name);
  return kind.is === "sum" ? label : `the ${label}`;
};

/** "the EMA of 50100.00", "buying momentum of 1000.00"; without a value where the figure is null. */
export function withValues(figures: Figures): Naming {
  return (name) => {
    const shown = shownValue(name, figures);
    return shown === null ? plainly(name) : `${plainly(name)} of ${shown}`;
  };
}

/** A figure as it is shown, with its unit where that is a percentage. */
export function shownValue(name: FigureName, { texts }: Figures): string | null {
  const text = texts[name];
  return text === null ? null : `${text}${figureOf(name).unit === "percent" ? " %" : ""}`;
}

/** A figure's value as a number of a text. Null where the figure is null. */
export function quantityShown(name: FigureName, { texts }: Figures): Quantity | null {
  const text = texts[name];
  return text === null ? null : quantityOf(text, unitOf(figureOf(name)));
}

function unitOf({ unit }: CatalogueFigure): QuantityUnit {
  return unit === "percent" ? "percent" : "none";
}

const before: Readonly<Partial<Record<QuantityUnit, string>>> = { usd: "$", eur: "€", gbp: "£", jpy: "¥" };

const behind: Readonly<Partial<Record<QuantityUnit, string>>> = {
  percent: " %",
  points: " points",
  base: " units",
  cents: " cents",
  times: " times",
};

/** Writes a number with its unit; its sign only where `isSigned`. */
export function writeQuantity(quantity: Quantity, { quote }: Figures, isSigned = true): string {
  const { size, step, unit, sign, approx, bound = 0 } = quantity;
  const digits = writeSize(size, step);
  const hint = bound === 1 ? "more than " : bound === -1 ? "less than " : approx ? "about " : "";
  const minus = isSigned && sign !== 0 ? (sign < 0 ? "-" : "+") : "";
  const unitBehind = unit === "quote" ? ` ${quote}` : (behind[unit] ?? "");
  return `${hint}${minus}${before[unit] ?? ""}${digits}${unitBehind}`;
}

function writeSize(size: number, step: number): string {
  const decimals = step >= 1 ? 0 : Math.min(100, Math.round(-Math.log10(step)));
  return size < 1e21 ? size.toFixed(decimals) : `${BigInt(size)}${decimals === 0 ? "" : `.${"0".repeat(decimals)}`}`;
}

/** The range between two figures; undefined where they are no edges of one. */
export function rangeOf(low: FigureName, high: FigureName): Range | undefined {
  return ranges.find((range) => range.low === low && range.high === high);
}

/** A whole sentence. */
export function sentence(clause: string): string {
  return `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;
}

/** What a figure's kind is, for what only some kinds can be. */
export function kindOf(name: FigureName): Kind {
  return figureOf(name).kind;
}

/** The figure that is the newest close. */
export function isClose(name: FigureName): boolean {
  const kind = kindOf(name);
  return kind.is === "level" && kind.role === "close";
}

/** Whether a figure is a level to watch. */
export function isPivot(name: FigureName): boolean {
  const kind = kindOf(name);
  return kind.is === "level" && kind.role === "pivot";
}

/** Ways to begin a clause about a figure: of the newest close, the product may be said to have closed. */
export function closers(name: FigureName, naming: Naming, { productId }: Figures): readonly string[] {
  return isClose(name) ? [`${productId} closed`, `${naming(name)} is`] : [`${naming(name)} is`];
}

/** "closed" becomes "did not close", "is" becomes "is not". */
export function deny(start: string): string {
  return start.endsWith(" closed") ? `${start.slice(0, -" closed".length)} did not close` : `${start} not`;
}
