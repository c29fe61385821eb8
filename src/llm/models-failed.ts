import { settings } from "../platform/config/settings.ts";
import { ServiceError } from "../platform/errors.ts";
import type { ModelAttempt } from "./generated-text.ts";

/**
 * Why a text has no model: `MODELS_FAILED`, or `DAILY_LIMIT_REACHED` where none was asked because it would have been too much for
 * the day.
 *
 * @param why.reason what ended it beside the attempts; null where they did.
 */
export function modelsFailed(
  attempts: readonly ModelAttempt[],
  { reason, cause }: { readonly reason: string | null; readonly cause: unknown },
): Error {
  const last = new Map(attempts.map((attempt) => [attempt.provider, attempt]));
  const causes = [...last].map(([provider, { error }]) => `${provider}: ${codeAndMessage(error)}`);
  if (reason !== null) causes.push(reason);
  const message = `No model answered (${causes.join("; ")})`;
  const isBeyondLimit = attempts.length > 0 && attempts.every(({ error }) => error?.code === "DAILY_LIMIT_REACHED");
  const options = { cause, details: { attempts } };
  return isBeyondLimit
    ? new ServiceError("DAILY_LIMIT_REACHED", message, options)
    : new ServiceError("MODELS_FAILED", message, options);
}

/** Nothing failed: a stage without a model is a choice. */
export function notConfigured(): Error {
  const message = `No model was asked: none is configured (${settings.providers.name} is none)`;
  return new ServiceError("MODEL_NOT_CONFIGURED", message, { details: { attempts: [] } });
}

function codeAndMessage(error: ModelAttempt["error"]): string {
  return error === undefined ? "" : `${error.code}, ${error.message}`;
}
