import * as z from "zod/mini";
import type { Clock } from "../platform/clock.ts";
import { ServiceError } from "../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson } from "../platform/http.ts";
import { retryDetailsOf } from "../platform/retry-after.ts";

/** What a reply was given to. */
export interface AskedOfCoinbase {
  readonly productId: string;
  /** Whether the endpoint is the one that needs no key. */
  readonly isPublic: boolean;
  /** Number of the try, from 1. */
  readonly attempt: number;
  readonly clock: Clock | undefined;
}

const failureSchema = z.object({
  error: z.optional(z.string()),
  error_details: z.optional(z.string()),
  message: z.optional(z.string()),
});

/**
 * Says what a reply other than 200 means: `CANDLES_UNAVAILABLE` (not now), `PRODUCT_UNKNOWN`, or `CANDLES_REJECTED`
 * (retryable where a key was refused). The message carries Coinbase's own.
 */
export function judgeCoinbaseFailure(reply: HttpReply, asked: AskedOfCoinbase): ServiceError {
  const parsed = z.safeParse(failureSchema, parseJson(reply.text));
  const { message, error_details: errorDetails, error } = parsed.success ? parsed.data : {};
  const said = [message, errorDetails, error].map((text) => text?.trim() ?? "").find((text) => text !== "");
  const words = said === undefined ? "" : `: ${said.slice(0, 200)}`;
  const details = { status: reply.status };
  const keyRefused = reply.status === 401 || reply.status === 403;

  // Coinbase has throttled candles with a plain 401, so on the public path the first one counts as "not now".
  const throttledBy401 = reply.status === 401 && asked.isPublic && asked.attempt === 1;
  // Every answer of the API itself is JSON, but for a refused key. Anything else is that of something in front of it, a
  // page or nothing at all, which may let the next request through.
  const isForeign = /^\s*</.test(reply.text) || (parseJson(reply.text) === undefined && !keyRefused);
  if (isTransientStatus(reply.status) || throttledBy401 || isForeign) {
    return new ServiceError("CANDLES_UNAVAILABLE", `Coinbase answered ${reply.status}${words}`, {
      retryable: true,
      details: { ...details, ...retryDetailsOf(reply, asked.clock) },
    });
  }
  const nameless = parsed.success && isAboutProduct(parsed.data);
  if (nameless && (reply.status === 404 || reply.status === 400)) {
    return new ServiceError("PRODUCT_UNKNOWN", `Coinbase does not know ${asked.productId}${words}`, { details });
  }
  return new ServiceError("CANDLES_REJECTED", `Coinbase answered ${reply.status}${words}`, {
    retryable: keyRefused,
    details: { ...details, ...retryDetailsOf(reply, asked.clock) },
  });
}

/** An unknown product is a 404 today and was a 400 with the same words before. */
function isAboutProduct(failure: z.infer<typeof failureSchema>): boolean {
  if (failure.error === "NOT_FOUND") return true;
  return failure.error === "INVALID_ARGUMENT" && /product/i.test(`${failure.error_details} ${failure.message}`);
}
