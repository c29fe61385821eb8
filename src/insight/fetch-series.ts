import { computeFeatures, type Features, type FigureName } from "../features/index.ts";
import { type CandleSet, granularitySeconds } from "../market/candle.ts";
import type { Deadline } from "../platform/deadline.ts";
import { endTogether } from "../platform/end-together.ts";
import type { SeriesWanted } from "../prompts/prompt-type.ts";
import type { GenerationFacts, MarketFacts } from "./generation.ts";
import type { FetchCandles } from "./ports.ts";

/** A series of candles as it was wanted and as it came. */
export interface FetchedSeries {
  readonly wanted: SeriesWanted;
  readonly set: CandleSet;
}

/** The first series, and the others. */
export type SeriesOf<Each> = readonly [Each, ...Each[]];

/**
 * Fetches the candles of every series side by side. All end at the one moment `asOf` (UNIX seconds), or where the last of their
 * candles closed before it: half an hour past eight the hourly ones end at eight.
 *
 * @throws what `fetchCandles` throws for the first of them that fails; the others are ended.
 */
export async function fetchSeries(
  productId: string,
  series: SeriesOf<SeriesWanted>,
  asOf: number,
  { fetchCandles, deadline }: { readonly fetchCandles: FetchCandles; readonly deadline: Deadline },
): Promise<SeriesOf<FetchedSeries>> {
  const fetchOne = (wanted: SeriesWanted) => async (shared: Deadline) => {
    const { granularity, windowSeconds } = wanted;
    const endSeconds = asOf - (asOf % granularitySeconds[granularity]);
    const query = { productId, granularity, startSeconds: endSeconds - windowSeconds, endSeconds };
    return { wanted, set: await fetchCandles(query, shared) };
  };
  const [one, ...rest] = await endTogether(deadline, series.map(fetchOne));
  if (one === undefined) throw new RangeError("a prompt type has one series at least");
  return [one, ...rest];
}

/** What receipts say of the candles: of one series as it is, of several by their names. */
export function describeMarkets(fetched: SeriesOf<FetchedSeries>): NonNullable<GenerationFacts["market"]> {
  const [first, ...others] = fetched;
  if (others.length === 0) return marketFacts(first.set);
  return { series: Object.fromEntries(fetched.map(({ wanted, set }) => [wanted.name, marketFacts(set)])) };
}

/** What is known of the candles of one series. */
export function marketFacts(set: CandleSet): MarketFacts {
  return {
    source: set.standIn === undefined ? set.origin : `${set.origin} (${set.standIn})`,
    count: set.candles.length,
    expected: set.expectedCount,
    as_of: set.asOf,
    window_end: set.windowEnd,
    newest_start: set.candles.at(-1)?.start ?? null,
    sha256: set.sha256,
    ...(set.objectKey === undefined ? {} : { object_key: set.objectKey }),
    ...(set.fallbackReason === undefined ? {} : { fallback_reason: set.fallbackReason }),
    ...(set.notes === undefined ? {} : { notes: set.notes }),
  };
}

/** Computes figures of a series, by default those that its prompt wants. */
export function computeSeries(
  { set, wanted }: FetchedSeries,
  figures: readonly FigureName[] = wanted.figures,
): Features {
  const { candles, earlier, decimals, expectedCount, windowEnd, dayBeginSeconds = 0 } = set;
  const known = earlier === undefined ? candles : [earlier, ...candles];
  const context = { asOf: windowEnd, granularity: wanted.granularity, expectedCount, decimals, dayBeginSeconds };
  return computeFeatures(known, { ...context, figures });
}
