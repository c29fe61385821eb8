import type { FigureName } from "../../../src/features/index.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";

export type NaiveSpan = { readonly hours: number } | { readonly candles: number } | "last_candle";

type NaiveKind = "price" | "change" | "percent" | "sum" | "rsi" | "volume";

type NaiveFigure = readonly [name: string, span: NaiveSpan, kind: NaiveKind];

/** What the oracle calls a figure, what it is true of, and what it may be held against. */
export const figures: Readonly<Partial<Record<FigureName, NaiveFigure>>> = {
  rolling_avg: ["5-candle average", { candles: 5 }, "price"],
  ema: ["EMA", { candles: 5 }, "price"],
  rsi: ["RSI", { candles: 14 }, "rsi"],
  bollinger_upper: ["upper Bollinger Band", { candles: 5 }, "price"],
  bollinger_lower: ["lower Bollinger Band", { candles: 5 }, "price"],
  price_change: ["last candle's price change", "last_candle", "change"],
  volume_change: ["last candle's volume change", "last_candle", "volume"],
  daily_high: ["day's high", { hours: 24 }, "price"],
  daily_low: ["day's low", { hours: 24 }, "price"],
  buying_momentum: ["buying momentum", { hours: 24 }, "sum"],
  selling_momentum: ["selling momentum", { hours: 24 }, "sum"],
  last_close: ["last close", "last_candle", "price"],
  change_24h: ["change over 24 hours", { hours: 24 }, "change"],
  change_24h_pct: ["change over 24 hours in percent", { hours: 24 }, "percent"],
  change_7d: ["change over 7 days", { hours: 168 }, "change"],
  change_7d_pct: ["change over 7 days in percent", { hours: 168 }, "percent"],
  high_7d: ["7-day high", { hours: 168 }, "price"],
  low_7d: ["7-day low", { hours: 168 }, "price"],
};

/** One change, given in percent or in the quote currency. */
export const inPercent: Partial<Record<FigureName, FigureName>> = {
  change_24h: "change_24h_pct",
  change_7d: "change_7d_pct",
};
export const inQuote: Partial<Record<FigureName, FigureName>> = {
  change_24h_pct: "change_24h",
  change_7d_pct: "change_7d",
};

/** Two numbers are so close that their last bits would decide. Whoever is asked then knows nothing. */
export class TooClose extends Error {}

/** Whether a number is smaller than another by more than a computer's error. */
export function isLess(one: number, other: number): boolean {
  if (Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other))) throw new TooClose();
  return one < other;
}

/** What the oracle knows of a figure. It computes no others. */
export function naiveFigure(name: FigureName): NaiveFigure {
  const figure = figures[name];
  if (figure === undefined) throw new RangeError(`The oracle has no ${name}`);
  return figure;
}

export function valueOf(name: FigureName, { values }: NaiveMarket): number | null {
  return values.get(naiveFigure(name)[0]) ?? null;
}

export function kindOf(name: FigureName): NaiveKind {
  return naiveFigure(name)[2];
}

/** Decimals that a figure is shown with. */
export function decimalsOf(name: FigureName, market: NaiveMarket): number {
  const kind = kindOf(name);
  if (kind === "percent" || kind === "rsi") return 2;
  if (kind !== "volume") return Math.round(-Math.log10(market.tick));
  const size = Math.abs(valueOf(name, market) ?? 0);
  return size >= 1 || size === 0 ? 2 : Math.min(8, 3 - Math.floor(Math.log10(size)));
}

/** The value as its readers see it. */
export function shown(name: FigureName, market: NaiveMarket): number {
  return Number((valueOf(name, market) ?? 0).toFixed(decimalsOf(name, market)));
}

export type Side = "above" | "below" | "at";

/** How two prices or two sums stand to each other. Two that read the same are at one another. */
export function sideOf(left: FigureName, right: FigureName, market: NaiveMarket): Side | null {
  const [one, other] = [valueOf(left, market), valueOf(right, market)];
  if (one === null || other === null) return null;
  if (kindOf(left) !== kindOf(right) || !["price", "sum"].includes(kindOf(left))) return null;
  if (shown(left, market) === shown(right, market)) return "at";
  return one > other ? "above" : "below";
}

/** High less low of the day, of the week where the day is not known; of the week where one of the prices is its high or low. */
export function tradedWidth(market: NaiveMarket, prices: readonly FigureName[] = []): number | null {
  const width = (low: FigureName, high: FigureName): number | null => {
    const [bottom, top] = [valueOf(low, market), valueOf(high, market)];
    return bottom === null || top === null ? null : top - bottom;
  };
  const [day, week] = [width("daily_low", "daily_high"), width("low_7d", "high_7d")];
  return prices.some((name) => name.endsWith("7d")) ? (week ?? day) : (day ?? week);
}

/** How many hours a span covers; null where the candles' length is not known. */
export function hoursOf(span: NaiveSpan, { candleSeconds }: NaiveMarket): number | null {
  if (typeof span === "object" && "hours" in span) return span.hours;
  if (candleSeconds === undefined) return null;
  return ((span === "last_candle" ? 1 : span.candles) * candleSeconds) / 3_600;
}

/** Whether what is said of a span is said of a figure's own; `short` is what the last candles show. */
export function isOfSpan(said: NaiveSpan | "short" | null, own: NaiveSpan, market: NaiveMarket): boolean {
  if (said === null) return true;
  if (said === "short") return own === "last_candle" || "candles" in own;
  if (JSON.stringify(said) === JSON.stringify(own)) return true;
  const [one, other] = [hoursOf(said, market), hoursOf(own, market)];
  return one !== null && other !== null && Math.round(one * 60) === Math.round(other * 60);
}
