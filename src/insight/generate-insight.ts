import { computeFeatures } from "../features/index.ts";
import type { CandleSet, StandIn } from "../market/candle.ts";
import { assertEnoughCandles } from "../market/candle-contract.ts";
import type { Deadline } from "../platform/deadline.ts";
import { isServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import { finishGeneration, noFacts } from "./finish-generation.ts";
import type { Generation, GenerationFacts } from "./generation.ts";
import type { InsightRequest } from "./insight-request.ts";
import { newestCloseOf } from "./text-age.ts";
import type { InsightPorts } from "./ports.ts";
import { writeRefusal } from "./refusal.ts";
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
  const { figures } = promptType;
  const { granularity, windowSeconds } = promptType.candles;
  let market: GenerationFacts["market"] = null;
  let standIn: StandIn | null = null;
  try {
    const query = { productId, granularity, startSeconds: asOf - windowSeconds, endSeconds: asOf };
    const set = await ports.fetchCandles(query, deadline);
    stopwatch.lap("candles");
    market = marketFacts(set);
    standIn = set.standIn ?? null;
    logger.info("candles_fetched", market);
    if (set.origin === "history") ports.metrics.record("HistoryFallbacks", 1);
    assertEnoughCandles(productId, set, granularity, ports.clock() / 1_000);
    ports.metrics.record("CandleAge", set.windowEnd - set.asOf);

    const { candles, earlier, decimals, expectedCount } = set;
    const known = earlier === undefined ? candles : [earlier, ...candles];
    const features = computeFeatures(known, { asOf: set.windowEnd, granularity, expectedCount, decimals, figures });
    stopwatch.lap("features");
    logger.info("figures_computed", { ...features });
    const prompt = promptType.render(productId, features);
    stopwatch.lap("prompt");

    const task = { productId, maxWords: promptType.maxWords, features, prompt };
    const written = await writeText(task, ports.model, { deadline, logger, metrics: ports.metrics });
    stopwatch.lap("model");
    const last = written.outcome === "insight" ? written.answers.at(-1) : undefined;
    const footed = { productId, outcome: written.outcome, asOf: newestCloseOf(market, granularity) ?? asOf, standIn };
    return finishGeneration(written.text, footed, {
      market,
      features,
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

function marketFacts(set: CandleSet): NonNullable<GenerationFacts["market"]> {
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
