import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/emulators/http-server.ts";
import type { CandleQuery } from "../../src/market/candle.ts";
import { createCandlesWithFallback } from "../../src/market/candles-with-fallback.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { toCsv } from "../support/collected-csv.ts";
import { deadUrl } from "../support/upstreams/dead-url.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { createTurnedClock } from "../support/turned-clock.ts";
import { asOf, dayOfBitcoin, type FaultByCount, sampleDay, tryCoinbase } from "./coinbase/coinbase-trial.ts";
import { folder, sampleHours, startHistoryWith } from "./history/history-trial.ts";

/** An exchange with a fault and a bucket with a history. `asked` says how often the bucket was listed. */
async function start({
  fault,
  url,
  csv = toCsv(sampleHours(25)),
}: {
  fault?: FaultByCount;
  url?: string;
  csv?: string;
}) {
  const coinbase = await tryCoinbase(fault, url === undefined ? {} : { url });
  const history = await startHistoryWith(csv);
  const readCandles = createCandlesWithFallback(coinbase.fetchCandles, history.readHistory);
  return {
    requests: coinbase.requests,
    asked: () => history.prefixes.length,
    readCandles: (query: CandleQuery = dayOfBitcoin, deadline = createDeadline(60_000)) => readCandles(query, deadline),
  };
}

const down: Fault = { kind: "status", status: 500 };
const staleCsv = toCsv(sampleDay.slice(0, -4));
const staleReason = `${folder}2023.csv ends 1200 seconds before the window does, more than 900`;

describe("the collected history", () => {
  it("is not asked where Coinbase answers", async () => {
    const { readCandles, asked } = await start({});
    expect(await readCandles()).toMatchObject({ origin: "coinbase", candles: sampleDay });
    expect(asked()).toBe(0);
  });

  it("stands in after Coinbase's last try, and says for what", async () => {
    const { readCandles, requests } = await start({ fault: () => down });
    const set = await readCandles();
    expect(set).toMatchObject({
      origin: "history",
      candles: sampleDay,
      objectKey: `${folder}2023.csv`,
      fallbackReason: "Coinbase answered 500",
    });
    expect(requests).toHaveLength(4);
  });

  it("has the same hash as Coinbase's own answer", async () => {
    const { readCandles } = await start({ fault: (count) => (count <= 4 ? down : undefined) });
    const [fromHistory, fromCoinbase] = [await readCandles(), await readCandles()];
    expect([fromHistory.origin, fromCoinbase.origin]).toEqual(["history", "coinbase"]);
    expect(fromHistory.sha256).toBe(fromCoinbase.sha256);
  });

  it("stands in where nobody is at Coinbase's port", async () => {
    const url = await deadUrl();
    const { readCandles } = await start({ url });
    expect(await readCandles()).toMatchObject({
      origin: "history",
      fallbackReason: `${new URL(url).host} can't be reached: ECONNREFUSED`,
    });
  });

  it("still has time where Coinbase hangs until its own is up", async () => {
    const clock = createTurnedClock(asOf * 1_000);
    const { readCandles } = await start({
      fault: () => {
        clock.turn(50_000);
        return { kind: "hang" };
      },
    });
    const deadline = createDeadline(60_000, clock);
    expect(await readCandles(dayOfBitcoin, deadline)).toMatchObject({ origin: "history", candles: sampleDay });
    expect(deadline.remainingMs()).toBe(10_000);
  });

  it("gets a third of a short time", async () => {
    const clock = createTurnedClock(asOf * 1_000);
    const { readCandles } = await start({
      fault: () => {
        clock.turn(6_000);
        return { kind: "hang" };
      },
    });
    expect(await readCandles(dayOfBitcoin, createDeadline(9_000, clock))).toMatchObject({ origin: "history" });
  });

  it.each<{ code: string; fault: Fault }>([
    {
      code: "PRODUCT_UNKNOWN",
      fault: { kind: "status", status: 404, body: { error: "NOT_FOUND", message: "valid product_id is required" } },
    },
    { code: "CANDLES_REJECTED", fault: { kind: "status", status: 400, body: { error: "INVALID_ARGUMENT" } } },
  ])("is not asked where Coinbase's answer ends in $code", async ({ code, fault }) => {
    const { readCandles, asked } = await start({ fault: () => fault });
    expect((await thrownBy(readCandles())).code).toBe(code);
    expect(asked()).toBe(0);
  });
});

