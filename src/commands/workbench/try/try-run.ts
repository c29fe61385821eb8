import { generateInsight } from "../../../insight/generate-insight.ts";
import type { FetchCandles, TextModel } from "../../../insight/ports.ts";
import { asOfSeconds, type CandleQuery, type CandleSet } from "../../../market/candle.ts";
import type { Clock } from "../../../platform/clock.ts";
import type { Logger } from "../../../platform/logger.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import { requestDeadline, silentMetrics } from "../../replay/cases/silent-work.ts";
import { formatStep } from "../../start/story.ts";

/** A text that is tried. */
export interface Trial {
  readonly id: string;
  readonly productId: string;
  readonly promptType: PromptType;
  readonly model: TextModel;
  readonly fetchCandles: FetchCandles;
  /** When it is written, milliseconds since the UNIX epoch. */
  readonly atMs: number;
  /** Measures how long the steps take. */
  readonly clock: Clock;
  /** Takes each step as it happens. */
  readonly onStep: (text: string) => void;
}

/**
 * Writes a text by the service's own use case and posts nothing. Gives what its receipt would hold.
 *
 * @throws ServiceError where the candles can't be had.
 */
export async function tryOnce(trial: Trial): Promise<Readonly<Record<string, unknown>>> {
  const { id, productId, promptType, model, fetchCandles, atMs, clock, onStep } = trial;
  using deadline = requestDeadline();
  const startedAtMs = clock();
  const logger = stepLogger({ correlation_id: id, product_id: productId }, onStep);
  const { outcome, text, facts } = await generateInsight(
    { correlationId: id, productId, promptType, channel: "trial", message: null },
    asOfSeconds(atMs, promptType.series[0].granularity),
    // The market is that of the moment, and the time that passes is real.
    { fetchCandles, model, metrics: silentMetrics, clock: () => atMs + clock() - startedAtMs },
    { deadline, logger },
  );
  const timings = { ...Object(facts["timings_ms"]), total: clock() - startedAtMs };
  return {
    ...facts,
    correlation_id: id,
    product_id: productId,
    prompt: promptType.name,
    prompt_version: promptType.version,
    received_at: new Date(startedAtMs).toISOString(),
    outcome,
    insight: text,
    delivered: null,
    timings_ms: timings,
  };
}

/** Fetches each window once, so that what is compared is written from the same candles. */
export function fetchOnce(
  fetchCandles: FetchCandles,
  onSet: (query: CandleQuery, set: CandleSet) => void,
): FetchCandles {
  const fetched = new Map<string, Promise<CandleSet>>();
  return async (query, deadline) => {
    const name = JSON.stringify(query);
    const known = fetched.get(name) ?? fetchCandles(query, deadline);
    fetched.set(name, known);
    const set = await known;
    onSet(query, set);
    return set;
  };
}

/** Tells the lines of a log as `npm start` tells them. */
function stepLogger(fields: Readonly<Record<string, unknown>>, onStep: (text: string) => void): Logger {
  const tell = (event: string, more: Readonly<Record<string, unknown>> = {}): void => {
    const { error } = more;
    const described = error instanceof Error ? { error: { message: error.message } } : {};
    const step = formatStep(JSON.stringify({ event, ...fields, ...more, ...described }));
    if (step !== null) onStep(step.trim().replace(/^\S+ +\S+ +/, ""));
  };
  return {
    debug: tell,
    info: tell,
    warn: tell,
    error: tell,
    child: (more) => stepLogger({ ...fields, ...more }, onStep),
  };
}
