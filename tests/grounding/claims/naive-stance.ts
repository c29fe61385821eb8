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

/** Decides a stance by counting votes: those of its span, or the one of the figure that it is said of. */
export function stanceHolds({ stance, span, size, of }: StanceClaim, market: NaiveMarket): boolean | null {
  if (of !== null) return ofOne(stance, of, market);
  const votes = Object.entries(voters).flatMap(([name, vote]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of the table above
    const [, own] = naiveFigure(name as FigureName);
    const way = isOfSpan(span, own, market) ? vote(market) : null;
    return way === null ? [] : [way];
  });
  if (votes.length === 0) return null;
  const count = (way: 1 | -1): number => votes.filter((vote) => vote === way).length;
  const [ups, downs] = [count(1), count(-1)];
  const isQuietDay = isOfSpan(span, { hours: 24 }, market) && isQuiet(market);
  const isMuch = size === "large" ? 2 : 1;
  if (stance === "bullish") return ups > downs && ups >= downs * isMuch;
  if (stance === "bearish") return downs > ups && downs >= ups * isMuch;
  if (stance === "mixed") return ups > 0 && downs > 0;
  if (stance === "neutral") return (ups > 0 && downs > 0) || ups + downs === 0 || isQuietDay;
  return downs > 0 || isQuietDay || (isOfSpan(span, naiveFigure("rsi")[1], market) && isExtreme(market));
}

function ofOne(stance: string, of: FigureName, market: NaiveMarket): boolean | null {
  const value = valueOf(of, market);
  if (value === null) return null;
  if (of === "rsi" && stance === "neutral") return isLess(Math.abs(value - 50), 15);
  const way = voters[of]?.(market) ?? null;
  if (way === null || stance === "mixed" || stance === "cautious") return null;
  return stance === (way > 0 ? "bullish" : way < 0 ? "bearish" : "neutral");
}

/** A day of less than 1.5 %, with sums of rises and falls that differ by less than 12 % of the larger one. */
function isQuiet(market: NaiveMarket): boolean {
  const [buying, selling] = [valueOf("buying_momentum", market), valueOf("selling_momentum", market)];
  const percent = valueOf("change_24h_pct", market);
  if (buying === null || selling === null || percent === null) return false;
  const larger = Math.max(buying, selling);
  return (larger === 0 || isLess(Math.abs(buying - selling), 0.12 * larger)) && isLess(Math.abs(percent), 1.5);
}

function isExtreme(market: NaiveMarket): boolean {
  const rsi = valueOf("rsi", market);
  return rsi !== null && (rsi >= 70 || rsi <= 30);
}
