import type { FigureName, Span } from "../../features/index.ts";
import type { Quantity } from "./quantity.ts";

/** How one figure stands to another. `at` means that both read the same. */
export type Relation = "above" | "below" | "at" | "near";

export type Way = "up" | "down" | "flat";

/** "Slightly" and "well", with bounds that are decided in `bounds.ts`. */
export type Size = "small" | "large" | "none";

export type Stance = "bullish" | "bearish" | "neutral" | "mixed" | "cautious";

/**
 * What a claim is said of. `short` is what the last candles show; null: nothing is said. No text says "of the window": it says
 * how long that is.
 */
export type ClaimSpan = Exclude<Span, "window" | "previous_day"> | "short" | null;

/**
 * Where a figure lies between two edges: between them or not, above or below both, in a part of the way from the low edge (0)
 * to the high one (1), nearer to one of them, or so many percent of that way up.
 */
export type Part =
  | "inside"
  | "outside"
  | "above"
  | "below"
  | { readonly from: number; readonly to: number }
  | { readonly nearer: "low" | "high" }
  | { readonly share: Quantity };

/** A statement about figures. `denied` turns it around: "is not overbought". */
export type Claim = { readonly denied: boolean } & (
  | ValueClaim
  | CompareClaim
  | PlaceClaim
  | MovedClaim
  | ZoneClaim
  | ThresholdClaim
  | BalanceClaim
  | DerivedClaim
  | CoverageClaim
  | StanceClaim
  | RoleClaim
  | OrderClaim
  | ExtentClaim
  | WaysClaim
  | WrongClaim
);

/** "The EMA is 50100.00", "a price change of -0.02", "lost 2.15" of a named change (then `way` says it). */
export interface ValueClaim {
  readonly is: "value";
  readonly figure: FigureName;
  readonly quantity: Quantity;
  /** What words say about a change's sign; null where they say nothing. */
  readonly way: "up" | "down" | null;
  /** A span that stands beside the figure. */
  readonly span: ClaimSpan;
}

/** "The last close is well above the EMA", "12.50 below the upper band". Sums are weighed by `balance`. */
export interface CompareClaim {
  readonly is: "compare";
  readonly left: FigureName;
  readonly relation: Relation;
  readonly right: FigureName;
  readonly size: Size;
  /** How far they are said to be apart. */
  readonly distance: Quantity | null;
}

/** "Between the Bollinger Bands", "in the upper half of the day's range", "nearer to the low". */
export interface PlaceClaim {
  readonly is: "place";
  readonly figure: FigureName;
  readonly low: FigureName;
  readonly high: FigureName;
  readonly part: Part;
}

/** "Is down 2.43 % over 24 hours", "volume fell by 73.80 in the last candle". `flat` of no size is exactly unchanged. */
export interface MovedClaim {
  readonly is: "moved";
  readonly of: "price" | "volume";
  readonly way: Way | "any";
  readonly span: ClaimSpan;
  readonly quantities: readonly Quantity[];
  readonly size: Size;
}

/** "The RSI is overbought". `zone` is one of the oscillator's, the name of what lies between, or `extreme`: any of them. */
export interface ZoneClaim {
  readonly is: "zone";
  readonly figure: FigureName;
  readonly zone: string;
  readonly size: Size;
}

/** "The RSI is below 70", "MACD above zero". */
export interface ThresholdClaim {
  readonly is: "threshold";
  readonly figure: FigureName;
  readonly relation: Relation;
  readonly limit: Quantity;
  readonly size: Size;
}

/** "Buying momentum outweighs selling momentum by 500". */
export interface BalanceClaim {
  readonly is: "balance";
  readonly left: FigureName;
  readonly relation: Relation;
  readonly right: FigureName;
  readonly size: Size;
  readonly distance: Quantity | null;
}

/** "The day's range is 2000 wide", "selling is 54 % of buying", "twice the selling momentum": what two figures come to. */
export interface DerivedClaim {
  readonly is: "derived";
  /** `difference` is the distance; `percent` the distance in percent of `right`; `share` and `ratio` are left of right. */
  readonly operation: "difference" | "percent" | "share" | "ratio";
  readonly left: FigureName;
  readonly right: FigureName;
  readonly quantity: Quantity;
}

/** "256 of 288 candles". */
export interface CoverageClaim {
  readonly is: "coverage";
  readonly count: Quantity;
  readonly expected: Quantity;
}

/** "The short-term sentiment is bullish". `of` is the figure that it is said of. */
export interface StanceClaim {
  readonly is: "stance";
  readonly stance: Stance;
  readonly span: ClaimSpan;
  readonly size: Size;
  readonly of: FigureName | null;
  /** Said of the trend of the span itself, which is as its figures are, and follows from no single one. */
  readonly ofTrend?: boolean;
}

/** What a level may be called: support where it lies below the close, resistance where it lies above; the highest of all. */
export type LevelRole = "support" | "resistance" | "above" | "below" | "level" | "highest" | "lowest";

/** "Pivot S1 is support", "the next resistance is the upper band", "support lies at 50000.00". */
export interface RoleClaim {
  readonly is: "role";
  readonly role: LevelRole;
  /** The level that is said to be that; null where only its number is told. */
  readonly figure: FigureName | null;
  readonly quantity: Quantity | null;
  /** 1 for the level next to the close on its side, 2 for the one behind it; null where nothing is said. */
  readonly rank: number | null;
}

/** "The next levels above the last close are A, B and C": levels away from another one, in their order. */
export interface OrderClaim {
  readonly is: "order";
  readonly side: "above" | "below";
  readonly from: FigureName;
  readonly levels: readonly FigureName[];
  /** They are the next ones: no other level lies before the last of them. */
  readonly isNext: boolean;
}

/**
 * A measure or a change, or the two edges of a range, low one first: how large that is, whichever way it goes. The last close is
 * one that others are shares of.
 */
export type Extent = readonly [FigureName] | readonly [low: FigureName, high: FigureName];

/** "The 24-hour loss is larger than the 7-day loss", "the day's range is a quarter of the 7-day range". */
export interface ExtentClaim {
  readonly is: "extent";
  readonly one: Extent;
  readonly other: Extent;
  /** Null where only the ratio is told. */
  readonly relation: Relation | null;
  /** How many times the other one it is, or how many percent of it. */
  readonly ratio: Quantity | null;
  readonly size: Size;
  /** One of the two was named as a change: a negative one may be meant with its sign. */
  readonly signed: boolean;
}

/** "The hour and the day point in opposite directions". */
export interface WaysClaim {
  readonly is: "ways";
  readonly spans: readonly [ClaimSpan, ClaimSpan];
  readonly same: boolean;
}

/** What no figure can bear out: a forecast given as a fact, advice, another product, an event. */
export interface WrongClaim {
  readonly is: "wrong";
  readonly why: string;
}

/** What figures say about a claim. `truth` is what would be true, a whole sentence. */
export type Decision =
  | { readonly is: "true" }
  | { readonly is: "false"; readonly truth: string }
  | { readonly is: "unknown" };
