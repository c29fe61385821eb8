import type { FigureName } from "../../../src/features/index.ts";
import type { Claim, CompareClaim, DerivedClaim, PlaceClaim, ValueClaim } from "../../../src/grounding/claims/claim.ts";
import type { Quantity } from "../../../src/grounding/claims/quantity.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import {
  decimalsOf,
  inPercent,
  inQuote,
  naiveFigure,
  isLess,
  isOfSpan,
  kindOf,
  shown,
  sideOf,
  TooClose,
  tradedWidth,
  valueOf,
} from "./naive-figures.ts";
import { movedHolds } from "./naive-moves.ts";
import { isNumber, isNumberOf, isNumberShown, isSignOf, isUnitOf } from "./naive-number.ts";
import { stanceHolds } from "./naive-stance.ts";

/**
 * Decides a claim from candles' figures, by the plainest code that there is: null where nothing tells, or where the last bits of
 * a number would. It shares none with what it judges, and states for itself what "slightly", "near" and "sharply" mean.
 */
export function decideNaively(claim: Claim, market: NaiveMarket): boolean | null {
  try {
    const truth = assert(claim, market);
    return truth === null ? null : truth !== claim.denied;
  } catch (error) {
    if (error instanceof TooClose) return null;
    throw error;
  }
}

function assert(claim: Claim, market: NaiveMarket): boolean | null {
  switch (claim.is) {
    case "value":
      return valueHolds(claim, market);
    case "compare":
    case "balance":
      return compareHolds(claim, market);
    case "place":
      return placeHolds(claim, market);
    case "moved":
      return movedHolds(claim, market);
    case "zone": {
      const rsi = valueOf(claim.figure, market);
      if (rsi === null || kindOf(claim.figure) !== "rsi") return null;
      // Of a value at the bound, rounding alone decides; the zone is told of what is shown.
      if ([30, 70].some((limit) => Math.abs(rsi - limit) < 1e-4)) throw new TooClose();
      const own = rsi >= 70 ? "overbought" : rsi <= 30 ? "oversold" : "neutral";
      if (claim.zone === "extreme") return own !== "neutral";
      if (own !== claim.zone || claim.size === "none" || own === "neutral") return own === claim.zone;
      return isLess(Math.abs(rsi - 50), 25) === (claim.size === "small");
    }
    case "coverage":
      return claim.count.size === market.count && claim.expected.size === market.expected;
    case "derived":
      return derivedHolds(claim, market);
    case "threshold": {
      const value = valueOf(claim.figure, market);
      const limit = claim.limit.size * (claim.limit.sign < 0 ? -1 : 1);
      if (value === null || claim.figure !== "rsi" || ![30, 50, 70].includes(limit)) return null;
      if (claim.relation === "near") return isLess(Math.abs(value - limit), 5);
      const side = shown(claim.figure, market) === limit ? "at" : value > limit ? "above" : "below";
      if (side !== claim.relation || side === "at" || claim.size === "none") return side === claim.relation;
      return isLess(Math.abs(value - limit), 5) === (claim.size === "small");
    }
    case "stance":
      return stanceHolds(claim, market);
    // The oracle has no levels but the day's and the week's, and compares no sizes and spans.
    case "role":
    case "order":
    case "extent":
    case "ways":
      return null;
    case "wrong":
      break;
  }
  return false;
}

function valueHolds({ figure, quantity, way, span }: ValueClaim, market: NaiveMarket): boolean | null {
  const twin = (quantity.unit === "percent" ? inPercent : inQuote)[figure];
  const name = !isUnitOf(quantity.unit, figure, market) && twin !== undefined ? twin : figure;
  const isTwin = isUnitOf(quantity.unit, name, market);
  const own = isTwin ? name : figure;
  if (valueOf(own, market) === null) return null;
  return (
    isTwin &&
    isOfSpan(span, naiveFigure(own)[1], market) &&
    isNumberOf(quantity, own, market) &&
    isSignOf(quantity, way, own, market)
  );
}

type Comparison = Omit<CompareClaim, "is">;

function compareHolds({ left, right, relation, size, distance }: Comparison, market: NaiveMarket): boolean | null {
  const side = sideOf(left, right, market);
  if (side === null || (kindOf(left) === "sum" && left === right)) return null;
  const share = side === "at" ? 0 : apart(left, right, market);
  if (relation === "near") {
    if (share === null) return null;
    if (side !== "at" && isLess(nearest(left, right, market), share)) return false;
  } else if (side !== relation) return false;
  if (size !== "none" && (relation === "above" || relation === "below")) {
    if (share === null) return null;
    if (isLess(share, 0.15) !== (size === "small")) return false;
  }
  return distance === null ? true : isDistance(distance, left, right, market);
}

