import * as z from "zod/mini";
import type { Clock, Fetch, Random, Sleep } from "../platform/clock.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError, toServiceError } from "../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson, sendRequest } from "../platform/http.ts";
import { parseRetryAfterMs, type RetryPolicy, withRetries } from "../platform/retry.ts";
import { type Candle, type CandleQuery, type CandleSet, granularitySeconds } from "./candle.ts";
import { assertSoundCandles } from "./candle-contract.ts";
import { type CoinbaseKey, createCoinbaseSigner } from "./coinbase-jwt.ts";
import { hashCandles } from "./hash-candles.ts";
import { parseCandles, selectWindow } from "./parse-candles.ts";

/** How the client is made. */
export interface CoinbaseCandlesOptions {
  /** Base URL, `https://api.coinbase.com`. */
  readonly url: string;
  /** Without a key the public market endpoint serves. */
  readonly key?: CoinbaseKey | null;
  /** Milliseconds until one request is given up. Default 5000. */
  readonly timeoutMs?: number;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
  readonly sleep?: Sleep | undefined;
  readonly random?: Random | undefined;
}

/**
 * Coinbase rejects a window of more than 350 candles, both ends counted, whatever `limit` says. Its clients in the field
 * keep to 300.
 */
const candlesPerPage = 300;

const retryPolicy: RetryPolicy = { attempts: 4, baseMs: 250, capMs: 3_000 };

/**
 * Makes a reader of closed candles from Coinbase's Advanced Trade API.
 *
 * It gives candles that keep the contract (`assertSoundCandles`), or throws ServiceError: `PRODUCT_UNKNOWN` and
 * `CANDLES_REJECTED` (retryable where a key was refused) with Coinbase's own message, `CANDLES_INVALID` for rows that break
 * the contract, and `CANDLES_UNAVAILABLE` (retryable) once its retries are used up.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export function createCoinbaseCandles(
  options: CoinbaseCandlesOptions,
): (query: CandleQuery, deadline: Deadline) => Promise<CandleSet> {
  const key = options.key ?? null;
  const signRequest = key === null ? null : createCoinbaseSigner(key, { clock: options.clock });
  const path = signRequest === null ? "market/products" : "products";

  async function fetchPage(query: CandleQuery, deadline: Deadline, attempt: number): Promise<Candle[]> {
    const url = new URL(`${options.url}/api/v3/brokerage/${path}/${encodeURIComponent(query.productId)}/candles`);
    url.searchParams.set("start", String(query.startSeconds));
    url.searchParams.set("end", String(query.endSeconds - granularitySeconds[query.granularity]));
    url.searchParams.set("granularity", query.granularity);
    url.searchParams.set("limit", String(candlesPerPage));
    const reply = await sendRequest(
      {
        method: "GET",
        url: url.href,
        headers: {
          accept: "application/json",
          "cache-control": "no-cache",
          ...(signRequest === null ? {} : { authorization: `Bearer ${signRequest("GET", url.href)}` }),
        },
      },
      { signal: deadline.signal, timeoutMs: options.timeoutMs ?? 5_000, fetch: options.fetch },
    ).catch((error: unknown) => {
      // The connection's own codes say how it failed; the caller needs to know what it lacks.
      throw new ServiceError("CANDLES_UNAVAILABLE", toServiceError(error).message, { cause: error, retryable: true });
    });
    if (reply.status === 200) return parseCandles(reply.text);
    throw judgeFailure(reply, query, { isPublic: signRequest === null, attempt, clock: options.clock });
  }

  return async (query, deadline) => {
    const pages = await Promise.all(
      splitWindow(query).map((page) =>
        withRetries((attempt) => fetchPage(page, deadline, attempt), {
          policy: retryPolicy,
          deadline,
          // A refused key may be mended until the redelivery, but not within this call.
          isWorthRetrying: (error) => error.code === "CANDLES_UNAVAILABLE",
          sleep: options.sleep,
          random: options.random,
        }),
      ),
    );
    const candles = selectWindow(pages.flat(), query);
    assertSoundCandles(candles);
    return {
      origin: "coinbase",
      candles,
      expectedCount: (query.endSeconds - query.startSeconds) / granularitySeconds[query.granularity],
      asOf: query.endSeconds,
      sha256: hashCandles(candles),
    };
  };
}

/** Cuts a window into parts of at most {@link candlesPerPage} candles, none of them twice. */
function splitWindow(query: CandleQuery): CandleQuery[] {
  const stepSeconds = candlesPerPage * granularitySeconds[query.granularity];
  const pages: CandleQuery[] = [];
  for (let start = query.startSeconds; start < query.endSeconds; start += stepSeconds) {
    pages.push({ ...query, startSeconds: start, endSeconds: Math.min(start + stepSeconds, query.endSeconds) });
  }
  return pages;
}

const failureSchema = z.object({
  error: z.optional(z.string()),
  error_details: z.optional(z.string()),
  message: z.optional(z.string()),
});

function judgeFailure(
  reply: HttpReply,
  query: CandleQuery,
  { isPublic, attempt, clock }: { isPublic: boolean; attempt: number; clock: Clock | undefined },
): ServiceError {
  const parsed = z.safeParse(failureSchema, parseJson(reply.text));
  const { message, error_details: errorDetails, error } = parsed.success ? parsed.data : {};
  const said = [message, errorDetails, error].map((text) => text?.trim() ?? "").find((text) => text !== "");
  const words = said === undefined ? "" : `: ${said.slice(0, 200)}`;
  const details = { status: reply.status };

  // Coinbase has throttled candles with a plain 401, so on the public path the first one counts as "not now".
  const throttledBy401 = reply.status === 401 && isPublic && attempt === 1;
  // A page is not the API's own answer but that of something in front of it, which may let the next request through.
  const isPage = /^\s*</.test(reply.text);
  if (isTransientStatus(reply.status) || throttledBy401 || isPage) {
    const retryAfterMs = parseRetryAfterMs(reply.headers.get("retry-after"), clock);
    return new ServiceError("CANDLES_UNAVAILABLE", `Coinbase answered ${reply.status}${words}`, {
      retryable: true,
      details: retryAfterMs === undefined ? details : { ...details, retryAfterMs },
    });
  }
  const nameless = parsed.success && isAboutProduct(parsed.data);
  if (nameless && (reply.status === 404 || reply.status === 400)) {
    return new ServiceError("PRODUCT_UNKNOWN", `Coinbase does not know ${query.productId}${words}`, { details });
  }
  const keyRefused = reply.status === 401 || reply.status === 403;
  return new ServiceError("CANDLES_REJECTED", `Coinbase answered ${reply.status}${words}`, {
    retryable: keyRefused,
    details,
  });
}

/** An unknown product is a 404 today and was a 400 with the same words before. */
function isAboutProduct(failure: z.infer<typeof failureSchema>): boolean {
  if (failure.error === "NOT_FOUND") return true;
  return failure.error === "INVALID_ARGUMENT" && /product/i.test(`${failure.error_details} ${failure.message}`);
}
