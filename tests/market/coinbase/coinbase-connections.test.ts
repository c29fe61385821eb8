import { createServer } from "node:http";
import { setImmediate as nextTurnOfTheLoop } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { createCoinbaseCandles } from "../../../src/market/coinbase/coinbase-candles.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { listenOnLoopback } from "../../support/upstreams/listen-on-loopback.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";
import { asOf, dayOfBitcoin, sampleDay, toRow, tryCoinbase } from "./coinbase-trial.ts";

/** A server that answers with the day's candles, after as many refusals as are asked for, and counts its connections. */
async function countConnections(refusals = 0) {
  let connections = 0;
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.statusCode = requests <= refusals ? 503 : 200;
    response.end(JSON.stringify({ candles: sampleDay.map((candle) => toRow(candle)) }));
  });
  server.on("connection", () => (connections += 1));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const url = await listenOnLoopback(server);
  return {
    fetchCandles: createCoinbaseCandles({ url, sleep: () => nextTurnOfTheLoop() }),
    counts: () => ({ connections, requests }),
  };
}

it("one connection serves one call after another", async () => {
  const { fetchCandles, counts } = await countConnections();
  for (let call = 0; call < 4; call += 1) {
    expect((await fetchCandles(dayOfBitcoin, createDeadline(60_000))).candles).toEqual(sampleDay);
    // Fetch counts a connection as free only after the answer's last event.
    await nextTurnOfTheLoop();
  }
  expect(counts()).toEqual({ connections: 1, requests: 4 });
});

it("one connection serves the tries of a call", async () => {
  const { fetchCandles, counts } = await countConnections(3);
  await fetchCandles(dayOfBitcoin, createDeadline(60_000));
  expect(counts()).toEqual({ connections: 1, requests: 4 });
});

it("at most 10 requests begin in any two seconds, pages and tries of all calls together", async () => {
  const clock = createTurnedClock(asOf * 1_000);
  const begunAt: number[] = [];
  const { fetchCandles } = await tryCoinbase((count) => (count <= 3 ? { kind: "status", status: 500 } : undefined), {
    clock: clock.now,
    sleep: async (ms) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      clock.after(ms, resolve);
      await promise;
    },
    fetch: async (url, init) => {
      begunAt.push(clock.now());
      return await fetch(url, init);
    },
  });
  const progress = { isDone: false };
  const day = { ...dayOfBitcoin, granularity: "ONE_MINUTE" } as const;
  const all = Promise.all([fetchCandles(day), fetchCandles(), fetchCandles(day)]).finally(
    () => (progress.isDone = true),
  );
  while (!progress.isDone) {
    await nextTurnOfTheLoop();
    clock.turn(5);
  }
  expect((await all).map(({ candles }) => candles.length)).toEqual([1_440, 288, 1_440]);
  expect(begunAt).toHaveLength(5 + 1 + 5 + 3);
  for (const [index, at] of begunAt.entries()) {
    expect(at - (begunAt[index - 10] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(2_000);
  }
});

it("the ten products of a batch are asked for at once", async () => {
  const clock = createTurnedClock(asOf * 1_000);
  const sleep = (ms: number): Promise<void> =>
    Promise.reject(new Error(`Somebody had to wait ${ms} ms at ${clock.now()}`));
  const { fetchCandles, requests } = await tryCoinbase(undefined, { clock: clock.now, sleep });
  await Promise.all(Array.from({ length: 10 }, () => fetchCandles()));
  expect(requests).toHaveLength(10);
});

it("a request whose turn would come after the deadline is not sent", async () => {
  const clock = createTurnedClock(asOf * 1_000);
  const { fetchCandles, requests } = await tryCoinbase(undefined, { clock: clock.now });
  await Promise.all(Array.from({ length: 10 }, () => fetchCandles()));
  const error = await thrownBy(fetchCandles(dayOfBitcoin, createDeadline(1_800, clock)));
  expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
  expect(error.message).toMatch(/^The turn to ask Coinbase would have come in \d+ ms, after the time was up$/);
  expect(requests).toHaveLength(10);
});
