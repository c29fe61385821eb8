import type { FeatureCandle, FeatureContext } from "../features.ts";

/** What is known of the candles behind the figures: which belong to the window, and which to its last 24 hours. */
export interface CandleSpans {
  /** The window's own candles, oldest first. Earlier ones are known, but not part of it. */
  readonly window: readonly FeatureCandle[];
  /** The candles of the last 24 hours; null where they do not cover them. */
  readonly day: readonly FeatureCandle[] | null;
  /** When the newest candle of the window closed, UNIX seconds; the window's end where it has none. */
  readonly asOf: number;
}

const minuteSeconds = 60;
const hourSeconds = 3_600;
export const daySeconds = 86_400;

/** The part of a span that may lack at its beginning: 72 minutes of 24 hours. */
export const mayLack = 0.05;

/** Candle lengths as Coinbase names them. This room imports nothing. */
const secondsOf: ReadonlyMap<string, number> = new Map([
  ["ONE_MINUTE", minuteSeconds],
  ["FIVE_MINUTE", 5 * minuteSeconds],
  ["FIFTEEN_MINUTE", 15 * minuteSeconds],
  ["THIRTY_MINUTE", 30 * minuteSeconds],
  ["ONE_HOUR", hourSeconds],
  ["TWO_HOUR", 2 * hourSeconds],
  ["FOUR_HOUR", 4 * hourSeconds],
  ["SIX_HOUR", 6 * hourSeconds],
  ["ONE_DAY", daySeconds],
]);

/** How long a candle of that name is; undefined for a length that is not known. */
export function secondsOfCandle(granularity: string): number | undefined {
  return secondsOf.get(granularity);
}

/**
 * Divides candles into the window and its last 24 hours.
 *
 * The window begins `expectedCount` intervals before `asOf`; of a length that is not known, all candles are its own. The
 * 24 hours are covered where their first candle starts within 5 % of them, or where an earlier candle is known: then the
 * product was traded before, and nobody traded in between. Gaps inside are normal.
 *
 * @param candles oldest first, also some from before the window.
 */
export function spansOf(candles: readonly FeatureCandle[], context: FeatureContext): CandleSpans {
  const intervalSeconds = secondsOf.get(context.granularity);
  const windowStart =
    intervalSeconds === undefined ? Number.NEGATIVE_INFINITY : context.asOf - context.expectedCount * intervalSeconds;
  const dayStart = context.asOf - daySeconds;
  const window = candlesFrom(candles, windowStart);
  const day = candlesFrom(dayStart === windowStart ? window : candles, dayStart);
  const newest = window[window.length - 1];
  const closedAt = newest === undefined ? context.asOf : newest.start + (intervalSeconds ?? 0);
  return {
    window,
    day: isCovered(candles, day, daySeconds, context) ? day : null,
    asOf: intervalSeconds === undefined ? context.asOf : Math.min(context.asOf, closedAt),
  };
}

/**
 * The candles of the last hours before the window's end; null where they do not cover them. Candles from before the window
 * count: a span may be longer than the window, and is covered where its candles are known.
 */
export function candlesOver(
  candles: readonly FeatureCandle[],
  hours: number,
  context: FeatureContext,
): readonly FeatureCandle[] | null {
  const span = candlesFrom(candles, context.asOf - hours * hourSeconds);
  return isCovered(candles, span, hours * hourSeconds, context) ? span : null;
}

function isCovered(
  candles: readonly FeatureCandle[],
  span: readonly FeatureCandle[],
  spanSeconds: number,
  { asOf }: FeatureContext,
): boolean {
  const [oldest, first] = [candles[0], span[0]];
  if (oldest === undefined || first === undefined) return false;
  const spanStart = asOf - spanSeconds;
  return oldest.start < spanStart || first.start <= spanStart + mayLack * spanSeconds;
}

/** The candles that start at `start` or later: the very list where that is all of them. */
function candlesFrom(candles: readonly FeatureCandle[], start: number): readonly FeatureCandle[] {
  const from = indexFrom(candles, start);
  return from === 0 ? candles : candles.slice(from);
}

/** Where the candles that start at `start` or later begin; their number where there is none. */
export function indexFrom(candles: readonly FeatureCandle[], start: number): number {
  const oldest = candles[0];
  if (oldest === undefined || oldest.start >= start) return 0;
  let [before, from] = [0, candles.length];
  while (from - before > 1) {
    const middle = (before + from) >>> 1;
    const candle = candles[middle];
    if (candle === undefined || candle.start >= start) from = middle;
    else before = middle;
  }
  return from;
}
