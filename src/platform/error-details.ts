import type { ErrorCode } from "./error-codes.ts";

/** What any failure on the way to a reader may say. */
export interface DeliveryDetails {
  /** Whether this failure's own post may have reached its reader. Absent where nothing was posted. */
  readonly mayHaveArrived?: boolean;
  /** Set where the post of an earlier attempt may have reached its reader. */
  readonly earlierMayHaveArrived?: true;
}

/** What is known where another side answered. */
export interface AnswerDetails extends DeliveryDetails {
  /** The HTTP status of the answer; absent where there was none. */
  readonly status?: number;
  /** Milliseconds, from 0, that the other side asks to be left alone. */
  readonly retryAfterMs?: number;
}

/** What is wrong with a text from outside, a sentence part for each field. */
export interface ProblemDetails extends DeliveryDetails {
  readonly problems?: readonly string[];
}

/** Tokens that were billed; null where the provider does not say. */
export interface UsageDetails {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** Why one provider gave no text. */
export interface ModelDetails extends AnswerDetails {
  /** The name that AWS gave to its error. */
  readonly name?: string;
  readonly usage?: UsageDetails;
  /** Set where the server read only a part of the prompt. */
  readonly promptCut?: true;
}

/** What became of each provider that was asked or skipped, in order. */
export interface AttemptsDetails extends DeliveryDetails {
  readonly attempts?: readonly {
    readonly provider: string;
    readonly model: string;
    readonly latencyMs: number;
    readonly error?: { readonly code: ErrorCode; readonly message: string };
    readonly usage?: UsageDetails;
    readonly skipped?: true;
  }[];
}

/** Why the collected history can't stand in for candles that could not be used. */
export interface HistoryDetails {
  readonly history?: { readonly code: ErrorCode; readonly message: string };
}

/** Which candle breaks a rule, and how it stood there. */
export interface CandleDetails extends DeliveryDetails, HistoryDetails {
  /** From 0. */
  readonly index?: number;
  readonly candle?: Readonly<Record<"start" | "open" | "high" | "low" | "close" | "volume", number>>;
  /** Seconds between candles that are of a longer interval than was asked for. */
  readonly stepSeconds?: number;
}

/** Candles that could not be used even when they were asked for again. */
interface MarketDetails extends CandleDetails {
  /** The rule that they break. */
  readonly rule?: ErrorCode;
}

/** Candles that another side did not give. */
interface CandlesDetails extends AnswerDetails, HistoryDetails {}

/**
 * What an error knows beside its message, by its code: small, printable facts for the log, never a secret and never a whole
 * body. Each is optional, for whoever fails may know none of it.
 */
export interface DetailsByCode extends Readonly<Record<CandleCode, CandleDetails>> {
  readonly CONFIGURATION_INVALID: ProblemDetails;
  readonly SECRET_UNAVAILABLE: DeliveryDetails;
  readonly EVENT_UNSUPPORTED: DeliveryDetails;
  readonly CALLER_UNKNOWN: DeliveryDetails;
  readonly CHANNEL_NOT_ALLOWED: ProblemDetails;
  readonly PAYLOAD_NOT_JSON: DeliveryDetails;
  readonly PAYLOAD_INVALID: ProblemDetails;
  readonly PRODUCT_UNKNOWN: AnswerDetails;
  readonly NOT_ENOUGH_CANDLES: DeliveryDetails & { readonly count?: number };
  readonly MARKET_STALE: DeliveryDetails & { readonly ageSeconds?: number };
  readonly MARKET_UNUSABLE: MarketDetails;
  readonly CANDLES_UNAVAILABLE: CandlesDetails;
  readonly CANDLES_REJECTED: CandlesDetails;
  readonly MODEL_UNAVAILABLE: ModelDetails;
  readonly MODEL_MISCONFIGURED: ModelDetails;
  readonly MODEL_ANSWER_INCOMPLETE: ModelDetails;
  readonly MODEL_REFUSED: ModelDetails;
  readonly MODEL_NOT_CONFIGURED: AttemptsDetails;
  readonly MODELS_FAILED: AttemptsDetails;
  readonly DAILY_LIMIT_REACHED: AttemptsDetails;
  readonly QUIET_HOURS: DeliveryDetails;
  readonly NOTHING_NEW: DeliveryDetails;
  readonly TEXT_NOT_GROUNDED: DeliveryDetails;
  readonly TEXT_OUTDATED: DeliveryDetails;
  readonly TOKEN_UNAVAILABLE: AnswerDetails;
  readonly TOKEN_REFUSED: AnswerDetails;
  readonly ASSISTANT_UNAVAILABLE: AnswerDetails;
  readonly ASSISTANT_UNAUTHORIZED: AnswerDetails;
  readonly ASSISTANT_REJECTED: AnswerDetails;
  readonly DISCORD_UNAVAILABLE: AnswerDetails;
  readonly DISCORD_MISCONFIGURED: AnswerDetails;
  readonly DISCORD_REJECTED: AnswerDetails;
  readonly POST_MAY_HAVE_ARRIVED: AnswerDetails;
  readonly LEDGER_BUSY: DeliveryDetails & Pick<AnswerDetails, "retryAfterMs">;
  readonly LEDGER_UNAVAILABLE: DeliveryDetails;
  /** `refusal`: the name of SQS's error about this very message, such as `InvalidParameterValue`. */
  readonly QUEUE_UNAVAILABLE: DeliveryDetails & { readonly refusal?: string };
  readonly HTTP_TIMEOUT: DeliveryDetails;
  readonly HTTP_UNREACHABLE: AnswerDetails;
  readonly HTTP_BODY_TOO_LARGE: DeliveryDetails;
  readonly DEADLINE_EXCEEDED: DeliveryDetails;
  readonly INTERNAL: DeliveryDetails;
}

/** The rules that a candle can break. */
type CandleCode = Extract<ErrorCode, `CANDLE_${string}`>;
