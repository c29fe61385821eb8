import type { Features, FigureName } from "../../../src/features/index.ts";
import type { Claim, ClaimSpan, Relation, Size, Stance } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { type Quantity, quantityOf, type QuantityUnit } from "../../../src/grounding/claims/quantity.ts";
import { allFigures } from "../../features/support/figure-samples.ts";

/** What becomes of a claim. */
export type Verdict = "true" | "false" | "unknown";

/** What a claim has that is not denied. */
export const asserted = { denied: false } as const;
/** A number as a text writes it. */
export const number = (text: string, unit: QuantityUnit = "none", more: Partial<Quantity> = {}): Quantity => ({
  ...quantityOf(text, unit),
  ...more,
});

/** Last close 50250, average 50000, EMA 50100, bands 49000 to 51000, day 49500 to 51500, RSI 65, sums 1000 and 500. */
export const market = (given: Partial<Features> = {}, product = "BTC-USD") =>
  prepareFigures(product, { ...allFigures, ...given });
/** What becomes of a claim about the market with some figures changed. */
export const is = (claim: Claim, given: Partial<Features> = {}, product = "BTC-USD"): Verdict =>
  decide(claim, market(given, product)).is;

export const value = (
  figure: FigureName,
  quantity: Quantity,
  way: "up" | "down" | null = null,
  span: ClaimSpan = null,
): Claim => ({
  is: "value",
  figure,
  quantity,
  way,
  span,
  ...asserted,
});
export const compare = (
  left: FigureName,
  relation: Relation,
  right: FigureName,
  size: Size = "none",
  distance: Quantity | null = null,
): Claim => ({ is: "compare", left, relation, right, size, distance, ...asserted });
export const derived = (
  operation: "difference" | "percent" | "share" | "ratio",
  left: FigureName,
  right: FigureName,
  quantity: Quantity,
): Claim => ({ is: "derived", operation, left, right, quantity, ...asserted });
export const stance = (of: Stance, span: ClaimSpan, figure: FigureName | null = null, size: Size = "none"): Claim => ({
  is: "stance",
  stance: of,
  span,
  size,
  of: figure,
  ...asserted,
});

export const zone = (name: string, size: Size = "none"): Claim => ({
  is: "zone",
  figure: "rsi",
  zone: name,
  size,
  ...asserted,
});
export const limit = (relation: Relation, at: string, size: Size = "none", unit: QuantityUnit = "none"): Claim => ({
  is: "threshold",
  figure: "rsi",
  relation,
  limit: number(at, unit),
  size,
  ...asserted,
});

/** The market as it is. */
export const figures = prepareFigures("BTC-USD", allFigures);

// Beginnings of claims.
export const closeToEma = {
  is: "compare",
  left: "last_close",
  right: "ema",
  size: "none",
  distance: null,
  ...asserted,
} as const;
export const sums = {
  is: "balance",
  left: "buying_momentum",
  right: "selling_momentum",
  size: "none",
  distance: null,
  ...asserted,
} as const;
export const inBands = {
  is: "place",
  figure: "last_close",
  low: "bollinger_lower",
  high: "bollinger_upper",
} as const;
export const range = { is: "derived", left: "daily_high", right: "daily_low", ...asserted } as const;
export const moved = {
  is: "moved",
  of: "price",
  way: "down",
  span: { hours: 24 },
  size: "none",
  ...asserted,
} as const;
