import type { TextModel, WrittenText } from "../../../insight/ports.ts";
import { defaultMaxOutputTokens } from "../../../llm/generation-limits.ts";
import { LLMManager } from "../../../llm/llm-manager.ts";
import type { ModelPrompt } from "../../../llm/model-provider.ts";
import { isServiceError, ServiceError } from "../../../platform/errors.ts";
import { requestDeadline, silentLogger, silentMetrics } from "../cases/silent-work.ts";
import { type AnswerCache, type AnswerKey, hashKey, type KeptAnswer } from "./answer-cache.ts";
import type { AskedModel } from "./model-choice.ts";
import type { AnswerQuestion } from "./recorded-answers.ts";
import type { Spending } from "./spending.ts";
import type { BilledTokens, TokenPrice } from "../../kit/measure/token-price.ts";

/** Whoever refuses this fast has written nothing. */
const quickFailureMs = 2_000;

/** Why a text was not finished: it is then no text of anybody. */
export type Halt = "not recorded" | "too dear" | "stopped";

/** Thrown in place of a request. */
class Halted extends Error {
  readonly why: Halt;

  constructor(why: Halt) {
    super(`No model was asked: ${why}`);
    this.name = "Halted";
    this.why = why;
  }
}

/** A model for one text, and what became of its requests. */
export interface TextSession {
  readonly model: TextModel;
  halt(): Halt | null;
  /** What failed that is no model's failure, such as a full disk; undefined where nothing did. */
  failure(): unknown;
  /** What decided the first answer, hashed; null where none was asked for. */
  firstKey(): string | null;
  /** Whether the latencies tell how fast the model is: a local one that does several things at once is slower. */
  isTimed(): boolean;
}

/** Opens the session of each text. */
export type OpenSession = (question: Omit<AnswerQuestion, "attempt">) => TextSession;

/** What the texts of a model share. */
export interface RememberingOptions {
  readonly cache: AnswerCache;
  /** Asks nobody. */
  readonly isOffline: boolean;
  readonly concurrency: number;
  readonly price: TokenPrice | null;
  readonly spending: Spending;
  /** Once it is aborted no request begins; those that have begun end. */
  readonly signal: AbortSignal;
  /** Called for each request that is sent to a model. */
  readonly onCall: () => void;
}

/**
 * Makes a model that is asked by the service's own manager, once for each question: what it answered is kept, and given again without a request.
 * A failure is never kept.
 */
export function createRememberingModel(asked: AskedModel, options: RememberingOptions): OpenSession {
  if (asked.kind === "plain") return () => sessionOf(() => Promise.reject(notConfigured()));
  if (asked.kind === "recorded") {
    return (question) =>
      sessionOf(async (_, attempt) => {
        const found = asked.find({ ...question, attempt });
        if (found === null) throw new Halted("not recorded");
        const { text, latencyMs, inputTokens, outputTokens } = found;
        const named = { provider: "recorded", model: asked.label, latencyMs };
        return { ...named, text, usage: { inputTokens, outputTokens }, attempts: [named], concurrency: 1 };
      });
  }
  const ask = createAsker(asked, options);
  return ({ repeat }) => {
    const { name: provider, model, settings = {} } = asked.provider;
    return sessionOf(async ({ system, user, ...rest }, attempt, note) => {
      const key = { provider, model, settings, system, user, attempt, repeat };
      const hash = hashKey(key);
      note(hash);
      return await ask(hash, key, { system, user, ...rest });
    }, provider);
  };
}

type Answer = (prompt: ModelPrompt, attempt: number, note: (hash: string) => void) => Promise<KeptAnswer>;

function sessionOf(answer: Answer, provider = ""): TextSession {
  let attempts = 0;
  let halted: Halt | null = null;
  let failure: unknown;
  let firstKey: string | null = null;
  let isTimed = true;
  return {
    halt: () => halted,
    failure: () => failure,
    firstKey: () => firstKey,
    isTimed: () => isTimed,
    model: {
      async generate(prompt) {
        attempts += 1;
        try {
          const kept = await answer(prompt, attempts, (hash) => (firstKey ??= hash));
          if (provider === "ollama" && kept.concurrency > 1) isTimed = false;
          return kept;
        } catch (error) {
          // The service turns every failure into a plain insight; these are none of a model.
          if (error instanceof Halted) halted = error.why;
          else if (!isServiceError(error)) failure = error;
          throw error;
        }
      },
    },
  };
}

function createAsker({ provider }: AskedModel & { readonly kind: "asked" }, options: RememberingOptions) {
  const { cache, isOffline, concurrency, price, spending, signal, onCall } = options;
  const counted = {
    ...provider,
    async answer(...request: Parameters<typeof provider.answer>) {
      onCall();
      return await provider.answer(...request);
    },
  };
  const manager = new LLMManager([counted], {
    logger: silentLogger,
    metrics: silentMetrics,
    // A rest would make plain insights of texts that nobody was asked for.
    breaker: { failureLimit: Number.POSITIVE_INFINITY },
  });
  const maxOutput = provider.settings?.["maxOutputTokens"];
  const maxOutputTokens = typeof maxOutput === "number" ? maxOutput : defaultMaxOutputTokens;
  const underWay = new Map<string, Promise<KeptAnswer>>();

  async function send(hash: string, key: AnswerKey, prompt: ModelPrompt): Promise<KeptAnswer> {
    const known = await cache.read(hash);
    if (known !== null) return known;
    if (isOffline) throw new Halted("not recorded");
    if (signal.aborted) throw new Halted("stopped");
    const reservation = spending.reserve(price, prompt, maxOutputTokens);
    if (reservation === null) throw new Halted("too dear");
    using deadline = requestDeadline();
    let billed: readonly BilledTokens[] = [];
    try {
      const { signal: ending } = deadline;
      const written = await manager.generate(prompt, { signal: ending, remainingMs: () => deadline.remainingMs() });
      billed = [written.usage, ...written.attempts.flatMap(({ usage }) => usage ?? [])];
      const kept = { ...withoutErrors(written), concurrency };
      await cache.write(hash, key, kept);
      return kept;
    } catch (error) {
      if (isServiceError(error) && error.code === "MODELS_FAILED") {
        billed = (error.details.attempts ?? []).flatMap((attempt) => attempt.usage ?? uncounted(attempt));
      }
      throw error;
    } finally {
      reservation.settle(billed);
    }
  }

  // Two prompts that read the same ask once.
  return async (hash: string, key: AnswerKey, prompt: ModelPrompt): Promise<KeptAnswer> => {
    const sending = underWay.get(hash) ?? send(hash, key, prompt).finally(() => underWay.delete(hash));
    underWay.set(hash, sending);
    return await sending;
  };
}

/** A model that was given up after a while may have been billed for what it read and wrote. */
function uncounted({ latencyMs }: { readonly latencyMs: number }): readonly BilledTokens[] {
  return latencyMs < quickFailureMs ? [] : [{ inputTokens: null, outputTokens: null }];
}

/** What is kept of an answer holds no failure: those were this run's. */
function withoutErrors(written: WrittenText): WrittenText {
  const attempts = written.attempts.map(({ provider, model, latencyMs, usage }) => ({
    provider,
    model,
    latencyMs,
    ...(usage === undefined ? {} : { usage }),
  }));
  return { ...written, attempts };
}

function notConfigured(): ServiceError {
  return new ServiceError("MODEL_NOT_CONFIGURED", "No model was asked: plain", { details: { attempts: [] } });
}
