import { createHash, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSampleMarket } from "../../src/local/sample-market.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { answerWith, asOf, dayOfBitcoin, nowSeconds, sampleDay, toRow, tryCoinbase } from "./coinbase-trial.ts";

describe("a day of five minutes", () => {
  it("is the 288 closed candles before the end of the window, oldest first", async () => {
    const { fetchCandles } = await tryCoinbase();
    const set = await fetchCandles();
    expect(set.candles).toEqual(sampleDay);
    expect(set.candles).toHaveLength(288);
    expect([set.candles[0]?.start, set.candles.at(-1)?.start]).toEqual([asOf - 86_400, asOf - 300]);
  });

  it("says where it is from, how much it is and what its candles hash to", async () => {
    const { fetchCandles } = await tryCoinbase();
    const { origin, expectedCount, asOf: end, sha256 } = await fetchCandles();
    const lines = sampleDay.map(
      ({ start, open, high, low, close, volume }) => `${start},${open},${high},${low},${close},${volume}\n`,
    );
    expect({ origin, expectedCount, end, sha256 }).toEqual({
      origin: "coinbase",
      expectedCount: 288,
      end: asOf,
      sha256: createHash("sha256").update(lines.join("")).digest("hex"),
    });
  });

  it("says that its market is synthetic where the exchange does, and nothing of it where it does not", async () => {
    const { fetchCandles } = await tryCoinbase();
    expect((await fetchCandles()).standIn).toBe("synthetic");
    const silent = await tryCoinbase(answerWith(sampleDay.map(toRow)));
    expect("standIn" in (await silent.fetchCandles())).toBe(false);
  });

  it("is asked for in one request: public, with both ends in the window, and no key", async () => {
    const { fetchCandles, requests } = await tryCoinbase();
    await fetchCandles();
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.method).toBe("GET");
    expect(request?.path).toBe("/api/v3/brokerage/market/products/BTC-USD/candles");
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      start: String(asOf - 86_400),
      end: String(asOf - 300),
      granularity: "FIVE_MINUTE",
      limit: "300",
    });
    expect(request?.headers).toMatchObject({ accept: "application/json", "cache-control": "no-cache" });
    expect(request?.headers).not.toHaveProperty("authorization");
  });

  it("has fewer candles where there were no trades, and counts what it would hold with them", async () => {
    const { fetchCandles } = await tryCoinbase();
    const set = await fetchCandles({ ...dayOfBitcoin, productId: "SPELL-USD" });
    const traded = createSampleMarket().candles("SPELL-USD", 300, asOf - 86_400, asOf - 300, nowSeconds);
    expect(traded.length).toBeLessThan(288);
    expect(set.candles).toEqual(traded);
    expect(set.expectedCount).toBe(288);
  });

  it("may hold nothing", async () => {
    const { fetchCandles, requests } = await tryCoinbase(answerWith([]));
    expect(await fetchCandles()).toMatchObject({ candles: [], expectedCount: 288, asOf });
    expect(requests, "an empty list is an answer").toHaveLength(1);
  });

  it("is what is left of it where 30 % of the rows are missing", async () => {
    const left = sampleDay.filter((_, index) => index % 10 >= 3);
    const { fetchCandles } = await tryCoinbase(answerWith(left.map((candle) => toRow(candle)).toReversed()));
    const set = await fetchCandles();
    expect(set.candles).toEqual(left);
    expect([set.candles.length, set.expectedCount]).toEqual([201, 288]);
  });

  it.each([
    { what: "in any order", rows: sampleDay.toSorted((a, b) => a.close - b.close) },
    { what: "twice", rows: [...sampleDay, ...sampleDay] },
    {
      what: "with the forming candle and some from before the window",
      rows: [{ ...sampleDay[0], start: asOf }, ...sampleDay.toReversed(), { ...sampleDay[0], start: asOf - 86_700 }],
    },
  ])("is the same where its rows come $what", async ({ rows }) => {
    const { fetchCandles } = await tryCoinbase(answerWith(rows.map((row) => toRow(row))));
    expect((await fetchCandles()).candles).toEqual(sampleDay);
  });

  it.each([
    { field: "high", value: "NaN", code: "CANDLE_NOT_FINITE", fault: "has a high that is not a finite number" },
    { field: "low", value: undefined, code: "CANDLE_NOT_FINITE", fault: "has a low that is not a finite number" },
    { field: "volume", value: "", code: "CANDLE_NOT_FINITE", fault: "has a volume that is not a finite number" },
    { field: "close", value: "Infinity", code: "CANDLE_NOT_FINITE", fault: "has a close that is not a finite number" },
    { field: "open", value: "-1", code: "CANDLE_PRICE_NOT_POSITIVE", fault: "has an open of -1; prices are above 0" },
    {
      field: "volume",
      value: "-1",
      code: "CANDLE_VOLUME_NEGATIVE",
      fault: "has a volume of -1; volumes are not below 0",
    },
    { field: "high", value: "1", code: "CANDLE_HIGH_TOO_LOW", fault: "has a high of 1 below its open or close" },
    {
      field: "low",
      value: "1e9",
      code: "CANDLE_LOW_TOO_HIGH",
      fault: "has a low of 1000000000 above its open or close",
    },
  ])("is refused where a row has $value as its $field, and the row is named", async ({ field, value, code, fault }) => {
    const rows = sampleDay.map((candle, index) =>
      index === 100 ? { ...toRow(candle), [field]: value } : toRow(candle),
    );
    const { fetchCandles, requests } = await tryCoinbase(answerWith(rows.toReversed()));
    await expect(fetchCandles()).rejects.toMatchObject({
      code,
      retryable: true,
      message: `Candle 101 of 288 (start ${sampleDay[100]?.start}) ${fault}`,
    });
    expect(requests, "the same answer would come again").toHaveLength(1);
  });

  it("is refused where two rows tell one interval differently", async () => {
    const other = sampleDay.slice(7, 8).map((candle) => ({ ...candle, volume: candle.volume + 1 }));
    const { fetchCandles } = await tryCoinbase(answerWith([...sampleDay, ...other].map((candle) => toRow(candle))));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLE_DUPLICATED",
      message: `Candle 9 of 289 (start ${sampleDay[7]?.start}) stands there twice`,
    });
  });

  it("is refused where a row starts off the grid", async () => {
    const odd = { ...sampleDay[0], start: asOf - 450 };
    const { fetchCandles } = await tryCoinbase(answerWith([odd, ...sampleDay].map((candle) => toRow(candle))));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLE_OFF_GRID",
      message: `Candle 288 of 289 (start ${asOf - 450}) does not start at a multiple of 300 seconds`,
    });
  });

  it("is no quiet market where all that comes is of another time", async () => {
    const inMilliseconds = sampleDay.map((candle) => ({ ...candle, start: candle.start * 1_000 }));
    const { fetchCandles } = await tryCoinbase(() => ({
      kind: "status",
      status: 200,
      body: { candles: inMilliseconds },
    }));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLES_UNAVAILABLE",
      retryable: true,
      message: expect.stringContaining("candles of another time"),
    });
  });

  it("holds nothing where the forming candle is all that there is", async () => {
    const [candle] = sampleDay;
    const body = { candles: [{ ...candle, start: asOf }] };
    const { fetchCandles } = await tryCoinbase(() => ({ kind: "status", status: 200, body }));
    expect((await fetchCandles()).candles).toEqual([]);
  });

  it("is refused where a row does not say when it was", async () => {
    const rows = sampleDay.map((candle, index) => (index === 5 ? { ...toRow(candle), start: "soon" } : toRow(candle)));
    const { fetchCandles } = await tryCoinbase(answerWith(rows));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLE_NOT_FINITE",
      message: "Candle 288 of 288 (start NaN) has a start that is not a finite number",
    });
  });
});

