import { onTestFinished } from "vitest";
import { type Exchange, startExchange } from "../../../src/emulators/upstreams/coinbase-exchange.ts";
import type { Fault, HttpRequest } from "../../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import type { Candle, CandleQuery, CandleSet } from "../../../src/market/candle.ts";
import { type CoinbaseCandlesOptions, createCoinbaseCandles } from "../../../src/market/coinbase/coinbase-candles.ts";
import { createDeadline, type Deadline } from "../../../src/platform/deadline.ts";

/** 2023-11-15T12:00:00Z. */
export const asOf = 1_700_049_600;

/** The exchange's present: a candle has been forming for 17 seconds. */
export const nowSeconds = asOf + 17;

export const dayOfBitcoin: CandleQuery = {
  productId: "BTC-USD",
  granularity: "FIVE_MINUTE",
  startSeconds: asOf - 86_400,
  endSeconds: asOf,
};

/** What the sample market traded in the window of {@link dayOfBitcoin}: 288 candles, oldest first. */
export const sampleDay: readonly Candle[] = createSampleMarket().candles(
  "BTC-USD",
  300,
  asOf - 86_400,
  asOf - 300,
  nowSeconds,
);

/** The client and the exchange that it asks over a socket. */
export interface CoinbaseTrial {
  readonly exchange: Exchange;
  /** Every request, in order of arrival. */
  readonly requests: readonly HttpRequest[];
  /** How long the client would have waited before each further try. Nobody waits. */
  readonly waitsMs: readonly number[];
  readonly fetchCandles: (query?: CandleQuery, deadline?: Deadline) => Promise<CandleSet>;
}

/** What the exchange does wrong; `count` counts the requests from 1. */
export type FaultByCount = (count: number, request: HttpRequest) => Fault | undefined | Promise<Fault | undefined>;

/** Starts the exchange with the sample market, and a client whose dice always fall in the middle. */
export async function tryCoinbase(
  fault: FaultByCount = () => undefined,
  options: Partial<CoinbaseCandlesOptions> = {},
): Promise<CoinbaseTrial> {
  const requests: HttpRequest[] = [];
  const waitsMs: number[] = [];
  const exchange = await startExchange({
    market: createSampleMarket(),
    clock: () => nowSeconds * 1_000,
    fault: (request) => fault(requests.push(request), request),
  });
  onTestFinished(() => exchange.stop());
  const fetchCandles = createCoinbaseCandles({
    url: exchange.url,
    clock: () => nowSeconds * 1_000,
    random: () => 0.5,
    sleep: async (ms) => void waitsMs.push(ms),
    ...options,
  });
  return {
    exchange,
    requests,
    waitsMs,
    fetchCandles: (query = dayOfBitcoin, deadline = createDeadline(60_000)) => fetchCandles(query, deadline),
  };
}

/** Answers every request with these rows. */
export function answerWith(rows: readonly Readonly<Record<string, unknown>>[]): FaultByCount {
  return () => ({ kind: "status", status: 200, body: { candles: rows } });
}

/** A candle as Coinbase writes it: every field a text. */
export function toRow(candle: Partial<Candle>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(candle).map(([field, value]) => [field, String(value)]));
}
