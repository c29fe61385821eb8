import type { Clock, Fetch, Random, Sleep } from "../platform/clock.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError, toServiceError } from "../platform/errors.ts";
import { sendRequest } from "../platform/http.ts";
import { type RetryPolicy, withRetries } from "../platform/retry.ts";
import {
  type Candle,
  type CandleQuery,
  type CandleSet,
  expectedCount,
  granularitySeconds,
  type StandIn,
} from "./candle.ts";
import { assertSoundCandles } from "./candle-contract.ts";
import { judgeCoinbaseFailure } from "./coinbase-failure.ts";
import { type CoinbaseKey, createCoinbaseSigner } from "./coinbase-jwt.ts";
import { hashCandles } from "./hash-candles.ts";
import { parseCandles, selectWindow } from "./parse-candles.ts";
import { createRateLimit } from "./rate-limit.ts";
import { readStandIn, standInHeader } from "./stand-in.ts";

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
 * 5 requests a second, retries included: half of what Coinbase has granted one address, which other functions may share.
 * They are counted over two seconds, so that the ten products of a batch are asked for at once and none waits for another:
 * even these ten keep to 10 a second. Requests take different times on their way, so a little more than two seconds keeps
 * the eleventh apart at its end as well.
 */
const rateLimit = { most: 10, perMs: 2_100 };

/**
 * Makes a reader of closed candles from Coinbase's Advanced Trade API.
 *
 * It gives candles that keep the contract, or throws ServiceError: `PRODUCT_UNKNOWN` and `CANDLES_REJECTED` (retryable
 * where a key was refused) with Coinbase's own message, what `assertSoundCandles` throws for rows that break the contract,
 * and `CANDLES_UNAVAILABLE` (retryable) once its retries are used up or its turn would come too late. All calls of one
 * reader share its rate of requests.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export function createCoinbaseCandles(
  options: CoinbaseCandlesOptions,
): (query: CandleQuery, deadline: Deadline) => Promise<CandleSet> {
  const key = options.key ?? null;
  const signRequest = key === null ? null : createCoinbaseSigner(key, { clock: options.clock });
  const path = signRequest === null ? "market/products" : "products";
  const takeTurn = createRateLimit({ ...rateLimit, clock: options.clock, sleep: options.sleep });

  async function fetchPage(query: CandleQuery, deadline: Deadline, attempt: number): Promise<Page> {
    await takeTurn(deadline);
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
    if (reply.status === 200) {
      return { rows: parseCandles(reply.text), standIn: readStandIn(reply.headers.get(standInHeader)) };
    }
    const { productId } = query;
    throw judgeCoinbaseFailure(reply, { productId, isPublic: signRequest === null, attempt, clock: options.clock });
  }

  async function fetchPages(query: CandleQuery, deadline: Deadline): Promise<Page[]> {
    const ended = new AbortController();
    // The pages end together: once one has failed, the others would only take turns that somebody else can use.
    const signal = AbortSignal.any([deadline.signal, ended.signal]);
    const shared: Deadline = { ...deadline, signal, remainingMs: () => (signal.aborted ? 0 : deadline.remainingMs()) };
    try {
      return await Promise.all(
        splitWindow(query).map((page) =>
          withRetries((attempt) => fetchPage(page, shared, attempt), {
            policy: retryPolicy,
            deadline: shared,
            // A refused key may be mended until the redelivery, but not within this call.
            isWorthRetrying: (error) => error.code === "CANDLES_UNAVAILABLE",
            sleep: options.sleep,
            random: options.random,
          }),
        ),
      );
    } catch (error) {
      ended.abort();
      throw error;
    }
  }

  return async (query, deadline) => {
    const pages = await fetchPages(query, deadline);
    const rows = pages.flatMap((page) => page.rows);
    const standIn = pages.find((page) => page.standIn !== undefined)?.standIn;
    const candles = selectWindow(rows, query);
    if (candles.length === 0) assertOfThisTime(rows, query);
    assertSoundCandles(candles, query.granularity);
    return {
      origin: "coinbase",
      ...(standIn === undefined ? {} : { standIn }),
      candles,
      expectedCount: expectedCount(query),
      asOf: query.endSeconds,
      sha256: hashCandles(candles),
    };
  };
}

/** One answer: its rows, and what they are of where that is no true market. */
interface Page {
  readonly rows: readonly Candle[];
  readonly standIn: StandIn | undefined;
}

/**
 * A window without candles is a market without trades, unless the rows that came are of another time altogether: then they
 * say nothing about the window. The candle that is forming may be all there is.
 */
function assertOfThisTime(rows: readonly Candle[], { endSeconds, granularity }: CandleQuery): void {
  const stray = rows.find(({ start }) => start < endSeconds || start > endSeconds + granularitySeconds[granularity]);
  if (stray === undefined) return;
  const message = `Coinbase answered with candles of another time (start ${stray.start})`;
  throw new ServiceError("CANDLES_UNAVAILABLE", message, { retryable: true });
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
