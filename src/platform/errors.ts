/**
 * Every code an error of this service can carry. Codes are stable: alarms, the dead-letter queue's attributes and the
 * README's table rest on them. A message may be reworded at any time, a code may not.
 */
export const errorCodes = [
  "CONFIGURATION_INVALID",
  "SECRET_UNAVAILABLE",
  "EVENT_UNSUPPORTED",
  "CALLER_UNKNOWN",
  "CHANNEL_NOT_ALLOWED",
  "PAYLOAD_NOT_JSON",
  "PAYLOAD_INVALID",
  "PRODUCT_UNKNOWN",
  "NOT_ENOUGH_CANDLES",
  "MARKET_STALE",
  "MARKET_UNUSABLE",
  "CANDLES_UNAVAILABLE",
  "CANDLES_REJECTED",
  "CANDLE_NOT_FINITE",
  "CANDLE_OFF_GRID",
  "CANDLE_DUPLICATED",
  "CANDLE_OUT_OF_ORDER",
  "CANDLE_PRICE_NOT_POSITIVE",
  "CANDLE_VOLUME_NEGATIVE",
  "CANDLE_LOW_TOO_HIGH",
  "CANDLE_HIGH_TOO_LOW",
  "CANDLE_LENGTH_WRONG",
  "CANDLE_OF_FUTURE",
  "MODEL_UNAVAILABLE",
  "MODEL_MISCONFIGURED",
  "MODEL_ANSWER_INCOMPLETE",
  "MODEL_REFUSED",
  "MODEL_NOT_CONFIGURED",
  "MODELS_FAILED",
  "TEXT_NOT_GROUNDED",
  "TEXT_OUTDATED",
  "TOKEN_UNAVAILABLE",
  "TOKEN_REFUSED",
  "ASSISTANT_UNAVAILABLE",
  "ASSISTANT_UNAUTHORIZED",
  "ASSISTANT_REJECTED",
  "POST_MAY_HAVE_ARRIVED",
  "LEDGER_BUSY",
  "LEDGER_UNAVAILABLE",
  "QUEUE_UNAVAILABLE",
  "HTTP_TIMEOUT",
  "HTTP_UNREACHABLE",
  "HTTP_BODY_TOO_LARGE",
  "DEADLINE_EXCEEDED",
  "INTERNAL",
] as const;

/** One of the service's stable error codes. */
export type ErrorCode = (typeof errorCodes)[number];

/** What an error knows beside its message: small, printable facts for the log, never a secret and never a whole body. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** How a {@link ServiceError} is made. */
export interface ServiceErrorOptions {
  readonly cause?: unknown;
  /** Whether a later attempt at the same message may succeed. Default false. */
  readonly retryable?: boolean;
  readonly details?: ErrorDetails;
}

/**
 * The base of every error that this service throws on purpose.
 *
 * `code` says what happened and is what callers branch on; `retryable` is set where the failure is understood and says
 * whether the same message, delivered again later, may succeed.
 */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: ServiceErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ServiceError";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }

  /** Milliseconds that the other side asks to be left alone, from `details.retryAfterMs`. Undefined where it asks for nothing. */
  get retryAfterMs(): number | undefined {
    const asked = this.details["retryAfterMs"];
    return typeof asked === "number" && asked >= 0 ? asked : undefined;
  }
}

/** Whether `error` is a {@link ServiceError}, and of `code` where one is given. */
export function isServiceError(error: unknown, code?: ErrorCode): error is ServiceError {
  return error instanceof ServiceError && (code === undefined || error.code === code);
}

/**
 * Turns whatever was thrown into a {@link ServiceError}. An unexpected failure becomes `INTERNAL` and counts as retryable:
 * a redelivery costs little, a lost request breaks a promise.
 */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ServiceError("INTERNAL", message, { cause: error, retryable: true });
}
