import { basename } from "node:path";
import type { Candle } from "../../market/candle.ts";
import type { Clock } from "../../platform/clock.ts";
import { aggregateCandles } from "../../market/history/aggregate-candles.ts";
import type { MarketData } from "./market-data.ts";
import { readRecordedCandles } from "./recorded-candles.ts";
import { isWellKnownProduct } from "./well-known-products.ts";

/** A file of candles, replayed as if they were the present. */
export interface RecordedMarket extends MarketData {
  /** Length of the file's candles, the smallest distance between two of them: nothing finer can be served. */
  readonly intervalSeconds: number;
  /** The product that the file's name begins with; undefined where it names none, and the file then serves any. */
  readonly productId: string | undefined;
}

const productOfFileName = /^([A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){1,3})\./;
const daySeconds = 86_400;
const productGrammar = /^[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){1,3}$/;

/**
 * Loads candles in Coinbase's response format and replays them so that the newest one has just closed.
 *
 * Their times are moved by a whole number of the asked granularity, so that the newest closed candle ends at the anchor: the
 * last boundary of that granularity at the time of loading. Hours so stay whole hours, and each day of the file is told of by
 * `dayBeginSeconds`. The anchor moves on with the requests and not with the clock
 * alone: who took the time just before a boundary and asks just after it still gets the window asked for. None is forming.
 *
 * Longer candles are made of the file's own; a last one that the file does not fill is left out.
 *
 * @param options.clock the time of loading. Default: the system's.
 * @throws ServiceError `CONFIGURATION_INVALID` with one line that names the file and what is wrong with it.
 */
export async function loadRecordedMarket(
  path: string,
  { clock = Date.now }: { readonly clock?: Clock } = {},
): Promise<RecordedMarket> {
  const recorded = await readRecordedCandles(path);
  const loadedSeconds = Math.floor(clock() / 1_000);
  const intervalSeconds = smallestDistance(recorded);
  const label = basename(path);
  const productId = productOfFileName.exec(label)?.[1];
  const closedByGranularity = new Map<number, readonly Candle[]>();
  const anchors = new Map<string, number>();
  const dayBegins = new Map<string, number>();

  function closedCandles(granularitySeconds: number): readonly Candle[] {
    const known = closedByGranularity.get(granularitySeconds);
    if (known !== undefined) return known;
    const closed =
      granularitySeconds % intervalSeconds === 0 ? aggregateClosed(recorded, granularitySeconds, intervalSeconds) : [];
    closedByGranularity.set(granularitySeconds, closed);
    return closed;
  }

  function moveAnchor(id: string, granularitySeconds: number, endSeconds: number, nowSeconds: number): number {
    const toGrid = (seconds: number): number => Math.floor(seconds / granularitySeconds) * granularitySeconds;
    // One for each product, so that a request for one can't move the candles of another between its attempts.
    const key = `${id} ${granularitySeconds}`;
    const before = anchors.get(key) ?? toGrid(loadedSeconds);
    const anchor = Math.max(before, toGrid(Math.min(endSeconds + granularitySeconds, nowSeconds)));
    anchors.set(key, anchor);
    return anchor;
  }

  const has = (id: string): boolean =>
    productId === undefined ? productGrammar.test(id) : id === productId || isWellKnownProduct(id);

  return {
    label,
    standIn: "replayed",
    intervalSeconds,
    productId,
    has,
    dayBeginSeconds: (id, granularitySeconds) => dayBegins.get(`${id} ${granularitySeconds}`) ?? 0,
    candles(id, granularitySeconds, startSeconds, endSeconds, nowSeconds) {
      const closed = has(id) ? closedCandles(granularitySeconds) : [];
      const newest = closed.at(-1);
      if (newest === undefined) return [];
      const anchor = moveAnchor(id, granularitySeconds, endSeconds, nowSeconds);
      const shiftSeconds = anchor - granularitySeconds - newest.start;
      dayBegins.set(`${id} ${granularitySeconds}`, ((shiftSeconds % daySeconds) + daySeconds) % daySeconds);
      return closed
        .map((candle) => ({ ...candle, start: candle.start + shiftSeconds }))
        .filter((candle) => candle.start >= startSeconds && candle.start <= endSeconds);
    },
  };
}

function smallestDistance(candles: readonly Candle[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  let before: number | undefined;
  for (const { start } of candles) {
    if (before !== undefined) smallest = Math.min(smallest, start - before);
    before = start;
  }
  return smallest;
}

function aggregateClosed(
  candles: readonly Candle[],
  granularitySeconds: number,
  intervalSeconds: number,
): readonly Candle[] {
  const aggregated = aggregateCandles(candles, granularitySeconds);
  const reachedSeconds = (candles.at(-1)?.start ?? 0) + intervalSeconds;
  const newest = aggregated.at(-1);
  const isFilled = newest !== undefined && newest.start + granularitySeconds <= reachedSeconds;
  return isFilled ? aggregated : aggregated.slice(0, -1);
}