/** The start of a minute of the day, UNIX seconds. */
function minute(index: number): number {
  return asOf - 86_400 + index * 60;
}

describe("a window of more than 300 candles", () => {
  it("is fetched in pages that the exchange serves, and joined without doubles", async () => {
    const { fetchCandles, requests } = await tryCoinbase();
    const set = await fetchCandles({ ...dayOfBitcoin, granularity: "ONE_MINUTE" });
    expect(set.candles).toEqual(createSampleMarket().candles("BTC-USD", 60, asOf - 86_400, asOf - 60, nowSeconds));
    expect(set.candles).toHaveLength(1_440);
    expect(set.expectedCount).toBe(1_440);
    const spans = requests
      .map(({ query }) => [Number(query.get("start")), Number(query.get("end"))])
      .toSorted(([a = 0], [b = 0]) => a - b);
    expect(spans).toEqual([
      [minute(0), minute(299)],
      [minute(300), minute(599)],
      [minute(600), minute(899)],
      [minute(900), minute(1_199)],
      [minute(1_200), minute(1_439)],
    ]);
  });

  it.each([
    { count: 300, pages: 1 },
    { count: 301, pages: 2 },
    { count: 1_000, pages: 4 },
  ])("begins at 301: $count candles are $pages page(s)", async ({ count, pages }) => {
    const { fetchCandles, requests } = await tryCoinbase();
    const set = await fetchCandles({ ...dayOfBitcoin, startSeconds: asOf - count * 300 });
    expect(set.candles).toHaveLength(count);
    expect(new Set(set.candles.map(({ start }) => start)).size).toBe(count);
    expect(requests).toHaveLength(pages);
  });

  it("holds each row once where every page answers with all rows", async () => {
    const { fetchCandles, requests } = await tryCoinbase(answerWith(sampleDay.map((candle) => toRow(candle))));
    const set = await fetchCandles({ ...dayOfBitcoin, startSeconds: asOf - 600 * 300 });
    expect(requests).toHaveLength(2);
    expect(set.candles).toEqual(sampleDay);
  });

  it("asks for all pages side by side: none waits for another's answer", async () => {
    const all = Promise.withResolvers<void>();
    const { fetchCandles } = await tryCoinbase(async (count) => {
      if (count === 4) all.resolve();
      await all.promise;
      return undefined;
    });
    expect((await fetchCandles({ ...dayOfBitcoin, startSeconds: asOf - 1_000 * 300 })).candles).toHaveLength(1_000);
  });

  it("ends its other requests once one page has failed for good", async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const { fetchCandles, requests } = await tryCoinbase(
      (count) =>
        count < 4
          ? { kind: "hang" }
          : { kind: "status", status: 400, body: { error: "INVALID_ARGUMENT", message: "no" } },
      {
        fetch: async (url, init) => {
          signals.push(init?.signal);
          return await fetch(url, init);
        },
      },
    );
    const error = await thrownBy(fetchCandles({ ...dayOfBitcoin, startSeconds: asOf - 1_000 * 300 }));
    expect([error.code, requests.length]).toEqual(["CANDLES_REJECTED", 4]);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true, true, false]);
  });

  it("fails as a whole where one page fails", async () => {
    const { fetchCandles } = await tryCoinbase((_, { query }) =>
      Number(query.get("start")) === asOf - 300 * 300 ? { kind: "status", status: 500 } : undefined,
    );
    await expect(fetchCandles({ ...dayOfBitcoin, startSeconds: asOf - 600 * 300 })).rejects.toMatchObject({
      code: "CANDLES_UNAVAILABLE",
    });
  });
});

