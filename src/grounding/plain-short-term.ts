import { figureOf } from "../features/index.ts";
import type { Claim, CompareClaim } from "./claims/claim.ts";
import { listCompare } from "./claims/kinds/compare.ts";
import { type Figures, type Range, ranges } from "./claims/figures.ts";
import { isClose, shownValue, withValues } from "./claims/phrases.ts";
import { hoursOfMove, listMoved } from "./claims/kinds/moved.ts";
import { placesIn } from "./claims/kinds/place.ts";
import { say } from "./claims/say.ts";
import { listStance } from "./claims/kinds/stance.ts";
import type { Finding } from "./plain-finding.ts";

/**
 * "The short-term trend is bullish, with the last close above the 5-candle average of 50000.00, between the Bollinger Bands of
 * 49000.00 and 51000.00". The trend is told where the longest span moved the same way, and levels that read like the close
 * are not. Bands that the price has left or reached are told as extremes.
 */
export function describeShortTerm(figures: Figures): Finding[] {
  const compares = listCompare(figures)
    .filter((claim) => claim.is === "compare")
    .filter(({ left, right }) => isClose(left) && isShortAverage(right));
  const told = levelsToTell(compares);
  const bands = ranges.filter(({ isTraded }) => !isTraded).flatMap((range) => insideBands(range, figures));
  const stance = listStance(figures).find((claim) => isBorneOut(claim, compares, figures));
  const trend = stance === undefined ? undefined : say(stance, figures)[0];
  const places = [...(told.length === 0 ? [] : [joinLevels(told, figures)]), ...bands.map(({ clause }) => clause)].join(
    ", ",
  );
  const claims = [...(stance === undefined ? [] : [stance]), ...told, ...bands.flatMap((band) => band.claims)];
  if (places === "") return trend === undefined ? [] : [{ clause: trend, claims }];
  if (trend !== undefined) return [{ clause: `${trend}, with the last close ${places}`, claims }];
  return [{ clause: `the last close is ${places}`, claims }];
}

/** Averages on one side say the same, so the first of them does; of those that the close is at, none says anything. */
function levelsToTell<Each extends CompareClaim>(compares: readonly Each[]): readonly Each[] {
  const apart = compares.filter(({ relation }) => relation !== "at");
  const isSplit = new Set(apart.map(({ relation }) => relation)).size > 1;
  return isSplit ? apart : apart.slice(0, 1);
}

function isShortAverage(name: CompareClaim["right"]): boolean {
  const { kind, span } = figureOf(name);
  return kind.is === "level" && kind.role === "average" && typeof span !== "string" && "candles" in span;
}

/** "between the Bollinger Bands of 49000.00 and 51000.00"; nothing where the price is at or beyond one of them. */
function insideBands({ name, low, high }: Range, figures: Figures): Finding[] {
  const [first] = placesIn({ name, low, high, isTraded: false, hours: 0 }, figures);
  if (first?.is !== "place" || first.part !== "inside") return [];
  const edges = `${shownValue(low, figures) ?? ""} and ${shownValue(high, figures) ?? ""}`;
  return [{ clause: `between the ${name} of ${edges}`, claims: [first] }];
}

/** A trend of the last candles that the level beside it or the longest span speaks against would only puzzle. */
function isBorneOut(claim: Claim, compares: readonly CompareClaim[], figures: Figures): boolean {
  if (claim.is !== "stance" || claim.span !== "short") return false;
  if (claim.stance !== "bullish" && claim.stance !== "bearish") return false;
  const isUp = claim.stance === "bullish";
  const sides = new Set(compares.map(({ relation }) => relation));
  const [longest] = listMoved(figures)
    .filter((move) => move.is === "moved" && move.of === "price")
    .toSorted((one, other) => hoursOfMove(other) - hoursOfMove(one));
  const isSameWay = longest?.is !== "moved" || longest.way === (isUp ? "up" : "down");
  return isSameWay && (sides.size === 0 || sides.has(isUp ? "above" : "below"));
}

/** "above A and B", "above A but below B". */
function joinLevels(claims: readonly CompareClaim[], figures: Figures): string {
  const naming = withValues(figures);
  const sides = Map.groupBy(claims, ({ relation }) => relation);
  return [...sides]
    .map(([relation, levels]) => `${relation} ${levels.map(({ right }) => naming(right)).join(" and ")}`)
    .join(" but ");
}
