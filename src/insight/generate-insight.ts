import { type Features, joinFeatures } from "../features/index.ts";
import { type CandleSet, granularitySeconds, type StandIn } from "../market/candle.ts";
import { assertEnoughCandles, minCandles } from "../market/candle-contract.ts";
import type { Deadline } from "../platform/deadline.ts";
import { isServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { SeriesWanted } from "../prompts/prompt-type.ts";
import {
  computeSeries,
  describeMarkets,
  type FetchedSeries,
  fetchSeries,
  marketFacts,
  type SeriesOf,
} from "./fetch-series.ts";
import { finishGeneration, noFacts } from "./finish-generation.ts";
import type { Generation, GenerationFacts } from "./generation.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";
import { writeRefusal } from "./refusal.ts";
import { subjectOf } from "./subject-of.ts";
import { writeText } from "./write-text.ts";

/** What a generation works with. */
export type GenerationPorts = Pick<InsightPorts, "fetchCandles" | "model" | "metrics" | "clock">;

/**
 * Makes the text for a request from the candles that had closed by `asOf` (UNIX seconds): candles, figures, prompt, model,
 * check. What keeps a market from being described (unknown product, too few candles, stale, candles that can't be used)
 * becomes an explained refusal.
 *
 * @param asOf the window's end; the text is as of the close of its newest candle, which may be earlier.
 * @throws ServiceError when the candles can't be had.
 */
export async function generateInsight(
  request: InsightRequest,
  asOf: number,
  ports: GenerationPorts,
  { deadline, logger }: { deadline: Deadline; logger: Logger },
): Promise<Generation> {
  const stopwatch = createStopwatch(ports.clock);
  const { productId, promptType } = request;
  let market: GenerationFacts["market"] = null;
  let standIn: StandIn | null = null;
  try {
    const fetched = await fetchSeries(productId, promptType.series, asOf, { ...ports, deadline });
    stopwatch.lap("candles");
    const [{ set, wanted }] = fetched;
    market = describeMarkets(fetched);
    standIn = fetched.find((series) => series.set.standIn !== undefined)?.set.standIn ?? null;
    noteCandles(fetched, ports, logger);
    assertEnough(productId, fetched, ports.clock() / 1_000);
    ports.metrics.record("CandleAge", set.windowEnd - set.asOf);

    const computed = fetched.map((series) => computeSeries(series));
    const features = joinFeatures(computed);
    stopwatch.lap("features");
    for (const each of computed) logger.info("figures_computed", { ...each });
    const prompt = promptType.render(productId, features);
    stopwatch.lap("prompt");

    const task = { ...subjectOf(promptType, productId, features), prompt, promptName: promptType.name };
    const written = await writeText(task, ports.model, { deadline, logger, metrics: ports.metrics });
    stopwatch.lap("model");
    const last = written.outcome === "insight" ? written.answers.at(-1) : undefined;
    const footed = { productId, outcome: written.outcome, asOf: newestClose(set, wanted) ?? asOf, standIn };
    return finishGeneration(written.text, footed, {
      market,
      features: featuresByName(fetched, computed),
      prompt_text: prompt.user,
      system_text: prompt.system,
      provider: last?.provider ?? null,
      model: last?.model ?? null,
      usage: written.usage,
      attempts: written.attempts,
      answers: written.answers,
      grounding: written.verdict,
      reason: written.reason,
      timings_ms: stopwatch.laps,
    });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const refusal = writeRefusal(productId, error.code);
    if (refusal === null) throw error;
    logger.info("request_refused", { code: error.code, reason: error.message });
    const footed = { productId, outcome: "refusal", asOf: Math.floor(ports.clock() / 1_000), standIn } as const;
    const reason = { code: error.code, message: error.message };
    return finishGeneration(refusal, footed, { ...noFacts, market, reason, timings_ms: stopwatch.laps });
  }
}

function noteCandles(
  fetched: SeriesOf<FetchedSeries>,
  { metrics }: Pick<GenerationPorts, "metrics">,
  logger: Logger,
): void {
  const [, ...others] = fetched;
  for (const { wanted, set } of fetched) {
    const name = others.length === 0 ? {} : { series: wanted.name };
    logger.info("candles_fetched", { ...name, ...marketFacts(set) });
  }
  if (fetched.some(({ set }) => set.origin === "history")) metrics.record("HistoryFallbacks", 1);
}

/** A further series may be short: a product that was listed yesterday has a day, and no week. */
function assertEnough(productId: string, [first, ...others]: SeriesOf<FetchedSeries>, nowSeconds: number): void {
  assertEnoughCandles(productId, first.set, first.wanted.granularity, nowSeconds);
  for (const { set, wanted } of others) {
    if (set.candles.length >= minCandles) assertEnoughCandles(productId, set, wanted.granularity, nowSeconds);
  }
}

function featuresByName(fetched: SeriesOf<FetchedSeries>, computed: readonly Features[]): GenerationFacts["features"] {
  const [only, ...others] = computed;
  if (only === undefined || others.length === 0) return only ?? null;
  return Object.fromEntries(computed.map((features, index) => [fetched[index]?.wanted.name ?? "", features]));
}

/** When the newest candle closed, UNIX seconds; null where there is none. */
function newestClose({ candles }: CandleSet, { granularity }: SeriesWanted): number | null {
  const newest = candles.at(-1);
  return newest === undefined ? null : newest.start + granularitySeconds[granularity];
}

function createStopwatch(clock: () => number): { readonly laps: Record<string, number>; lap(name: string): void } {
  const laps: Record<string, number> = {};
  let startedAt = clock();
  return {
    laps,
    lap(name) {
      const now = clock();
      laps[name] = now - startedAt;
      startedAt = now;
    },
  };
}
