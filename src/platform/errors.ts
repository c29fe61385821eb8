import type { ErrorCode } from "./error-codes.ts";
import type { DeliveryDetails, DetailsByCode, HistoryDetails } from "./error-details.ts";

export { type ErrorCode, errorCodes } from "./error-codes.ts";

/** How a {@link ServiceError} is made. */
interface ServiceErrorOptions<Code extends ErrorCode> {
  readonly cause?: unknown;
  /** Whether a later attempt at the same message may succeed. Default false. */
  readonly retryable?: boolean;
  readonly details?: DetailsByCode[Code];
}

/** What a failure that is passed on says differently. */
interface ErrorChange {
  readonly message?: string;
  readonly cause?: unknown;
  /** Beside what it knew. */
  readonly details?: DeliveryDetails & HistoryDetails & { readonly retryAfterMs?: number };
}

/** An error with one code, or with one of a few. */
class CodedError<Code extends ErrorCode> extends Error {
  readonly code: Code;
  readonly retryable: boolean;
  readonly details: DetailsByCode[Code];

  constructor(code: Code, message: string, options: ServiceErrorOptions<Code> = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ServiceError";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }

  /** Milliseconds that the other side asks to be left alone. Undefined where it asks for nothing. */
  get retryAfterMs(): number | undefined {
    const details: DetailsByCode[ErrorCode] = this.details;
    const asked = "retryAfterMs" in details ? details.retryAfterMs : undefined;
    return asked !== undefined && asked >= 0 ? asked : undefined;
  }

  /** The HTTP status that another side answered with. Undefined where none did. */
  get status(): number | undefined {
    const details: DetailsByCode[ErrorCode] = this.details;
    return "status" in details ? details.status : undefined;
  }

  /** The same failure with another message or cause, or with more details. */
  with({ message = this.message, cause = this.cause, details }: ErrorChange): ServiceError {
    const { code, retryable } = this;
    return toServiceError(
      new CodedError(code, message, { cause, retryable, details: { ...this.details, ...details } }),
    );
  }
}

/**
 * The base of every error that this service throws on purpose.
 *
 * `code` says what happened and is what callers branch on: it decides which `details` there may be. `retryable` is set where
 * the failure is understood and says whether the same message, delivered again later, may succeed.
 */
export const ServiceError = CodedError;

/** Any error of this service, to be told apart by its `code`. */
export type ServiceError = { readonly [Code in ErrorCode]: CodedError<Code> }[ErrorCode];

/** The errors of this service that have the code `Code`. */
export type ServiceErrorOf<Code extends ErrorCode> = Extract<ServiceError, { readonly code: Code }>;

/** Whether `error` is a {@link ServiceError}, and of `code` where one is given. */
export function isServiceError<const Code extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: Code,
): error is ServiceErrorOf<Code> {
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
