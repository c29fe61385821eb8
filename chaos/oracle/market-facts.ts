import type { NaiveMarket } from "./naive-market.ts";

/** A value of the market by its name; null where it has none. */
export function valueOf({ values }: NaiveMarket, name: string | undefined): number | null {
  return name === undefined ? null : (values.get(name) ?? null);
}

/** A number is written with the digits that it shows: rounded, never cut. */
export function isWritten(text: string | undefined, value: number): boolean {
  if (text === undefined) return false;
  const decimals = text.split(".")[1]?.length ?? 0;
  return Math.abs(Number(text) - value) <= 0.5 * 10 ** -decimals + Math.abs(value) * 1e-12;
}

/** A price shows every decimal that its market quotes. */
export function isPrice(market: NaiveMarket, name: string | undefined, text: string | undefined): boolean {
  const value = valueOf(market, name);
  const decimals = text?.split(".")[1]?.length ?? 0;
  return value !== null && 10 ** -decimals <= market.tick * 1.000_001 && isWritten(text, value);
}

/** Whether a value is there and is written as `text`. */
export function isNothing(text: string, value: number | null): boolean {
  return value !== null && isWritten(text, value);
}

/** Whether the price moved this way, by this much, over this span (default: the last candle). */
export function isMove(
  market: NaiveMarket,
  isUp: boolean,
  size: string | undefined,
  unit: string | undefined,
  span: string | undefined,
): boolean {
  const isPercent = unit === " %";
  const name =
    span === undefined ? "last candle's price change" : `change over ${span}${isPercent ? " in percent" : ""}`;
  const value = valueOf(market, name);
  return value !== null && value > 0 === isUp && value !== 0 && isWritten(size, Math.abs(value));
}

/** Where the last close is; prices less than a tick apart may read the same. */
export function isSide(market: NaiveMarket, name: string | undefined, side: string | undefined): boolean {
  const [close, other] = [valueOf(market, "last close"), valueOf(market, name)];
  if (close === null || other === null) return false;
  if (side === "at") return isAt(market, name);
  return side === "above" ? close > other : close < other;
}

/** Whether the last close is less than a tick from another price. */
export function isAt(market: NaiveMarket, name: string | undefined): boolean {
  const [close, other] = [valueOf(market, "last close"), valueOf(market, name)];
  return close !== null && other !== null && isWithinTick(close - other, market);
}

/** Whether a difference is less than a tick. Of 1.13 and 1.12 a computer makes 0.00999999999999979, which is a whole one. */
export function isWithinTick(apart: number, { tick }: NaiveMarket): boolean {
  return Math.abs(apart) < tick * (1 - 1e-6);
}

/** The names of both edges of a range. */
export function edgesOf(name: string | undefined): readonly [low: string, high: string] {
  if (name === "Bollinger Bands") return ["lower Bollinger Band", "upper Bollinger Band"];
  return name === "day's range" ? ["day's low", "day's high"] : ["7-day low", "7-day high"];
}

/** Whether these are the prices of the edges of a range. */
export function areEdges(
  market: NaiveMarket,
  name: string | undefined,
  low: string | undefined,
  high: string | undefined,
): boolean {
  const [bottom, top] = edgesOf(name);
  return isPrice(market, bottom, low) && isPrice(market, top, high);
}

/** Whether the last close lies between two parts of the way from the low edge to the high one. */
export function isIn(market: NaiveMarket, name: string | undefined, from: number, to: number): boolean {
  const close = valueOf(market, "last close");
  const [low, high] = edgesOf(name).map((edge) => valueOf(market, edge));
  if (close === null || typeof low !== "number" || typeof high !== "number") return false;
  const width = high - low;
  return close >= low + from * width - width * 1e-9 && close <= low + to * width + width * 1e-9;
}
