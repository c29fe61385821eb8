import type { Clock, Random, Sleep } from "../platform/clock.ts";
import { type ServiceError, toServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { withRetries } from "../platform/http/retry.ts";
import { answerWithin } from "./answer-within.ts";
import { type Budget, billedOf, free, nothing, type PaidCall, reserveCall } from "./budget.ts";
import { reportAnswer, reportFailure, usageOf } from "./attempt-report.ts";
import type { GeneratedText, ModelAttempt } from "./generated-text.ts";
import type { ModelAnswer, ModelPrompt, ModelProvider } from "./model-provider.ts";
import { modelsFailed, notConfigured } from "./models-failed.ts";
import { createProviderBreaker, type ProviderBreaker, type ProviderBreakerOptions } from "./provider-breaker.ts";

/** What the manager works with. */
export interface LLMManagerOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Measures latency and rests. Default `Date.now`. */
  readonly clock?: Clock | undefined;
  /** When a failing provider is left alone. Default: 30 s after 5 failures in a row. */
  readonly breaker?: Omit<ProviderBreakerOptions, "clock"> | undefined;
  /** Milliseconds for all providers together where a caller does not say how many are left. Default 60 000. */
  readonly defaultTimeMs?: number | undefined;
  /** Most milliseconds for one answer of a provider that says nothing of its own. Default 30 000. */
  readonly maxAnswerMs?: number | undefined;
  /** What the calls may take. Default: as much as they do. */
  readonly budget?: Budget | undefined;
  /** Waits and rolls the dice between rounds. Default: the real ones. */
  readonly sleep?: Sleep | undefined;
  readonly random?: Random | undefined;
}

/**
 * A hosted model writes 200 tokens in 2 to 10 s, and the most that it may write in 25 s. What takes longer hangs, and a
 * reader is served better by the next provider or the plain insight.
 */
const defaultMaxAnswerMs = 30_000;

/** Where nobody answered there is a second round, after a pause of at most 1 s: as much as the SDK of AWS gives throttling. */
const rounds = { attempts: 2, baseMs: 1_000, capMs: 1_000 } as const;

/** Whoever was throttled is not asked again at once, whatever the dice say: a quarter of a second at least. */
const minPauseShare = 0.25;

/** A failure that came this fast may be over as fast: throttling, a restart, a lost connection. */
const passingFailureMs = 5_000;

/** What bounds one text. */
export interface GenerateOptions {
  readonly signal: AbortSignal;
  /** Milliseconds left for this text, asked before each provider. */
  readonly remainingMs?: (() => number) | undefined;
  /** Takes the lines about this text, with the request's ids on them. Default: the manager's own. */
  readonly logger?: Logger | undefined;
  /** The prompt type's name, for a provider that keeps books by it. */
  readonly promptName?: string | undefined;
}

interface Candidate {
  readonly provider: ModelProvider;
  readonly breaker: ProviderBreaker;
}

/** A text being generated: what its attempts share. */
interface Generation {
  readonly prompt: ModelPrompt;
  readonly signal: AbortSignal;
  readonly remainingMs: () => number;
  readonly logger: Logger;
  readonly promptName: string | undefined;
  readonly startedAt: number;
  readonly attempts: ModelAttempt[];
  /** Whom the next round asks. */
  readonly toAsk: Candidate[];
}

/**
 * Gets a text from the first provider that answers, in order of preference. It keeps nothing but each provider's breaker,
 * and makes no call before the first prompt.
 */
export class LLMManager {
  readonly #candidates: readonly Candidate[];
  readonly #options: LLMManagerOptions;
  readonly #clock: Clock;

