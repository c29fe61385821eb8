import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Fetch, Random, Sleep } from "../../platform/clock.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { endTogether } from "../../platform/end-together.ts";
import { isServiceError, ServiceError, toServiceError } from "../../platform/errors.ts";
import { sendRequest } from "../../platform/http/http.ts";
import { type RetryPolicy, withRetries } from "../../platform/http/retry.ts";
import { type CandleQuery, type CandleSet, granularitySeconds, type StandIn } from "../candle.ts";
import { makeCandleSet } from "../candle-set.ts";
import { isTokenRefusal, judgeCoinbaseFailure } from "./coinbase-failure.ts";
import { type CoinbaseKey, createCoinbaseSigner } from "./coinbase-jwt.ts";
import { joinParsed, type ParsedCandles, parseCandles } from "../parse-candles.ts";
import { createRateLimit } from "./rate-limit.ts";
import { dayBeginHeader, readDayBegin, readStandIn, standInHeader } from "../stand-in.ts";

/** How the client is made. */
export interface CoinbaseCandlesOptions {
  /** Base URL, `https://api.coinbase.com`. */
  readonly url: string;
  /** Without a key the public market endpoint serves. */
  readonly key?: CoinbaseKey | null;
  /** Milliseconds until one request is given up. Default 5000. */
  readonly timeoutMs?: number;
  /** Count each answer that was of no use, also where the next one was. Default: nobody does. */
  readonly metrics?: Metrics | undefined;
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

const attempts = 4;

/** Coinbase refuses valid tokens at times, half of them in one report; each further try brings a new one. */
const attemptsWithToken = 6;

const retryPolicy: RetryPolicy = { attempts: attemptsWithToken, baseMs: 250, capMs: 3_000 };

/** Coinbase says that its answers are cached for a second: sooner, the same one would come again. */
const askAgainAfterMs = 1_100;

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
 * It gives candles that keep the contract, or throws ServiceError:
 *
 * - `PRODUCT_UNKNOWN` with Coinbase's own words;
 * - `CANDLES_REJECTED` with Coinbase's own words, retryable where it refused the key;
 * - `CANDLES_UNAVAILABLE`, retryable, once its retries are used up or its turn would come too late;
 * - `MARKET_UNUSABLE` where rows break the contract, and those of a second answer do, too. Its message names the row and
 *   the rule, and `details.rule` has the rule's code.
 *
 * Whole pages are asked for: candles from before the window prove that it is covered. All calls of one reader share its rate
 * of requests.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export function createCoinbaseCandles(
  options: CoinbaseCandlesOptions,
): (query: CandleQuery, deadline: Deadline) => Promise<CandleSet> {
  const key = options.key ?? null;
  const signRequest = key === null ? null : createCoinbaseSigner(key, { clock: options.clock });
  const path = signRequest === null ? "market/products" : "products";
  const sleep = options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }));
  const countFailure = (): void => options.metrics?.record("UpstreamFailures", 1, { upstream: "coinbase" });
  const takeTurn = createRateLimit({ ...rateLimit, clock: options.clock, sleep: options.sleep });

  async function fetchPage(query: CandleQuery, deadline: Deadline): Promise<Page> {
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
      const standIn = readStandIn(reply.headers.get(standInHeader));
      const dayBeginSeconds = readDayBegin(reply.headers.get(dayBeginHeader));
      return { ...parseCandles(reply.text), standIn, dayBeginSeconds };
    }
    const { productId } = query;
    throw judgeCoinbaseFailure(reply, { productId, isPublic: signRequest === null, clock: options.clock });
  }

  async function fetchPages(query: CandleQuery, deadline: Deadline): Promise<readonly Page[]> {
    return await endTogether(
      deadline,
      splitWindow(query).map(
        (page) => (shared: Deadline) =>
          withRetries(() => fetchPage(page, shared), {
            policy: retryPolicy,
            deadline: shared,
            onFailure: ({ code }) => {
              // A product that is not listed is an answer, and a page that another one ended is no failure of Coinbase's.
              const isEnded = shared.signal.aborted && !deadline.signal.aborted;
              if (code !== "PRODUCT_UNKNOWN" && !isEnded) countFailure();
            },
            // A key without the right may be fixed until the redelivery, but not within this call.
            isWorthRetrying: (error, attempt) =>
              isTokenRefusal(error) || (error.code === "CANDLES_UNAVAILABLE" && attempt < attempts),
            sleep: options.sleep,
            random: options.random,
          }),
      ),
    );
  }

  async function read(query: CandleQuery, deadline: Deadline): Promise<CandleSet> {
    const pages = await fetchPages(query, deadline);
    const rows = joinParsed(pages);
    const standIn = pages.find((page) => page.standIn !== undefined)?.standIn;
    const set = makeCandleSet(rows, query, {
      origin: "coinbase",
      standIn,
      dayBeginSeconds: pages.at(-1)?.dayBeginSeconds,
    });
    assertNoneOfFuture(rows, query);
    return set;
  }

  return async (query, deadline) => {
    try {
      return await read(query, deadline);
    } catch (error) {
      if (!isUnsound(error)) throw error;
      countFailure();
      if (deadline.remainingMs() <= askAgainAfterMs) throw asUnusable(error);
      await sleep(askAgainAfterMs, deadline.signal).catch(() => {
        throw asUnusable(error);
      });
      const set = await read(query, deadline).catch((failure: unknown) => {
        throw isUnsound(failure) ? asUnusable(failure) : failure;
      });
      return { ...set, notes: [`the first answer was not used: ${describe(error)}`, ...(set.notes ?? [])] };
    }
  };
}

/** What one request brought. */
interface Page extends ParsedCandles {
  /** What they are of, where that is no true market. */
  readonly standIn: StandIn | undefined;
  readonly dayBeginSeconds: number;
}

function isUnsound(error: unknown): error is ServiceError {
  return isServiceError(error) && error.code.startsWith("CANDLE_");
}

function describe(error: ServiceError): string {
  return `${error.message} (${error.code})`;
}

function asUnusable(error: ServiceError): ServiceError {
  const details = { ...error.details, rule: error.code };
  return new ServiceError("MARKET_UNUSABLE", describe(error), { cause: error, details });
}

/** The candle that is forming may come as well, and the next one if the answer takes that long. No other is known yet. */
function assertNoneOfFuture({ candles }: ParsedCandles, { endSeconds, granularity }: CandleQuery): void {
  const latestSeconds = endSeconds + granularitySeconds[granularity];
  const index = candles.findIndex(({ start }) => start > latestSeconds);
  const candle = candles[index];
  if (candle === undefined) return;
  const words = `starts ${candle.start - endSeconds} seconds after the end of what was asked for`;
  const message = `Candle ${index + 1} of ${candles.length} (start ${candle.start}) ${words}`;
  throw new ServiceError("CANDLE_OF_FUTURE", message, { retryable: true, details: { index, candle } });
}

/** Cuts a window, and what of the time before it fills its first page, into whole pages, none of their candles twice. */
function splitWindow(query: CandleQuery): CandleQuery[] {
  const pageSeconds = candlesPerPage * granularitySeconds[query.granularity];
  const pages: CandleQuery[] = [];
  for (let end = query.endSeconds; end > query.startSeconds; end -= pageSeconds) {
    pages.unshift({ ...query, startSeconds: end - pageSeconds, endSeconds: end });
  }
  return pages;
}