/** How far two prices are apart, as a share of the traded range; two sums, of the larger one. */
function apart(left: FigureName, right: FigureName, market: NaiveMarket): number | null {
  const [one, other] = [valueOf(left, market) ?? 0, valueOf(right, market) ?? 0];
  if (kindOf(left) === "sum") return Math.abs(one - other) / Math.max(one, other);
  const width = tradedWidth(market, [left, right]);
  return width === null ? null : width === 0 ? 0 : Math.abs(one - other) / width;
}

/** The largest such share that is near: whichever of the two names is the stricter. */
function nearest(left: FigureName, right: FigureName, market: NaiveMarket): number {
  const width = tradedWidth(market, [left, right]);
  return Math.min(...[left, right].map((name) => nearOf(name, width, market) ?? 1), isPlain(left, right) ? 0.1 : 1);
}

function isPlain(left: FigureName, right: FigureName): boolean {
  return kindOf(left) === "price" && ![left, right].some((name) => isEdge(name));
}

function isEdge(name: FigureName): boolean {
  return /high|low|bollinger/u.test(name);
}

function nearOf(name: FigureName, width: number | null, market: NaiveMarket): number | null {
  if (kindOf(name) === "sum") return 0.06;
  if (name.startsWith("bollinger")) {
    const [low, high] = [valueOf("bollinger_lower", market), valueOf("bollinger_upper", market)];
    return low === null || high === null || width === null || width === 0 ? 0.1 : (0.3 * (high - low)) / width;
  }
  return isEdge(name) ? 0.17 : null;
}

function isDistance(quantity: Quantity, left: FigureName, right: FigureName, market: NaiveMarket): boolean | null {
  const [one, other] = [valueOf(left, market), valueOf(right, market)];
  if (one === null || other === null || quantity.sign !== 0) return null;
  if (quantity.unit === "percent")
    return other === 0 ? null : isNumber(quantity, (100 * (one - other)) / Math.abs(other));
  if (!isUnitOf(quantity.unit, left, market)) return null;
  const decimals = decimalsOf(left, market);
  const seen = Number((shown(left, market) - shown(right, market)).toFixed(decimals));
  return isNumberShown(quantity, one - other, seen, decimals);
}

function placeHolds({ figure, low, high, part }: PlaceClaim, market: NaiveMarket): boolean | null {
  const [toLow, toHigh] = [sideOf(figure, low, market), sideOf(figure, high, market)];
  if (toLow === null || toHigh === null) return null;
  if (part === "above") return toHigh === "above" && toLow === "above";
  if (part === "below") return toLow === "below" && toHigh === "below";
  const isInside = toLow !== "below" && toHigh !== "above";
  if (part === "inside") return isInside;
  if (part === "outside") return !isInside;
  const [value = 0, from = 0, to = 0] = [figure, low, high].map((name) => valueOf(name, market) ?? 0);
  if (to <= from || sideOf(low, high, market) === "at") return null;
  if ("nearer" in part) {
    const [toBottom, toTop] = [Math.abs(value - from), Math.abs(value - to)];
    return part.nearer === "low" ? isLess(toBottom, toTop) : isLess(toTop, toBottom);
  }
  // Its tables stand in kinds/place.test.ts.
  if ("share" in part) return null;
  if (!isInside) return false;
  const share = (value - from) / (to - from);
  // At an end of a part, on which side of it a price lies is a matter of the computer's error.
  if ([part.from, part.to].some((end) => Math.abs(share - end) < 2e-9)) throw new TooClose();
  return isLess(part.from, share) && isLess(share, part.to);
}

function isMoney(name: FigureName): boolean {
  return ["price", "sum", "change"].includes(kindOf(name));
}

function derivedHolds({ operation, left, right, quantity }: DerivedClaim, market: NaiveMarket): boolean | null {
  const [one, other] = [valueOf(left, market), valueOf(right, market)];
  if (one === null || other === null) return null;
  if (!(isMoney(left) && isMoney(right)) && kindOf(left) !== kindOf(right)) return null;
  if ((operation === "difference") === (quantity.unit === "percent") && ["difference", "percent"].includes(operation))
    return null;
  if (operation === "difference" || operation === "percent") return isDistance(quantity, left, right, market);
  if (other === 0 || quantity.sign !== 0) return null;
  if (operation === "share" ? quantity.unit !== "percent" : !["times", "none"].includes(quantity.unit)) return null;
  const ratio = (one / other) * (operation === "share" ? 100 : 1);
  return ratio >= 0 && isNumber(quantity, ratio);
}
