import type { Deadline } from "../../platform/deadline.ts";
import { errorCodeOf } from "../../platform/describe-error.ts";
import { ServiceError } from "../../platform/errors.ts";
import type { ObjectStore, StoredObject } from "../../platform/aws/object-store.ts";
import { type Candle, type CandleQuery, type CandleSet, granularitySeconds } from "../candle.ts";
import { minCandles } from "../candle-contract.ts";
import { makeCandleSet } from "../candle-set.ts";
import { joinable, joinShorter, smallestStep } from "./join-shorter.ts";
import { selectWindow } from "../parse-candles.ts";
import { readHistoryFile } from "./read-history-file.ts";
import { standInOf } from "../stand-in.ts";

/** How the reader is made. */
export interface CollectedHistoryOptions {
  readonly objects: Pick<ObjectStore, "list" | "readPart">;
  /** Bytes that are read first, enough for a day of five minutes. Default 64 KiB. */
  readonly firstPartBytes?: number;
  /** Bytes that are read at most for one window. Default 2 MiB, a month of minutes: parsing more would hold everything up. */
  readonly maxBytes?: number;
}

/** The history stands in only if its last candle closed no longer than this before the window's end. */
const reachesWithinSeconds = 15 * 60;

/** Both spellings of the provider that the platform's folders have. */
const providerFolders = ["COINBASE", "coinbase"];

/**
 * Makes a reader of closed candles from what the platform has collected in its bucket: the newest object under
 * `COINBASE/{product_id}/historical/`, or `coinbase/...`, lines of CSV (see `parseHistory`) oldest or newest first.
 *
 * It gives candles that keep the contract, or throws a ServiceError that says why there are none: `CANDLES_UNAVAILABLE`
 * (retryable) where nothing is there, can be read, is of the wanted length or reaches to the present, else what
 * `makeCandleSet` throws.
 */
export function createCollectedHistory(
  options: CollectedHistoryOptions,
): (query: CandleQuery, deadline: Deadline) => Promise<CandleSet> {
  const { objects, firstPartBytes = 65_536, maxBytes = 2_097_152 } = options;

  return async (query, { signal }) => {
    const folders = providerFolders.map((provider) => `${provider}/${query.productId}/historical/`);
    const found = await reading(signal, Promise.all(folders.map((folder) => findNewest(objects.list(folder, signal)))));
    const object = newestOf(found);
    if (object === null) throw unavailable(`no object under ${folders.join(" or ")}`);

    const { startSeconds } = query;
    const parts = { objects, startSeconds, signal, firstPartBytes, maxBytes };
    const rows = await reading(signal, readHistoryFile(object, parts));
    if (rows === null) throw unavailable(`${object.key} holds the window beyond the ${maxBytes} bytes that are read`);
    const lengthSeconds = granularitySeconds[query.granularity];
    const joined = joinShorter(rows.candles, query.granularity, startSeconds - (startSeconds % lengthSeconds));
    const closed = joined.filter((row) => wasClosed(row, query, object));
    // Shorter candles reach further than what is joined of them: to five to nine, of which there is no hour yet.
    if (joined === rows.candles) assertFresh(object.key, closed, query);
    else assertFresh(object.key, rows.candles, query, smallestStep(joinable(rows.candles)));
    assertFitting(object.key, selectWindow(closed, query), query);
    const source = { origin: "history", standIn: standInOf(object.key) } as const;
    return { ...makeCandleSet({ candles: closed, decimals: rows.decimals }, query, source), objectKey: object.key };
  };
}

/** The newest of many objects, none of which is kept but that one. Placeholders of folders are none, and empty ones hold nothing. */
async function findNewest(objects: AsyncIterable<StoredObject>): Promise<StoredObject | null> {
  let newest: StoredObject | null = null;
  for await (const object of objects) {
    if (object.sizeBytes > 0) newest = newestOf([newest, object]);
  }
  return newest;
}

/** Of objects of the same second the one whose key, usually a date, is the greater. */
function newestOf(objects: readonly (StoredObject | null)[]): StoredObject | null {
  return objects.reduce((newest, object) => {
    if (newest === null || object === null) return newest ?? object;
    if (object.lastModifiedMs !== newest.lastModifiedMs)
      return object.lastModifiedMs > newest.lastModifiedMs ? object : newest;
    return object.key > newest.key ? object : newest;
  }, null);
}

/** A row that was written before its candle closed says only a part of it. */
function wasClosed({ start }: Candle, { granularity, endSeconds }: CandleQuery, object: StoredObject): boolean {
  if (Number.isNaN(start)) return true;
  const closedAt = start + granularitySeconds[granularity];
  return closedAt <= endSeconds && closedAt * 1_000 <= object.lastModifiedMs;
}

function assertFresh(
  key: string,
  closed: readonly Candle[],
  { granularity, endSeconds }: CandleQuery,
  lengthSeconds: number = granularitySeconds[granularity],
): void {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { start } of closed) if (start > newest) newest = start;
  if (newest === Number.NEGATIVE_INFINITY) throw unavailable(`${key} holds no closed candle`);
  const agoSeconds = endSeconds - (newest + lengthSeconds);
  if (agoSeconds > reachesWithinSeconds) {
    throw unavailable(`${key} ends ${agoSeconds} seconds before the window does, more than ${reachesWithinSeconds}`);
  }
}

function assertFitting(key: string, candles: readonly Candle[], { granularity }: CandleQuery): void {
  if (candles.length < minCandles) {
    throw unavailable(`${key} holds ${candles.length} candles of the window, fewer than ${minCandles}`);
  }
  const intervalSeconds = granularitySeconds[granularity];
  const stepSeconds = smallestStep(candles);
  if (stepSeconds !== intervalSeconds) {
    throw unavailable(`${key} holds candles ${stepSeconds} seconds apart, ${intervalSeconds} are wanted`);
  }
}

/** Reading can fail in the SDK's own ways; the caller needs to know what it lacks. */
async function reading<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw unavailable("the time was up", error);
    const name = errorCodeOf(error) ?? (error instanceof Error ? error.name : typeof error);
    throw unavailable(`the bucket can't be read (${name})`, error);
  }
}

function unavailable(message: string, cause?: unknown): ServiceError {
  return new ServiceError("CANDLES_UNAVAILABLE", message, { cause, retryable: true });
}
