import * as z from "zod/mini";
import type { Clock } from "../../platform/clock.ts";
import { isServiceError, ServiceError } from "../../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson } from "../../platform/http/http.ts";
import { retryDetailsOf } from "../../platform/http/retry-after.ts";

/** What a reply was given to. */
export interface AskedOfCoinbase {
  readonly productId: string;
  /** Whether the endpoint is the one that needs no key. */
  readonly isPublic: boolean;
  readonly clock: Clock | undefined;
}

const failureSchema = z.object({
  error: z.optional(z.string()),
  error_details: z.optional(z.string()),
  message: z.optional(z.string()),
});

type Failure = z.infer<typeof failureSchema>;

/** Of what a server says so many characters are told. */
const maxQuoted = 200;

/**
 * Says what a reply other than 200 means. The message carries the server's own words, at most 200 characters of them.
 *
 * - `PRODUCT_UNKNOWN`: Coinbase's own 404, or 400 of before, of a product that it does not list. A gateway says 404, too,
 *   and Coinbase says 400 about other things that a product has to do with. Words that name another product are the answer
 *   to another request.
 * - `CANDLES_REJECTED`: a key that was refused (retryable: it may be fixed until the redelivery) or a request that was.
 *   Where no key is used, none is ever called refused.
 * - `CANDLES_UNAVAILABLE` (retryable): everything else. Coinbase throttles with a plain 401 or 403 as well, and pages, empty
 *   bodies and a gateway's 404 are not its own.
 */
export function judgeCoinbaseFailure(reply: HttpReply, asked: AskedOfCoinbase): ServiceError {
  const failure = readFailure(reply.text);
  const said = wordsOf(failure)[0] ?? "";
  const words = said === "" ? "" : `: ${said.slice(0, maxQuoted)}`;
  const message = `Coinbase answered ${reply.status}${words}`;
  const { status } = reply;
  const details = { status, ...retryDetailsOf(reply, asked.clock) };

  const unlisted = status === 404 || status === 400 ? unlistedProduct(failure, asked.productId) : null;
  if (unlisted === "this") {
    return new ServiceError("PRODUCT_UNKNOWN", `Coinbase does not know ${asked.productId}${words}`, { details });
  }
  if (!asked.isPublic && isKeyRefused(reply, failure)) {
    return new ServiceError("CANDLES_REJECTED", message, { retryable: true, details });
  }
  const isOfGateway = status === 401 || status === 403 || status === 404;
  if (unlisted === "another" || isTransientStatus(status) || isOfGateway || parseJson(reply.text) === undefined) {
    return new ServiceError("CANDLES_UNAVAILABLE", message, { retryable: true, details });
  }
  return new ServiceError("CANDLES_REJECTED", message, { details });
}

/** Whether a token was refused, which the next one may not be: Coinbase does so with valid ones. */
export function isTokenRefusal(error: ServiceError): boolean {
  return isServiceError(error, "CANDLES_REJECTED") && error.details.status === 401;
}

function readFailure(text: string): Failure {
  const parsed = z.safeParse(failureSchema, parseJson(text));
  return parsed.success ? parsed.data : {};
}

/** What a server says, most telling first. */
function wordsOf({ message, error_details: errorDetails, error }: Failure): readonly string[] {
  return [message, errorDetails, error].map((text) => text?.trim() ?? "").filter((text) => text !== "");
}

/** The rights that a key may lack, in Coinbase's words. */
const rightWords = /\b(?:scopes?|permissions?|permitted|view[- ]only|not authorized|api key)\b/i;

/** A 401 has a plain text or none. A 403 is the key's only where it says so: a gateway forbids as well. */
function isKeyRefused({ status, text }: HttpReply, failure: Failure): boolean {
  if (/^\s*</.test(text)) return false;
  if (status === 401) return true;
  return status === 403 && (failure.error !== undefined || rightWords.test(text.slice(0, 1_000)));
}

/** Coinbase's own sentences about a product that it does not list, and nothing beside them. Some name the product. */
const unknownProduct = [
  /^(?:a )?valid product[-_ ]?id is required$/i,
  /^(?:unknown|invalid) product(?:[-_ ]?id)?(?:[ :]+(?<named>\S{1,100}))?$/i,
  /^product(?:[-_ ]?id)?(?:[ :]+(?!(?:is|was|not) )(?<named>\S{1,100}))? (?:is |was )?(?:not supported|not found|not listed|unknown|invalid)$/i,
  /^(?<named>[^\s-]{1,50}-[^\s-]{1,50}(?:-\S{1,50})?) not found$/i,
];

/** What a failure says about a product that is not listed: that it is the one asked for, another one, or nothing. */
function unlistedProduct(failure: Failure, productId: string): "this" | "another" | null {
  if (failure.error !== "NOT_FOUND" && failure.error !== "INVALID_ARGUMENT") return null;
  let found: "this" | null = null;
  for (const words of wordsOf(failure)) {
    const plain = withoutMarks(words.slice(0, maxQuoted)).trim();
    const match = unknownProduct.map((sentence) => sentence.exec(plain)).find((each) => each !== null);
    if (match === undefined) continue;
    const named = match.groups?.["named"];
    if (named !== undefined && named.toUpperCase() !== withoutMarks(productId).toUpperCase()) return "another";
    found = "this";
  }
  return found;
}

function withoutMarks(words: string): string {
  return words.replaceAll(/["'`.!]/g, "");
}
