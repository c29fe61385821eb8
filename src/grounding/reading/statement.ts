import type { FigureName } from "../../features/index.ts";
import type { Extent, LevelRole } from "../claims/claim.ts";

export type Side = "above" | "below" | "at" | "near";
/** `still`: exactly unchanged; `flat`: little changed. */
export type Way = "up" | "down" | "flat" | "still";
export type Mood = "bullish" | "bearish" | "neutral" | "mixed" | "cautious";
/** A number of hours that some figure covers: `1h`. */
export type HoursScope = "day" | "week" | `${number}h`;
export type Scope = "candle" | "short" | "any" | HoursScope;
/** The two edges of a range. */
export type Edges = readonly [low: FigureName, high: FigureName];
/** The name of a zone, as the figure declares it, or `extreme`: any of them. */
export type Zone = string;
export type Size = "small" | "large" | "none";

/** A number of the text with what is said about it. */
export interface Quantity {
  readonly size: number;
  readonly sign: -1 | 0 | 1;
  readonly step: number;
  readonly unit: "none" | "percent" | "usd" | "eur" | "gbp" | "jpy" | "points" | "base" | "cents" | "times";
  readonly approx: boolean;
  /** Set where only a limit is told: "less than 60", "more than 4". */
  readonly bound?: "under" | "over";
  /** What stands behind a percentage: "1.72 % a day", "0.60 % of the price". */
  readonly per?: "day" | "price";
}

export type Statement =
  | {
      readonly is: "value";
      readonly figures: readonly FigureName[];
      readonly quantity: Quantity;
      readonly way: Way | null;
    }
  | {
      readonly is: "compare";
      readonly left: FigureName;
      readonly side: Side;
      readonly right: FigureName;
      readonly size: Size;
      readonly distance: Quantity | null;
      readonly denied: boolean;
    }
  | {
      readonly is: "gap";
      readonly left: FigureName;
      readonly right: FigureName;
      readonly quantity: Quantity | null;
      readonly size: Size;
      readonly denied?: boolean;
    }
  | {
      readonly is: "moved";
      readonly of: "price" | "volume";
      readonly way: Way | "any";
      readonly quantities: readonly Quantity[];
      readonly scope: Scope;
      readonly size: Size;
      readonly denied: boolean;
    }
  | {
      readonly is: "zone";
      readonly zone: Zone;
      readonly denied: boolean;
      readonly size: Size;
      /** The figure whose zone it is. Default: the RSI. */
      readonly figure?: FigureName;
    }
  | {
      readonly is: "role";
      readonly role: LevelRole;
      /** The level that is given that role; null where only its number is. */
      readonly figure: FigureName | null;
      readonly quantity: Quantity | null;
      readonly rank: number | null;
      readonly denied: boolean;
    }
  | {
      readonly is: "level";
      readonly side: Side;
      readonly quantity: Quantity;
      readonly figure: FigureName;
      readonly denied: boolean;
      readonly size: Size;
      readonly distance: Quantity | null;
    }
  | {
      readonly is: "mood";
      readonly mood: Mood;
      readonly scope: Scope;
      readonly denied: boolean;
      readonly size: Size;
      readonly of: FigureName | null;
      /** Said of the trend of a span itself. */
      readonly ofTrend?: boolean;
    }
  | {
      readonly is: "part";
      readonly of: Edges | "scale";
      readonly from: number;
      readonly to: number;
      readonly figure: FigureName;
      readonly denied: boolean;
    }
  | {
      /** So many percent of the way up a range. */
      readonly is: "position";
      readonly of: Edges;
      readonly quantity: Quantity;
      readonly figure: FigureName;
      readonly denied: boolean;
    }
  | {
      readonly is: "within";
      readonly of: Edges;
      readonly inside: boolean;
      readonly figure: FigureName;
      readonly denied: boolean;
    }
  | {
      readonly is: "between";
      readonly figure: FigureName;
      readonly low: FigureName;
      readonly high: FigureName;
      readonly denied: boolean;
    }
  | {
      readonly is: "closer";
      readonly figure: FigureName;
      readonly to: FigureName;
      readonly than: FigureName | null;
      readonly size: Size;
    }
  | {
      readonly is: "order";
      readonly side: "above" | "below";
      readonly from: FigureName;
      readonly levels: readonly FigureName[];
      readonly isNext: boolean;
      readonly denied: boolean;
    }
  | {
      readonly is: "extent";
      readonly one: Extent;
      readonly other: Extent;
      readonly side: Side | null;
      readonly ratio: Quantity | null;
      readonly size: Size;
      readonly signed: boolean;
      readonly denied: boolean;
    }
  | {
      /** Levels that go on from those of the sentence before, perhaps on a side that is told. "Next" leaves none out. */
      readonly is: "goesOn";
      readonly side: "above" | "below" | null;
      readonly levels: readonly FigureName[];
      readonly isNext: boolean;
      /** "Above it": of a level that must have been told, and not of the price. */
      readonly isOfIt?: true;
    }
  | { readonly is: "ways"; readonly scopes: readonly [Scope, Scope]; readonly same: boolean; readonly denied?: boolean }
  | { readonly is: "coverage"; readonly count: Quantity; readonly expected: Quantity }
  | { readonly is: "false"; readonly why: string };
