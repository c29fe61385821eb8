import { settings } from "./settings.ts";
import type { SettingsReader } from "./settings-reader.ts";

/** What bounds each answer of a model, whoever the provider is. What is absent is the provider's own default. */
export interface AnswerLimits {
  /** Most tokens of an answer, its reasoning included. */
  readonly maxOutputTokens?: number;
  /** Most milliseconds that one answer may take, within the time that the function has left. */
  readonly maxAnswerMs?: number;
}

/** Reads the bounds of an answer. */
export function readAnswerLimits(read: SettingsReader): AnswerLimits {
  const tokens = read.count(settings.maxOutputTokens);
  const seconds = read.count(settings.modelTimeoutSeconds);
  return {
    ...(tokens === null ? {} : { maxOutputTokens: tokens }),
    ...(seconds === null ? {} : { maxAnswerMs: seconds * 1_000 }),
  };
}

/** Reads how long Ollama keeps the model. It refuses seconds that are sent as a text, so they become a number. */
export function readKeepAlive(read: SettingsReader): { readonly keepAlive?: number | string } {
  const text = read.matching(settings.keepAlive);
  if (text === null) return {};
  return { keepAlive: /^-?\d+$/.test(text) ? Number(text) : text };
}
