import { isServiceError } from "./errors.ts";

const deepestCause = 5;

/** An error as a log line or a receipt shows it. */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly retryable?: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

/**
 * Describes an error and its causes by an allow-list of fields: an SDK's error carries whole requests, with their
 * headers, and none of that may reach a log. The stack is kept only of an unexpected failure.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  const cause = error.cause === undefined || depth >= deepestCause ? undefined : describeError(error.cause, depth + 1);
  const foreseen = isServiceError(error) && error.code !== "INTERNAL";
  const code = errorCodeOf(error);
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    message: error.message,
    ...(isServiceError(error) ? { retryable: error.retryable } : {}),
    ...(isServiceError(error) && Object.keys(error.details).length > 0 ? { details: { ...error.details } } : {}),
    ...(foreseen || depth > 0 || error.stack === undefined ? {} : { stack: error.stack }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/** The `code` of our errors and of Node's system errors (`ECONNREFUSED`); undefined where there is none. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