const brokenRow = {
  kind: "status",
  status: 200,
  body: { candles: [{ start: String(asOf - 300), open: "1", high: "NaN" }] },
} as const;
const rule = `Candle 1 of 1 (start ${asOf - 300}) has a high that is not a finite number (CANDLE_NOT_FINITE)`;

it("the history stands in for candles that can't be used, twice, and the row and the rule are named", async () => {
  const { readCandles, requests } = await start({ fault: () => brokenRow });
  expect(await readCandles()).toMatchObject({ origin: "history", candles: sampleDay, fallbackReason: rule });
  expect(requests).toHaveLength(2);
});

it("the history stands in for a public endpoint that refuses, and quotes nothing of what it says", async () => {
  for (const status of [401, 403, 404, 503]) {
    const body = { message: "you sent Bearer eyJhbGciOiJFUzI1NiJ9.secret" };
    const { readCandles } = await start({ fault: () => ({ kind: "status", status, body }) });
    const set = await readCandles();
    expect([set.origin, set.fallbackReason]).toEqual(["history", `Coinbase answered ${status}`]);
  }
});

describe("without a history of use", () => {
  it("candles that can't be used are an answer, and no failure that a redelivery would fix", async () => {
    const { readCandles } = await start({ csv: staleCsv, fault: () => brokenRow });
    const error = await thrownBy(readCandles());
    expect([error.code, error.retryable]).toEqual(["MARKET_UNUSABLE", false]);
    expect(error.message).toBe(`${rule}; the collected history can't stand in: ${staleReason}`);
  });

  it("Coinbase's failure stays what it is, and says why nothing stands in", async () => {
    const { readCandles } = await start({
      csv: staleCsv,
      fault: () => ({ kind: "status", status: 429, headers: { "retry-after": "60" } }),
    });
    const error = await thrownBy(readCandles());
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.message).toBe(`Coinbase answered 429; the collected history can't stand in: ${staleReason}`);
    expect(error.details).toEqual({
      status: 429,
      retryAfterMs: 60_000,
      history: { code: "CANDLES_UNAVAILABLE", message: staleReason },
    });
    expect(error.cause).toMatchObject({ code: "CANDLES_UNAVAILABLE", message: "Coinbase answered 429" });
  });

  it("a history that breaks the contract counts as none", async () => {
    const csv = toCsv(sampleDay.map((candle, index) => (index === 4 ? { ...candle, volume: -1 } : candle)));
    const { readCandles } = await start({ csv, fault: () => down });
    const error = await thrownBy(readCandles());
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.details).toMatchObject({ history: { code: "CANDLE_VOLUME_NEGATIVE" } });
  });

  it("the time that is up is up for both", async () => {
    const clock = createTurnedClock(asOf * 1_000);
    const { readCandles } = await start({
      fault: () => {
        clock.turn(60_000);
        return { kind: "hang" };
      },
    });
    const error = await thrownBy(readCandles(dayOfBitcoin, createDeadline(60_000, clock)));
    expect(error.details).toMatchObject({ history: { code: "CANDLES_UNAVAILABLE", message: "the time was up" } });
  });

  it("an unexpected failure in reading it is thrown as it is", async () => {
    const unforeseen = new RangeError("too far");
    const { fetchCandles } = await tryCoinbase(() => down);
    const readCandles = createCandlesWithFallback(fetchCandles, () => Promise.reject(unforeseen));
    await expect(readCandles(dayOfBitcoin, createDeadline(60_000))).rejects.toBe(unforeseen);
  });
});
