import { LLMManager, type LLMManagerOptions } from "../../../src/llm/llm-manager.ts";
import { modelError } from "../../../src/llm/model-error.ts";
import type { ModelAnswer, ModelProvider } from "../../../src/llm/model-provider.ts";
import { captureTelemetry } from "../captured-telemetry.ts";

/** A provider that does what it is told, and counts how often it is asked. */
export interface ScriptedProvider extends ModelProvider {
  readonly calls: () => number;
}

/** Makes a provider from what it does; its model is its name with `-model`. */
export function providerOf(name: string, respond: ModelProvider["answer"]): ScriptedProvider {
  let calls = 0;
  return {
    name,
    model: `${name}-model`,
    calls: () => calls,
    answer: (given, options) => {
      calls += 1;
      return respond(given, options);
    },
  };
}

/** An answer that cost 226 and 82 tokens. */
export const answerOf = (text: string): ModelAnswer => ({
  text,
  model: "as-served",
  usage: { inputTokens: 226, outputTokens: 82 },
});

/** Always answers. */
export const answering = (name: string) => providerOf(name, async () => answerOf(`${name} answers`));

/** Is always down. */
export const unavailable = (name: string) =>
  providerOf(name, () => Promise.reject(modelError("MODEL_UNAVAILABLE", `${name} is down`)));

/** Always has a dead key. */
export const misconfigured = (name: string) =>
  providerOf(name, () => Promise.reject(modelError("MODEL_MISCONFIGURED", `${name} has a dead key`)));

/** Always withholds its answer. */
export const refusing = (name: string) =>
  providerOf(name, () => Promise.reject(modelError("MODEL_REFUSED", `${name} refuses`)));

/** Never answers and heeds no signal. */
export const deaf = (name: string) => providerOf(name, () => new Promise(() => undefined));

/** A manager of these providers, with everything it logs and records. It pauses for no time, and keeps how long it would. */
export function manage(providers: readonly ModelProvider[], options: Partial<LLMManagerOptions> = {}) {
  const telemetry = captureTelemetry();
  const { logger, metrics } = telemetry;
  const pausesMs: number[] = [];
  const sleep = async (ms: number) => void pausesMs.push(ms);
  return { manager: new LLMManager(providers, { logger, metrics, sleep, ...options }), telemetry, pausesMs };
}

/** Bounds that bound nothing. */
export const unbounded = () => ({ signal: new AbortController().signal });
