import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import * as z from "zod/mini";
import { aggregateCandles } from "../../../market/history/aggregate-candles.ts";
import {
  type Candle,
  type CandleQuery,
  granularitySeconds,
  isGranularity,
  type StandIn,
} from "../../../market/candle.ts";
import { assertSoundCandles } from "../../../market/candle-contract.ts";
import { parseCandles } from "../../../market/parse-candles.ts";
import { marketDecimals } from "../../../market/shown-decimals.ts";
import { parseJson } from "../../../platform/http/http.ts";
import { UsageError } from "../../kit/parse-command-line.ts";

/** The candles of a file at their true times. */
export interface RecordedSeries {
  readonly path: string;
  readonly productId: string;
  /** Length of its candles: only multiples of it can be served. */
  readonly intervalSeconds: number;
  readonly standIn: StandIn | undefined;
  /** When its first candle starts and its last one closes, UNIX seconds. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  /** Whether all of a time was recorded; of a file that does not say so, it is taken for granted. UNIX seconds. */
  holds(startSeconds: number, endSeconds: number): boolean;
  /** The price by a time, UNIX seconds: of a candle that closed then or at most half an hour before; null without one. */
  closeAt(seconds: number): number | null;
  /** The candles of a time, oldest first, and the decimals that they show. Nothing from its end on is looked at. */
  slice(query: CandleQuery): { readonly candles: readonly Candle[]; readonly decimals: number };
}

const recordedSchema = z.object({
  recorded: z.object({
    product_id: z.string(),
    granularity: z.string(),
    held: z.array(z.object({ start: z.number(), end: z.number() })),
    stand_in: z.optional(z.enum(["synthetic", "replayed"])),
  }),
});
const productOfFileName = /^([A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){1,3})\./;
const minCandles = 5;
const maxAgeSeconds = 1_800;

/**
 * Reads a file in Coinbase's response format. Its product is the one that it names, else the one that its name begins with.
 *
 * @throws UsageError that names the file and what is wrong with it.
 */
export async function readRecordedSeries(path: string): Promise<RecordedSeries> {
  const text = await readText(path);
  const recorded = recordedSchema.safeParse(parseJson(text)).data?.recorded;
  const productId = recorded?.product_id ?? productOfFileName.exec(basename(path))?.[1];
  if (productId === undefined) {
    throw new UsageError(`--market ${path} names no product: call it like BTC-USD.FIVE_MINUTE.json`);
  }
  const { candles, decimals } = readSound(path, text);
  const [first, last] = [candles[0], candles.at(-1)];
  if (first === undefined || last === undefined || candles.length < minCandles) {
    throw new UsageError(`--market ${path} holds ${candles.length} candles; at least ${minCandles} are needed`);
  }
  const told = recorded?.granularity ?? "";
  const intervalSeconds = isGranularity(told) ? granularitySeconds[told] : smallestDistance(candles);
  const byLength = new Map<number, readonly Candle[]>([[intervalSeconds, candles]]);

  function ofLength(seconds: number): readonly Candle[] {
    const known = byLength.get(seconds);
    if (known !== undefined) return known;
    // A first one that the file does not fill would tell of less than its time.
    const made = aggregateCandles(candles, seconds).filter(({ start }) => start >= (first?.start ?? 0));
    byLength.set(seconds, made);
    return made;
  }

  return {
    path,
    productId,
    intervalSeconds,
    standIn: recorded?.stand_in,
    firstSeconds: first.start,
    lastSeconds: last.start + intervalSeconds,
    holds: (start, end) => recorded?.held.some((span) => span.start <= start && end <= span.end) ?? true,
    closeAt(seconds) {
      const newest = candles[indexOf(candles, seconds - intervalSeconds + 1) - 1];
      const isRecent = newest !== undefined && newest.start + intervalSeconds >= seconds - maxAgeSeconds;
      return isRecent && seconds <= last.start + intervalSeconds ? newest.close : null;
    },
    slice({ granularity, startSeconds, endSeconds }) {
      const shown = decimals.slice(indexOf(candles, startSeconds), indexOf(candles, endSeconds));
      const all = ofLength(granularitySeconds[granularity]);
      return {
        candles: all.slice(indexOf(all, startSeconds), indexOf(all, endSeconds)),
        decimals: marketDecimals(shown),
      };
    },
  };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`--market ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Sorted, of several rows for one start the one with the most volume, as the service takes it. */
function readSound(
  path: string,
  text: string,
): { readonly candles: readonly Candle[]; readonly decimals: readonly number[] } {
  try {
    const { candles, decimalsOfRows } = parseCandles(text);
    const byStart = new Map<number, { readonly candle: Candle; readonly decimals: number }>();
    for (const [index, candle] of candles.entries()) {
      const before = byStart.get(candle.start)?.candle.volume ?? Number.NEGATIVE_INFINITY;
      if (candle.volume > before || Number.isNaN(candle.volume)) {
        byStart.set(candle.start, { candle, decimals: decimalsOfRows[index] ?? 0 });
      }
    }
    const rows = [...byStart.values()].toSorted((one, other) => one.candle.start - other.candle.start);
    const sorted = rows.map(({ candle }) => candle);
    assertSoundCandles(sorted, "ONE_MINUTE");
    return { candles: sorted, decimals: rows.map(({ decimals }) => decimals) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Coinbase answered 200/, "it is") : String(error);
    throw new UsageError(`--market ${path} holds no candles that can be used: ${reason}`);
  }
}

function smallestDistance(candles: readonly Candle[]): number {
  const distances = candles.slice(1).map(({ start }, index) => start - (candles[index]?.start ?? 0));
  return distances.reduce((smallest, distance) => Math.min(smallest, distance), Number.POSITIVE_INFINITY);
}

/** The index of the first candle that does not start before a time. */
function indexOf(candles: readonly Candle[], seconds: number): number {
  let [low, high] = [0, candles.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((candles[middle]?.start ?? Number.POSITIVE_INFINITY) < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