  constructor(providers: readonly ModelProvider[], options: LLMManagerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    const breaker = { ...options.breaker, clock: this.#clock };
    this.#candidates = providers.map((provider) => ({ provider, breaker: createProviderBreaker(breaker) }));
  }

  /**
   * Asks the providers in order. Each gets an equal share of the time that is left for it and those after it, but no more
   * than an answer of it may take; a provider that rests is skipped and its share goes to the others.
   *
   * Where none answered, those whose failure may have passed are asked once more after a pause: a throttled provider costs
   * no time while another is ready, and is not given up where none is.
   *
   * @throws ServiceError `MODELS_FAILED`, with the attempts in `details.attempts`: no provider answered, or the signal
   * aborted. `DAILY_LIMIT_REACHED`, likewise: none was asked, because it would have been too much for the day.
   * `MODEL_NOT_CONFIGURED`: there is none to ask.
   */
  async generate(prompt: ModelPrompt, options: GenerateOptions): Promise<GeneratedText> {
    const { signal, promptName, logger = this.#options.logger } = options;
    if (this.#candidates.length === 0) throw notConfigured();
    const { random = Math.random } = this.#options;
    const startedAt = this.#clock();
    const endsAt = startedAt + (this.#options.defaultTimeMs ?? 60_000);
    const remainingMs = () => options.remainingMs?.() ?? endsAt - this.#clock();
    const toAsk = [...this.#candidates];
    const generation: Generation = { prompt, signal, remainingMs, logger, promptName, startedAt, attempts: [], toAsk };
    return await withRetries(() => this.#askInOrder(generation), {
      policy: rounds,
      deadline: { signal, remainingMs },
      isWorthRetrying: () => toAsk.length > 0,
      sleep: this.#options.sleep,
      random: () => Math.max(minPauseShare, random()),
    });
  }

  async #askInOrder(generation: Generation): Promise<GeneratedText> {
    const { signal, remainingMs, attempts, toAsk } = generation;
    const asked = toAsk.splice(0);
    for (const [index, candidate] of asked.entries()) {
      const leftMs = remainingMs();
      if (signal.aborted || leftMs <= 0)
        throw modelsFailed(generation.attempts, { reason: "the time was up", cause: signal.reason });
      if (this.#isSkipped(candidate, generation)) continue;
      const ready = asked.slice(index).filter(({ breaker }) => breaker.rest() === null);
      const generated = await this.#attempt(candidate, generation, leftMs / Math.max(1, ready.length));
      if (generated !== null) return generated;
      if (mayHavePassed(attempts.at(-1)) && candidate.breaker.rest() === null) toAsk.push(candidate);
    }
    throw modelsFailed(attempts, { reason: null, cause: signal.reason });
  }

  #isSkipped({ provider, breaker }: Candidate, { attempts, logger }: Generation): boolean {
    const rest = breaker.rest();
    if (rest === null) return false;
    const why = rest.asked === true ? "as it asked" : `after ${rest.failuresInRow} failures in a row`;
    const message = `Skipped for another ${rest.remainingMs} ms ${why}`;
    const error = { code: rest.lastCode, message };
    attempts.push({ provider: provider.name, model: provider.model, latencyMs: 0, error, skipped: true });
    logger.info("provider_skipped", { provider: provider.name, model: provider.model, ...rest });
    return true;
  }

  async #attempt(candidate: Candidate, generation: Generation, timeMs: number): Promise<GeneratedText | null> {
    const { provider } = candidate;
    const maxMs = provider.maxAnswerMs ?? this.#options.maxAnswerMs ?? defaultMaxAnswerMs;
    const shareMs = Math.min(timeMs, maxMs);
    const { prompt, signal, promptName } = generation;
    const call = this.#options.budget === undefined ? free : await this.#reserve(provider, generation, shareMs);
    if (call === null) return null;
    if (signal.aborted) {
      await call.settle(nothing);
      throw modelsFailed(generation.attempts, { reason: "the time was up", cause: signal.reason });
    }
    const startedAt = this.#clock();
    let answer: ModelAnswer;
    try {
      answer = await answerWithin(provider, prompt, { signal, shareMs, promptName });
    } catch (thrown) {
      const error = toServiceError(thrown);
      const latencyMs = this.#clock() - startedAt;
      await call.settle(billedOf(error, signal.aborted || latencyMs >= Math.floor(shareMs)));
      const usage = usageOf(error);
      generation.attempts.push({
        provider: provider.name,
        model: provider.model,
        latencyMs,
        error: { code: error.code, message: error.message },
        ...(usage === undefined ? {} : { usage }),
      });
      if (!wasCancelled(signal)) this.#failed(candidate, generation, error, latencyMs);
      return null;
    }
    const endedAt = this.#clock();
    await call.settle(answer.usage);
    return this.#succeeded(candidate, generation, answer, { startedAt, endedAt });
  }

  /** Null where the call may not be made: nobody's failure, so that the provider's breaker learns nothing of it. */
  async #reserve(provider: ModelProvider, generation: Generation, maxMs: number): Promise<PaidCall | null> {
    const { signal, prompt, attempts, logger } = generation;
    const { budget, metrics } = this.#options;
    const onUnsettled = (error: unknown): void => logger.warn("model_call_not_settled", { error });
    try {
      return await reserveCall(budget, provider, prompt, { maxMs, signal, onUnsettled });
    } catch (thrown) {
      const { code, message } = toServiceError(thrown);
      const named = { provider: provider.name, model: provider.model };
      attempts.push({ ...named, latencyMs: 0, error: { code, message }, skipped: true });
      if (code === "DAILY_LIMIT_REACHED") metrics.record("DailyLimitReached", 1);
      logger.warn("model_call_not_reserved", { ...named, error: thrown });
      return null;
    }
  }

  #succeeded(
    { provider, breaker }: Candidate,
    { attempts, logger, startedAt }: Generation,
    answer: ModelAnswer,
    attempt: { readonly startedAt: number; readonly endedAt: number },
  ): GeneratedText {
    breaker.recordSuccess();
    const latencyMs = attempt.endedAt - attempt.startedAt;
    attempts.push({ provider: provider.name, model: provider.model, latencyMs });
    const { metrics } = this.#options;
    reportAnswer(provider, answer.usage, { logger, metrics, latencyMs });
    if (attempts[0]?.provider !== provider.name) metrics.record("Failovers", 1);
    return {
      text: answer.text,
      provider: provider.name,
      model: answer.model,
      usage: answer.usage,
      latencyMs: attempt.endedAt - startedAt,
      attempts,
    };
  }

  #failed({ provider, breaker }: Candidate, { logger }: Generation, error: ServiceError, latencyMs: number): void {
    breaker.recordFailure(error.code, error.retryAfterMs ?? 0);
    reportFailure(provider, error, { logger, metrics: this.#options.metrics, latencyMs });
  }
}

/** A caller's own cancelling is nobody's failure; its time running out while a provider works is the provider's. */
function wasCancelled(signal: AbortSignal): boolean {
  const reason: unknown = signal.reason;
  return signal.aborted && !(reason instanceof Error && reason.name === "TimeoutError");
}

function mayHavePassed(attempt: ModelAttempt | undefined): boolean {
  return attempt?.error?.code === "MODEL_UNAVAILABLE" && attempt.latencyMs < passingFailureMs;
}
