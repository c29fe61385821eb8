import { type Candle, granularitySeconds, isGranularity } from "../../market/candle.ts";
import { dayBeginHeader, standInHeader } from "../../market/stand-in.ts";
import type { Clock } from "../../platform/clock.ts";
import { isCoinbaseBearer } from "./coinbase-bearer.ts";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../http-server.ts";
import type { MarketData } from "../markets/market-data.ts";
import { toPlainDecimal } from "../markets/plain-decimal.ts";

/** How the exchange is started. */
export interface ExchangeOptions {
  readonly market: MarketData;
  readonly clock?: Clock | undefined;
  readonly fault?: FaultHook | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
}

/** A running exchange. Its `url` is what `COINBASE_API_URL` is set to. */
export interface Exchange extends RunningHttpServer {
  /** Requests so far, those that a fault befell included. */
  readonly requestCount: number;
}

/** What a request for candles asks. */
interface CandlesQuery {
  readonly granularitySeconds: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly limit: number;
}

const candlesPath = /^\/api\/v3\/brokerage\/(market\/)?products\/([^/]+)\/candles$/;
const maxCandles = 350;

/**
 * Starts a server that answers as Coinbase's two candles endpoints do, with their limits and their errors. Unlike Coinbase it
 * says in a header that its candles are of no true market.
 *
 * @see https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-candles
 */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const clock = options.clock ?? Date.now;
  let requestCount = 0;
  const server = await startHttpServer((request) => answer(request, options, Math.floor(clock() / 1_000)), {
    port: options.port,
    fault: (request) => {
      requestCount += 1;
      return options.fault?.(request);
    },
  });
  return {
    ...server,
    get requestCount() {
      return requestCount;
    },
  };
}

function answer(request: HttpRequest, { market }: Pick<ExchangeOptions, "market">, nowSeconds: number): HttpAnswer {
  const [, publicPart, encodedProductId] = candlesPath.exec(request.path) ?? [];
  if (request.method !== "GET" || encodedProductId === undefined) return refusal(404, "NOT_FOUND", "Not Found");
  if (publicPart === undefined) {
    const uri = `GET ${request.headers["host"] ?? ""}${request.path}`;
    if (!isCoinbaseBearer(request.headers["authorization"], uri, nowSeconds))
      return { status: 401, body: "Unauthorized" };
  }
  const query = parseQuery(request.query, nowSeconds);
  if (typeof query === "string") return refusal(400, "INVALID_ARGUMENT", query);
  const productId = decodeProductId(encodedProductId);
  if (!market.has(productId)) return refusal(404, "NOT_FOUND", "valid product_id is required");
  const candles = market.candles(productId, query.granularitySeconds, query.startSeconds, query.endSeconds, nowSeconds);
  const dayBegin = market.dayBeginSeconds?.(productId, query.granularitySeconds) ?? 0;
  return {
    status: 200,
    headers: {
      "cache-control": "public, max-age=14400",
      ...(market.standIn === undefined ? {} : { [standInHeader]: market.standIn }),
      ...(dayBegin === 0 ? {} : { [dayBeginHeader]: String(dayBegin) }),
    },
    body: { candles: candles.slice(-query.limit).toReversed().map(toRow) },
  };
}

/** The query's values, or what Coinbase says is wrong with them. */
function parseQuery(query: URLSearchParams, nowSeconds: number): CandlesQuery | string {
  const granularity = query.get("granularity") ?? "";
  if (!isGranularity(granularity)) return "granularity argument is invalid ";
  const intervalSeconds = granularitySeconds[granularity];
  const startSeconds = parseWhole(query.get("start"));
  if (startSeconds === undefined) return "start argument is invalid ";
  const endSeconds = parseWhole(query.get("end"));
  if (endSeconds === undefined) return "end argument is invalid ";
  const limit = query.has("limit") ? parseWhole(query.get("limit")) : maxCandles;
  if (limit === undefined) return "limit argument is invalid ";
  if (startSeconds > nowSeconds) return "start must not be in the future";
  if (startSeconds > endSeconds) return "start must not be after end";
  const candleCount = Math.floor((endSeconds - startSeconds) / intervalSeconds) + 1;
  if (candleCount > maxCandles) return "number of candles requested should be less than 350";
  // The wire can't tell a limit of 0 from none.
  const most = limit === 0 ? maxCandles : Math.min(limit, maxCandles);
  return { granularitySeconds: intervalSeconds, startSeconds, endSeconds, limit: most };
}

function parseWhole(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function decodeProductId(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function toRow(candle: Candle): Readonly<Record<keyof Candle, string>> {
  return {
    start: String(candle.start),
    low: toPlainDecimal(candle.low),
    high: toPlainDecimal(candle.high),
    open: toPlainDecimal(candle.open),
    close: toPlainDecimal(candle.close),
    volume: toPlainDecimal(candle.volume),
  };
}

function refusal(status: number, error: string, message: string): HttpAnswer {
  return { status, body: { error, error_details: message, message } };
}
