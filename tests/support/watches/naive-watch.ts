/**
 * When a watch on material change speaks, found the slow way from nothing but candles of an hour and the README's words. It shares
 * no code with the service: every figure by its formula, over the window of 7 days, at every hour.
 */
export interface HourCandle {
  /** UNIX seconds. */
  readonly start: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What the watch counts as a move, and when it may not speak. */
export interface NaiveRules {
  readonly percent?: number;
  readonly atr?: number;
  readonly atLeastEveryHours?: number;
  /** Whether nothing may be said at this hour, UNIX seconds. */
  readonly isQuiet: (second: number) => boolean;
}

const windowCandles = 168;

interface Situation {
  readonly at: number;
  readonly close: number;
  readonly atr: number;
  readonly zone: string;
  readonly high: number;
  readonly low: number;
  readonly average: string | undefined;
  readonly bands: string | undefined;
}

/** The hours, UNIX seconds, at which it speaks, of those from `from` to before `to`. */
export function naiveSpeakingHours(
  candles: readonly HourCandle[],
  { from, to }: { readonly from: number; readonly to: number },
  rules: NaiveRules,
): readonly number[] {
  const spoken: number[] = [];
  let last: Situation | undefined;
  for (let hour = from; hour < to; hour += 3_600) {
    if (rules.isQuiet(hour)) continue;
    const now = situationAt(candles, hour);
    if (last !== undefined && !isNew(now, last, rules)) continue;
    spoken.push(hour);
    last = now;
  }
  return spoken;
}

function isNew(now: Situation, last: Situation, { percent, atr, atLeastEveryHours }: NaiveRules): boolean {
  const moved = Math.abs(now.close - last.close);
  return (
    (percent !== undefined && (moved / last.close) * 100 >= percent) ||
    (atr !== undefined && moved >= atr * now.atr) ||
    now.zone !== last.zone ||
    now.high > last.high ||
    now.low < last.low ||
    (now.average !== undefined && last.average !== undefined && now.average !== last.average) ||
    (now.bands !== undefined && last.bands !== undefined && now.bands !== last.bands) ||
    (atLeastEveryHours !== undefined && now.at - last.at >= atLeastEveryHours * 3_600)
  );
}

function situationAt(candles: readonly HourCandle[], at: number): Situation {
  const own = candles.filter(({ start }) => start >= at - windowCandles * 3_600 && start < at);
  const day = own.filter(({ start }) => start >= at - 86_400);
  const closes = own.map(({ close }) => close);
  const rsi = naiveRsi(closes);
  const ends = closes.map((_, index) => closes.slice(0, index + 1));
  return {
    at,
    close: closes.at(-1) ?? Number.NaN,
    atr: naiveAtr(own),
    zone: rsi >= 70 ? "overbought" : rsi <= 30 ? "oversold" : "neutral",
    high: Math.max(...day.map(({ high }) => high)),
    low: Math.min(...day.map(({ low }) => low)),
    average: lastHeld(ends.map(sideOfAverage)),
    bands: lastHeld(ends.map(placeInBands)),
  };
}

/** The newest place that two candles in a row share. */
function lastHeld(places: readonly (string | undefined)[]): string | undefined {
  return places.findLast((place, index) => place !== undefined && place === places[index - 1]);
}

function sideOfAverage(closes: readonly number[]): string | undefined {
  if (closes.length < 20) return undefined;
  const difference = (closes.at(-1) ?? 0) - mean(closes.slice(-20));
  return difference === 0 ? undefined : difference > 0 ? "above" : "below";
}

function placeInBands(closes: readonly number[]): string | undefined {
  if (closes.length < 20) return undefined;
  const twenty = closes.slice(-20);
  const middle = mean(twenty);
  const width = 2 * Math.sqrt(mean(twenty.map((close) => (close - middle) ** 2)));
  const close = twenty.at(-1) ?? 0;
  if (close > middle + width) return "above";
  return close < middle - width ? "below" : "inside";
}

function naiveAtr(candles: readonly HourCandle[]): number {
  const ranges = candles.slice(1).map(({ high, low }, index) => {
    const before = candles[index]?.close ?? 0;
    return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  });
  return smooth(ranges);
}

function naiveRsi(closes: readonly number[]): number {
  const changes = closes.slice(1).map((close, index) => close - (closes[index] ?? 0));
  const gain = smooth(changes.map((change) => Math.max(change, 0)));
  const loss = smooth(changes.map((change) => Math.max(-change, 0)));
  return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
}

/** Wilder's average of 14. */
function smooth(sizes: readonly number[]): number {
  return sizes.slice(14).reduce((smoothed, size) => (smoothed * 13 + size) / 14, mean(sizes.slice(0, 14)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
