/**
 * The figures of a market, computed the slow way, from nothing but its candles. It shares no code with the service, so that it
 * can judge what the service says: every sum by its formula, every list copied.
 */
export interface NaiveMarket {
  readonly productId: string;
  /** Each number that a text may speak of, by the name that texts give it; null where the candles are too few. */
  readonly values: ReadonlyMap<string, number | null>;
  /** What one unit of the last decimal is worth that prices are shown with. */
  readonly tick: number;
  readonly count: number;
  readonly expected: number;
  /** How long a candle is; absent where only figures are known. */
  readonly candleSeconds?: number;
}

export interface NaiveCandle {
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export interface NaiveWindow {
  readonly productId: string;
  /** The window's end, UNIX seconds. */
  readonly end: number;
  readonly candleSeconds: number;
  readonly expected: number;
  /** Decimals that the market quotes. */
  readonly decimals: number;
}

/** Computes them. `candles` are oldest first; what lies before the window proves that it is covered. */
export function naiveMarket(candles: readonly NaiveCandle[], window: NaiveWindow): NaiveMarket {
  const own = candles.filter(({ start }) => start >= window.end - window.expected * window.candleSeconds);
  const closes = own.map(({ close }) => close);
  const last = closes.at(-1) ?? null;
  const five = closes.length < 5 ? null : closes.slice(-5);
  const average = five === null ? null : mean(five);
  const deviation =
    five === null || average === null ? 0 : Math.sqrt(mean(five.map((close) => (close - average) ** 2)));
  const [day, week] = [naiveSpan(candles, window.end, 24), naiveSpan(candles, window.end, 168)];
  const values: [string, number | null][] = [
    ["last close", last],
    ["5-candle average", average],
    ["EMA", naiveEma(closes)],
    ["RSI", naiveRsi(closes)],
    ["upper Bollinger Band", average === null ? null : average + 2 * deviation],
    ["lower Bollinger Band", average === null ? null : average - 2 * deviation],
    [
      "last candle's price change",
      closes.length < 2 ? null : closes.slice(-2).reduce((before, close) => close - before),
    ],
    ["last candle's volume change", own.length < 2 ? null : (own.at(-1)?.volume ?? 0) - (own.at(-2)?.volume ?? 0)],
    ["day's high", day === null ? null : Math.max(...day.map(({ high }) => high))],
    ["day's low", day === null ? null : Math.min(...day.map(({ low }) => low))],
    ["7-day high", week === null ? null : Math.max(...week.map(({ high }) => high))],
    ["7-day low", week === null ? null : Math.min(...week.map(({ low }) => low))],
    ["buying momentum", day === null || own.length < 2 ? null : moves(day, 1)],
    ["selling momentum", day === null || own.length < 2 ? null : moves(day, -1)],
    ...naiveChange("24 hours", day, last),
    ...naiveChange("7 days", week, last),
  ];
  const { productId, decimals, expected, candleSeconds } = window;
  return {
    productId,
    values: new Map(values),
    tick: 10 ** -Math.max(2, decimals, digitsOf(last)),
    count: own.length,
    expected,
    candleSeconds,
  };
}

/** Decimals that show four digits of a price below 1. */
function digitsOf(price: number | null): number {
  return price === null || price >= 1 || price <= 0 ? 2 : 3 - Math.floor(Math.log10(price));
}

/** The candles of some hours, where they begin within 5 % of them or earlier ones are known. */
function naiveSpan(candles: readonly NaiveCandle[], end: number, hours: number): readonly NaiveCandle[] | null {
  const start = end - hours * 3_600;
  const inside = candles.filter((candle) => candle.start >= start);
  const first = inside[0];
  if (first === undefined) return null;
  return inside.length < candles.length || first.start <= start + hours * 180 ? inside : null;
}

function naiveChange(
  name: string,
  span: readonly NaiveCandle[] | null,
  last: number | null,
): [string, number | null][] {
  const open = span?.[0]?.open ?? null;
  const change = open === null || last === null ? null : last - open;
  return [
    [`change over ${name}`, change],
    [`change over ${name} in percent`, change === null || open === null || open === 0 ? null : (100 * change) / open],
  ];
}

function moves(candles: readonly NaiveCandle[], way: 1 | -1): number | null {
  if (candles.length < 2) return null;
  let sum = 0;
  for (let at = 1; at < candles.length; at++) {
    const change = ((candles[at]?.close ?? 0) - (candles[at - 1]?.close ?? 0)) * way;
    if (change > 0) sum += change;
  }
  return sum;
}

function naiveEma(closes: readonly number[]): number | null {
  if (closes.length < 5) return null;
  return closes.slice(5).reduce((ema, close) => (close * 2 + ema * 4) / 6, mean(closes.slice(0, 5)));
}

function naiveRsi(closes: readonly number[]): number | null {
  const changes = closes.slice(1).map((close, at) => close - (closes[at] ?? 0));
  if (changes.length < 14) return null;
  const [gain, loss] = [1, -1].map((way) => {
    const sizes = changes.map((change) => Math.max(change * way, 0));
    return sizes.slice(14).reduce((smoothed, size) => (smoothed * 13 + size) / 14, mean(sizes.slice(0, 14)));
  });
  if (gain === undefined || loss === undefined || gain + loss === 0) return 50;
  return (100 * gain) / (gain + loss);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
