import { valueOf } from "./market-facts.ts";
import type { NaiveMarket } from "./naive-market.ts";

/** What the figures of a span speak for: those of candles for the short term, those of hours for a longer one. */
export function trendOf(market: NaiveMarket, span: string): string {
  const votes =
    span === "short-term" ? shortVotes(market) : longVotes(market, span === "24-hour" ? "24 hours" : "7 days");
  const [ups, downs] = [votes.filter((vote) => vote > 0).length, votes.filter((vote) => vote < 0).length];
  if (ups > 0 && downs > 0) return "mixed";
  return ups > 0 ? "bullish" : downs > 0 ? "bearish" : "neutral";
}

function shortVotes(market: NaiveMarket): number[] {
  const rsi = valueOf(market, "RSI");
  return [
    ...["5-candle average", "EMA"].map((name) =>
      difference(market, valueOf(market, "last close"), valueOf(market, name)),
    ),
    shownSign(market, valueOf(market, "last candle's price change")),
    rsi === null || Math.abs(rsi - 50) <= 2 ? 0 : rsi - 50,
  ];
}

function longVotes(market: NaiveMarket, span: string): number[] {
  const change = shownSign(market, valueOf(market, `change over ${span}`));
  if (span !== "24 hours") return [change];
  return [change, difference(market, valueOf(market, "buying momentum"), valueOf(market, "selling momentum"))];
}

function difference({ tick }: NaiveMarket, left: number | null, right: number | null): number {
  if (left === null || right === null) return 0;
  const shown = [left, right].map((value) => value.toFixed(Math.round(-Math.log10(tick))));
  return shown[0] === shown[1] ? 0 : left - right;
}

function shownSign({ tick }: NaiveMarket, value: number | null): number {
  return value === null ? 0 : Math.sign(Number(value.toFixed(Math.round(-Math.log10(tick)))));
}
