import type { Figure } from "./features.ts";
import type { Series } from "./series.ts";

/**
 * What a figure is true of: its last candles, the last hours, the newest candle against the one before it, all candles of the
 * window, or the UTC day before the one that the window ends in.
 */
export type Span =
  | { readonly candles: number }
  | { readonly hours: number }
  | "last_candle"
  | "window"
  | "previous_day";

/** What a figure counts in. `quote` is the product's quote currency, `base` its base currency. */
export type Unit = "quote" | "percent" | "points" | "base" | "none";

/** A part of a scale that has a name. It begins at `from` or ends at `to`, either included, or ends before `below`. */
export interface Zone {
  readonly name: string;
  readonly from?: number;
  readonly to?: number;
  readonly below?: number;
}

/**
 * What kind of number a figure is: it decides how it is formatted, what it may be compared with, and what can be said of it.
 *
 * - `level`: a price. `close` is the newest, an `average` is what it is held against, an `edge` bounds a range of prices that
 *   is called `of`, a `pivot` is a level to watch. `traded` prices are above 0 and never given as 0.
 * - `change`: what a rise or a fall came to. Two figures of one span and another unit tell the same change.
 * - `sum`: a sum of rises or of falls, weighed against the figure named `against`; `means` says which way it speaks.
 * - `oscillator`: a number between `min` and `max` with zones and a middle, above which it speaks for a rise.
 * - `zero_line`: a number whose sign speaks for a rise or a fall. One that is the signal line of another, `signalOf`, follows it
 *   and speaks for nothing by itself.
 * - `width`: a distance, a spread or a strength, never negative. It speaks for no direction; one with zones tells how strong
 *   a movement is.
 * - `count`: an amount, such as a volume.
 */
export type Kind =
  | { readonly is: "level"; readonly role: "close" | "average" | "pivot"; readonly traded?: boolean }
  | {
      readonly is: "level";
      readonly role: "edge";
      readonly of: string;
      readonly side: "low" | "high";
      readonly traded?: boolean;
    }
  | { readonly is: "change"; readonly of: "price" | "volume" }
  | { readonly is: "sum"; readonly against: string; readonly means: "up" | "down" }
  | {
      readonly is: "oscillator";
      readonly min: number;
      readonly max: number;
      readonly middle: number;
      readonly zones: readonly Zone[];
      /** The name of what lies between the zones. */
      readonly between: string;
    }
  | { readonly is: "zero_line"; readonly signalOf?: string }
  | {
      readonly is: "width";
      /** How strong a movement is, whichever way it goes: zones called `strong` and `weak`. */
      readonly zones?: readonly Zone[];
      /** The name of what lies between the zones. */
      readonly between?: string;
      /** The figure that this one tells in percent of the last close. */
      readonly percentOf?: string;
      /** The range whose width this is, by the name that its edges give it. */
      readonly of?: string;
      /** It is told for a day, whatever its span. */
      readonly per?: "day";
    }
  | { readonly is: "count" };

/** A figure, declared once. Formats, labels, words, citable values, claims and the docs table follow from it. */
export interface FigureDeclaration<Name extends string = string> {
  /** As in prompts, receipts and the README. Lower case with underscores. */
  readonly name: Name;
  /** What our own texts call it, without an article: `upper Bollinger Band`. */
  readonly label: string;
  /** What else it is called, lower case, without articles. */
  readonly aliases: readonly string[];
  readonly unit: Unit;
  readonly kind: Kind;
  readonly span: Span;
  /** The fewest candles of the window that it can be computed from; it is null below them. */
  readonly needs: number;
  /** Computes it, given that many candles. Null where its span is not covered, never NaN. */
  readonly compute: (series: Series) => Figure;
  /** Where the definition comes from. */
  readonly source: string;
}

/** Declares a figure. It does nothing but keep the name's type. */
export function defineFigure<const Name extends string>(declaration: FigureDeclaration<Name>): FigureDeclaration<Name> {
  return declaration;
}

/** Whether two spans are the same. */
export function isSameSpan(left: Span, right: Span): boolean {
  if (left === right) return true;
  if (typeof left === "string" || typeof right === "string") return false;
  if ("candles" in left) return "candles" in right && left.candles === right.candles;
  return "hours" in right && left.hours === right.hours;
}
