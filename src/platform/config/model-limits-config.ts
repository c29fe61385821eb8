import type { SettingsReader } from "./settings-reader.ts";

/** What bounds each answer of a model, whoever the provider is. What is absent is the provider's own default. */
export interface AnswerLimits {
  /** Most tokens of an answer, its reasoning included. */
  readonly maxOutputTokens?: number;
  /** Most milliseconds that one answer may take, within the time that the function has left. */
  readonly maxAnswerMs?: number;
}

const minOutputTokens = 64;
const maxOutputTokens = 32_768;

/** No function of AWS Lambda runs longer. */
const maxTimeoutSeconds = 900;

/**
 * Seconds in decimal digits, or durations of Go: `10m`, `1h30m`, `1.5h`. A sign stands for "for ever".
 *
 * @see https://docs.ollama.com/faq (keep_alive)
 */
const secondsGrammar = /^-?\d{1,9}$/;
const durationGrammar = /^-?(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|s|m|h)){1,6}$/;

/** Reads `MODEL_MAX_OUTPUT_TOKENS` and `MODEL_TIMEOUT_SECONDS`. */
export function readAnswerLimits(read: SettingsReader): AnswerLimits {
  const tokens = read.count("MODEL_MAX_OUTPUT_TOKENS", minOutputTokens, maxOutputTokens);
  const seconds = read.count("MODEL_TIMEOUT_SECONDS", 1, maxTimeoutSeconds);
  return {
    ...(tokens === null ? {} : { maxOutputTokens: tokens }),
    ...(seconds === null ? {} : { maxAnswerMs: seconds * 1_000 }),
  };
}

/** Reads `OLLAMA_KEEP_ALIVE`. Ollama refuses seconds that are sent as a text, so they become a number. */
export function readKeepAlive(read: SettingsReader): { readonly keepAlive?: number | string } {
  const text = read.text("OLLAMA_KEEP_ALIVE");
  if (text === null) return {};
  if (secondsGrammar.test(text)) return { keepAlive: Number(text) };
  if (durationGrammar.test(text)) return { keepAlive: text };
  const allowed = "whole seconds, a duration like 10m or 1h30m, or -1";
  read.problem("OLLAMA_KEEP_ALIVE", `must be ${allowed}, not ${JSON.stringify(text)}`);
  return {};
}
