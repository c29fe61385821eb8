import type { FetchCandles } from "../../../insight/ports.ts";
import {
  asOfSeconds,
  type CandleQuery,
  type CandleSet,
  expectedCount,
  granularitySeconds,
} from "../../../market/candle.ts";
import { makeCandleSet } from "../../../market/candle-set.ts";
import { isServiceError, ServiceError } from "../../../platform/errors.ts";
import type { PromptType, SeriesWanted } from "../../../prompts/prompt-type.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import { type RecordedSeries, readRecordedSeries } from "./recorded-series.ts";
import { followedMoves, nameCase, type ReplayCase } from "./replay-case.ts";
import { writeFromCandles } from "./write-from-candles.ts";

/** The service asks for whole pages: what they hold from before the window proves that it is covered. */
const candlesPerPage = 300;

/**
 * Makes cases of recorded days: one at each multiple of `everySeconds` whose windows the files hold, or one at the end of files
 * that are shorter than that.
 *
 * @throws UsageError for files that can't serve the prompts.
 */
export async function marketCases(
  paths: readonly string[],
  promptTypes: readonly PromptType[],
  everySeconds: number,
): Promise<readonly ReplayCase[]> {
  const all = await Promise.all(paths.map(readRecordedSeries));
  const byProduct = Map.groupBy(all, ({ productId }) => productId);
  return [...byProduct].flatMap(([productId, series]) => {
    const wanted = promptTypes.flatMap((promptType) => promptType.series);
    for (const { granularity } of wanted) pick(series, granularity);
    const finest = series.reduce((one, other) => (other.intervalSeconds < one.intervalSeconds ? other : one));
    const fetchCandles = fetchRecorded(series);
    return momentsOf(series, wanted, everySeconds).map((atSeconds): ReplayCase => {
      const named = nameCase(productId, atSeconds);
      return {
        ...named,
        followed: followedMoves(atSeconds, (seconds) => finest.closeAt(seconds)),
        fits: () => true,
        write: async (promptType, model) => await writeFromCandles(named, promptType, model, fetchCandles),
      };
    });
  });
}

/** Gives the candles of files at their true times. */
export function fetchRecorded(series: readonly RecordedSeries[]): FetchCandles {
  return async (query) => readWindow(pick(series, query.granularity), query);
}

/** The file whose candles are as long, else the one that the fewest must be joined of. */
function pick(series: readonly RecordedSeries[], granularity: CandleQuery["granularity"]): RecordedSeries {
  const seconds = granularitySeconds[granularity];
  const able = series.filter(({ intervalSeconds }) => seconds % intervalSeconds === 0);
  const best = able.toSorted((one, other) => other.intervalSeconds - one.intervalSeconds)[0];
  if (best !== undefined) return best;
  const held = series.map(({ path, intervalSeconds }) => `${path} has candles of ${intervalSeconds} s`).join("; ");
  throw new UsageError(`--market: no file can serve ${granularity} candles of ${series[0]?.productId ?? ""}: ${held}`);
}

function readWindow(series: RecordedSeries, query: CandleQuery): CandleSet {
  const pages = Math.ceil(expectedCount(query) / candlesPerPage);
  const startSeconds = query.endSeconds - pages * candlesPerPage * granularitySeconds[query.granularity];
  try {
    return makeCandleSet(series.slice({ ...query, startSeconds }), query, {
      origin: "coinbase",
      standIn: series.standIn,
    });
  } catch (error) {
    if (!isServiceError(error) || !error.code.startsWith("CANDLE_")) throw error;
    // As the client of Coinbase calls candles that can't be used: the service then explains that there is no insight.
    throw new ServiceError("MARKET_UNUSABLE", error.message, { cause: error });
  }
}

/** No moment lies beyond any file's last candle: there a series would be stale. */
function momentsOf(
  series: readonly RecordedSeries[],
  wanted: readonly SeriesWanted[],
  everySeconds: number,
): readonly number[] {
  const used = wanted.map((each) => ({ ...each, file: pick(series, each.granularity) }));
  const last = Math.min(...used.map(({ file }) => file.lastSeconds));
  const first = Math.max(...used.map(({ file, windowSeconds }) => file.firstSeconds + windowSeconds));
  const from = Math.ceil(first / everySeconds) * everySeconds;
  const count = Math.max(0, Math.floor((last - from) / everySeconds) + 1);
  const moments = Array.from({ length: count }, (_, index) => from + index * everySeconds).filter((moment) =>
    used.every(({ file, granularity, windowSeconds }) => {
      const end = asOfSeconds(moment * 1_000, granularity);
      return file.holds(end - windowSeconds, end);
    }),
  );
  return moments.length > 0 ? moments : [last];
}
