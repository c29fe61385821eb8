import type { FigureName } from "../../../src/features/index.ts";
import type { StanceClaim } from "../../../src/grounding/claims/claim.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { isLess, naiveFigure, isOfSpan, shown, sideOf, valueOf } from "./naive-figures.ts";

/** What each figure speaks for: 1 a rise, -1 a fall, 0 neither; null where it is null. */
const voters: Partial<Record<FigureName, (market: NaiveMarket) => number | null>> = {
  rolling_avg: (market) => over("last_close", "rolling_avg", market),
  ema: (market) => over("last_close", "ema", market),
  rsi: (market) => {
    const rsi = valueOf("rsi", market);
    if (rsi === null || rsi === 50) return rsi === null ? null : 0;
    return isLess(Math.abs(rsi - 50), 2) ? 0 : Math.sign(rsi - 50);
  },
  price_change: (market) => change("price_change", market),
  change_24h: (market) => change("change_24h", market),
  change_7d: (market) => change("change_7d", market),
  buying_momentum: (market) => over("buying_momentum", "selling_momentum", market),
};

function over(left: FigureName, right: FigureName, market: NaiveMarket): number | null {
  const side = sideOf(left, right, market);
  return side === null ? null : side === "above" ? 1 : side === "below" ? -1 : 0;
}

function change(name: FigureName, market: NaiveMarket): number | null {
  return valueOf(name, market) === null ? null : Math.sign(shown(name, market));
}

/**
 * Decides a stance by counting votes: those of its span, or the one of the figure that it is said of. A trend of a named span
 * takes a side where no figure of it speaks against that; one that slightly takes a side may be outvoted by some.
 */
export function stanceHolds({ stance, span, size, of }: StanceClaim, market: NaiveMarket): boolean | null {
  if (of !== null) return ofOne(stance, of, size, market);
  const votes = Object.entries(voters).flatMap(([name, vote]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of the table above
    const [, own] = naiveFigure(name as FigureName);
    const way = isOfSpan(span, own, market) ? vote(market) : null;
    return way === null ? [] : [{ way, hours: typeof own === "object" && "hours" in own ? own.hours : 0 }];
  });
  if (votes.length === 0) return null;
  const count = (wanted: 1 | -1): number => votes.filter(({ way }) => way === wanted).length;
  const [ups, downs] = [count(1), count(-1)];
  if (stance === "mixed") return ups > 0 && downs > 0;
  if (stance === "bullish" || stance === "bearish") {
    const [more, less] = stance === "bullish" ? [ups, downs] : [downs, ups];
    if (size === "small") return more > less;
    if (span !== null) return more > 0 && less === 0 && (size === "none" || isMuch(span, market));
    return areAtOdds(votes) ? null : more > less && (size === "none" || more >= 2 * less);
  }
  if (stance === "neutral" && size !== "none") return null;
  const isOfDay = isOfSpan(span, { hours: 24 }, market);
  if (stance === "neutral") {
    return (ups > 0 && downs > 0) || ups + downs === 0 || (isOfDay && isQuiet(market, span === null ? 1.5 : 0.15));
  }
  const isOscillatorExtreme = isOfSpan(span, naiveFigure("rsi")[1], market) && isExtreme(market);
  return downs > 0 || (isOfDay && isQuiet(market, 1.5)) || isOscillatorExtreme;
}

/** The last candles lean to one side, and a longer span to the other. */
function areAtOdds(votes: readonly { readonly way: number; readonly hours: number }[]): boolean {
  const leanings = new Set(
    votes.map(({ hours }) =>
      Math.sign(votes.filter((vote) => vote.hours === hours).reduce((sum, { way }) => sum + way, 0)),
    ),
  );
  return leanings.has(1) && leanings.has(-1);
}

/** A day is strongly on a side from a change of 1.5 % on; of other spans the votes alone decide. */
function isMuch(span: StanceClaim["span"], market: NaiveMarket): boolean {
  const isDay = span !== null && typeof span === "object" && "hours" in span && span.hours === 24;
  if (!isDay) return true;
  const percent = valueOf("change_24h_pct", market);
  return percent !== null && !isLess(Math.abs(percent), 1.5);
}

function ofOne(stance: string, of: FigureName, size: StanceClaim["size"], market: NaiveMarket): boolean | null {
  const value = valueOf(of, market);
  if (value === null) return null;
  if (of === "rsi" && stance === "neutral") return isLess(Math.abs(value - 50), 15);
  // An RSI that is close to 50 speaks for no side that one could hold it to.
  if (of === "rsi" && !isLess(size === "small" ? 2 : 5, Math.abs(value - 50))) return null;
  const way = voters[of]?.(market) ?? null;
  if (way === null || stance === "mixed" || stance === "cautious") return null;
  return stance === (way > 0 ? "bullish" : way < 0 ? "bearish" : "neutral");
}

/** A day of less than so many percent, with sums of rises and falls that differ by less than 12 % of the larger one. */
function isQuiet(market: NaiveMarket, maxPercent: number): boolean {
  const [buying, selling] = [valueOf("buying_momentum", market), valueOf("selling_momentum", market)];
  const percent = valueOf("change_24h_pct", market);
  if (buying === null || selling === null || percent === null) return false;
  const larger = Math.max(buying, selling);
  return (larger === 0 || isLess(Math.abs(buying - selling), 0.12 * larger)) && isLess(Math.abs(percent), maxPercent);
}

function isExtreme(market: NaiveMarket): boolean {
  const rsi = valueOf("rsi", market);
  return rsi !== null && (rsi >= 70 || rsi <= 30);
}