describe("with a key", () => {
  const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "sec1", format: "pem" });
  const key = { id: "organizations/o/apiKeys/k", secret: String(pem) };

  it("the private endpoint serves the same candles, since the exchange accepts the token", async () => {
    const { fetchCandles, requests } = await tryCoinbase(undefined, { key });
    expect((await fetchCandles()).candles).toEqual(sampleDay);
    expect(requests.map(({ path }) => path)).toEqual(["/api/v3/brokerage/products/BTC-USD/candles"]);
  });

  it("each try brings a token of its own", async () => {
    const { fetchCandles, requests } = await tryCoinbase(
      (count) => (count === 1 ? { kind: "status", status: 503 } : undefined),
      { key },
    );
    await fetchCandles();
    const tokens = requests.map(({ headers }) => headers["authorization"]);
    expect(tokens).toEqual([expect.stringMatching(/^Bearer \S+$/), expect.stringMatching(/^Bearer \S+$/)]);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it("that is malformed no client is made", async () => {
    await expect(tryCoinbase(undefined, { key: { id: "k", secret: "nonsense" } })).rejects.toMatchObject({
      code: "CONFIGURATION_INVALID",
    });
  });

  it("that the exchange refuses the error says so and is left to a redelivery", async () => {
    const { fetchCandles, requests, waitsMs } = await tryCoinbase(undefined, {
      key,
      clock: () => (nowSeconds - 3_600) * 1_000,
    });
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLES_REJECTED",
      retryable: true,
      message: "Coinbase answered 401",
      details: { status: 401 },
    });
    expect(requests, "the key is no better a moment later").toHaveLength(1);
    expect(waitsMs).toEqual([]);
  });
});
