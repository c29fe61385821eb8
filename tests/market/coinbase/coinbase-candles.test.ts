import { createHash, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { thrownBy } from "../../support/thrown-by.ts";
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

  it("is asked for in one request: public, a whole page up to the window's last candle, and no key", async () => {
    const { fetchCandles, requests } = await tryCoinbase();
    await fetchCandles();
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.method).toBe("GET");
    expect(request?.path).toBe("/api/v3/brokerage/market/products/BTC-USD/candles");
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      start: String(asOf - 300 * 300),
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
  ])(
    "can't be used where a row has $value as its $field, and the row and the rule are named",
    async ({ field, value, code, fault }) => {
      const rows = sampleDay.map((candle, index) =>
        index === 100 ? { ...toRow(candle), [field]: value } : toRow(candle),
      );
      const { fetchCandles, requests, waitsMs } = await tryCoinbase(answerWith(rows.toReversed()));
      await expect(fetchCandles()).rejects.toMatchObject({
        code: "MARKET_UNUSABLE",
        retryable: false,
        message: `Candle 101 of 288 (start ${sampleDay[100]?.start}) ${fault} (${code})`,
        details: { rule: code, index: 100 },
      });
      expect(requests, "it is asked for once more").toHaveLength(2);
      expect(waitsMs, "by when no cache holds the first answer").toEqual([1_100]);
    },
  );

  it("is that of the second answer where a row of the first is broken, and says so", async () => {
    const rows = sampleDay.map((candle) => toRow(candle)).with(7, { ...toRow({ ...sampleDay[7] }), open: "-1" });
    const { fetchCandles } = await tryCoinbase((count) =>
      count === 1 ? { kind: "status", status: 200, body: { candles: rows } } : undefined,
    );
    const set = await fetchCandles();
    expect(set.candles).toEqual(sampleDay);
    const fault = `Candle 8 of 288 (start ${sampleDay[7]?.start}) has an open of -1; prices are above 0`;
    expect(set.notes).toEqual([`the first answer was not used: ${fault} (CANDLE_PRICE_NOT_POSITIVE)`]);
  });

  it("is not asked for once more where there is no time", async () => {
    const { fetchCandles, requests } = await tryCoinbase(answerWith([{ ...toRow({ ...sampleDay[0] }), high: "1" }]));
    const error = await thrownBy(fetchCandles(dayOfBitcoin, createDeadline(1_000)));
    expect([error.code, requests.length]).toEqual(["MARKET_UNUSABLE", 1]);
  });

  it("has of two rows for one interval the one with more volume, and says so", async () => {
    const fuller = sampleDay.slice(7, 8).map((candle) => ({ ...candle, close: candle.open, volume: 1e6 }));
    const { fetchCandles, requests } = await tryCoinbase(
      answerWith([...fuller, ...sampleDay].map((candle) => toRow(candle))),
    );
    const set = await fetchCandles();
    expect(set.candles).toEqual([...sampleDay.slice(0, 7), ...fuller, ...sampleDay.slice(8)]);
    const start = sampleDay[7]?.start;
    expect(set.notes).toEqual([`of different candles that start at ${start} the one with the most volume counts`]);
    expect(requests).toHaveLength(1);
  });

  it("says of many such rows only some", async () => {
    const doubles = sampleDay.map((candle) => ({ ...candle, volume: candle.volume / 2 }));
    const { fetchCandles } = await tryCoinbase(answerWith([...doubles, ...sampleDay].map((candle) => toRow(candle))));
    const { candles, notes } = await fetchCandles();
    expect(candles).toEqual(sampleDay);
    expect([notes?.length, notes?.at(-1)]).toEqual([6, "283 more of the kind"]);
  });

  it("can't be used where two different rows for one interval have the same volume", async () => {
    const other = sampleDay.slice(7, 8).map((candle) => ({ ...candle, close: candle.open }));
    const { fetchCandles } = await tryCoinbase(answerWith([...sampleDay, ...other].map((candle) => toRow(candle))));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "MARKET_UNUSABLE",
      message: `Candle 9 of 289 (start ${sampleDay[7]?.start}) stands there twice (CANDLE_DUPLICATED)`,
    });
  });

  it("can't be used where a row starts off the grid", async () => {
    const odd = { ...sampleDay[0], start: asOf - 450 };
    const { fetchCandles } = await tryCoinbase(answerWith([odd, ...sampleDay].map((candle) => toRow(candle))));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "MARKET_UNUSABLE",
      details: { rule: "CANDLE_OFF_GRID" },
      message: `Candle 288 of 289 (start ${asOf - 450}) does not start at a multiple of 300 seconds (CANDLE_OFF_GRID)`,
    });
  });

  it.each([
    { what: "15 minutes", seconds: 900, count: 96 },
    { what: "15 minutes, of a cut answer", seconds: 900, count: 5 },
    { what: "an hour", seconds: 3_600, count: 24 },
  ])("can't be used where its candles are of $what", async ({ seconds, count }) => {
    const rows = createSampleMarket().candles("BTC-USD", seconds, asOf - 86_400, asOf - seconds, nowSeconds);
    const { fetchCandles } = await tryCoinbase(answerWith(rows.slice(-count).map((candle) => toRow(candle))));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "MARKET_UNUSABLE",
      details: { rule: "CANDLE_LENGTH_WRONG", stepSeconds: seconds },
    });
  });

  it.each([
    [0, 2, 3, 7, 12],
    [0, 3, 6],
    [1, 4, 7, 10],
  ])("may be as quiet as candles %i, %i, %i ... of five minutes tell", async (...indexes) => {
    const rows = indexes.map((index) => ({ ...sampleDay[index], start: asOf - 13 * 300 + index * 300 }));
    const { fetchCandles } = await tryCoinbase(answerWith(rows.map((row) => toRow(row))));
    expect((await fetchCandles()).candles).toHaveLength(indexes.length);
  });

  it("is as of the close of its newest candle, whatever the window's end", async () => {
    const cached = sampleDay.slice(0, -5).map((candle) => toRow(candle));
    const { fetchCandles } = await tryCoinbase(answerWith(cached));
    expect(await fetchCandles()).toMatchObject({ windowEnd: asOf, asOf: asOf - 25 * 60, expectedCount: 288 });
  });

  it("knows the newest candle from before it", async () => {
    const { fetchCandles } = await tryCoinbase();
    expect((await fetchCandles()).earlier?.start).toBe(asOf - 86_700);
    const { fetchCandles: fetchOld } = await tryCoinbase(
      answerWith(sampleDay.map((candle) => toRow({ ...candle, start: candle.start - 8_640_000 }))),
    );
    expect(await fetchOld()).toMatchObject({ candles: [], asOf: asOf - 8_640_000 });
  });

  it.each([
    { shown: "2.45", closes: ["2.45", "2.5"], decimals: 2 },
    { shown: "2.4500", closes: ["2.4500"], decimals: 4 },
    { shown: "0.00001234", closes: ["0.0000123"], decimals: 8 },
    { shown: "1e-7", closes: ["1.2e-7"], decimals: 8 },
    { shown: "67412", closes: ["67412"], decimals: 2 },
    { shown: "1.000000000001", closes: ["1"], decimals: 10 },
  ])("has the decimals that its prices show: $shown", async ({ shown, closes, decimals }) => {
    const rows = [shown, ...closes].map((price, index) => ({
      start: String(asOf - 300 * (index + 1)),
      open: price,
      high: price,
      low: price,
      close: price,
      volume: "1.23456789012",
    }));
    const { fetchCandles } = await tryCoinbase(answerWith(rows));
    expect((await fetchCandles()).decimals).toBe(decimals);
  });

  it.each([
    { field: "high", value: "774906.7012", words: "over 3 times its open and close" },
    { field: "low", value: "1e-9", words: "below a third of its open and close" },
  ])("keeps a $field of $value, says so, and takes no precision from it", async ({ field, value, words }) => {
    const rows = sampleDay.map((candle) => toRow(candle)).with(9, { ...toRow({ ...sampleDay[9] }), [field]: value });
    const { fetchCandles } = await tryCoinbase(answerWith(rows));
    const set = await fetchCandles();
    expect(set.decimals).toBe(2);
    const start = sampleDay[9]?.start;
    expect(set.notes).toEqual([`the candle that starts at ${start} has a ${field} of ${Number(value)}, ${words}`]);
  });

  it.each(["synthetic", "replayed", "of gold"])("is of a market that calls itself %s", async (market) => {
    const { fetchCandles } = await tryCoinbase(() => ({
      kind: "status",
      status: 200,
      headers: { "x-candles-origin": market },
      body: { candles: sampleDay.map((candle) => toRow(candle)) },
    }));
    const { origin, standIn } = await fetchCandles();
    expect([origin, standIn]).toEqual(["coinbase", market === "of gold" ? undefined : market]);
  });

  it.each([
    ["41700", 41_700],
    ["86400", undefined],
    ["-5", undefined],
    ["noon", undefined],
  ])("is of a market whose days begin %s seconds past midnight", async (told, dayBeginSeconds) => {
    const { fetchCandles } = await tryCoinbase(() => ({
      kind: "status",
      status: 200,
      headers: { "x-candles-day-begin": told },
      body: { candles: sampleDay.map((candle) => toRow(candle)) },
    }));
    expect((await fetchCandles()).dayBeginSeconds).toBe(dayBeginSeconds);
  });

  it.each([
    { what: "null", row: null },
    { what: "a list", row: ["1700049300", "1", "2", "1", "2", "5"] },
    { what: "a text", row: "1700049300" },
    { what: "an object without fields", row: {} },
    { what: "of a start in another base", row: { ...toRow({ ...sampleDay[9] }), start: "0x65" } },
    { what: "of a start in milliseconds", row: { ...toRow({ ...sampleDay[9] }), start: "1700049300000" } },
  ])("can't be used where a row is $what, which is named and asked for once more", async ({ row }) => {
    const candles = sampleDay.map((candle): unknown => toRow(candle)).with(9, row);
    const broken = { kind: "status", status: 200, body: { candles } } as const;
    const { fetchCandles, requests } = await tryCoinbase(() => broken);
    const words = "Candle 288 of 288 (start NaN) has a start that is not a finite number (CANDLE_NOT_FINITE)";
    await expect(fetchCandles()).rejects.toMatchObject({ code: "MARKET_UNUSABLE", retryable: false, message: words });
    expect(requests).toHaveLength(2);
    const { fetchCandles: fetchTwice } = await tryCoinbase((count) => (count === 1 ? broken : undefined));
    const set = await fetchTwice();
    expect(set.candles).toEqual(sampleDay);
    expect(set.notes).toEqual([`the first answer was not used: ${words}`]);
  });

  it("can't be used where all starts are in milliseconds", async () => {
    const rows = sampleDay.map((candle) => toRow({ ...candle, start: candle.start * 1_000 }));
    const { fetchCandles, requests } = await tryCoinbase(answerWith(rows));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "MARKET_UNUSABLE",
      details: { rule: "CANDLE_NOT_FINITE" },
      message: expect.stringContaining("Candle 1 of 288 "),
    });
    expect(requests).toHaveLength(2);
  });

  it.each([
    { what: "all candles are", future: sampleDay.map((candle) => ({ ...candle, start: candle.start + 864_000 })) },
    { what: "one candle is", future: [{ ...sampleDay[0], start: asOf + 600 }, ...sampleDay] },
  ])("can't be used where $what of the future", async ({ future }) => {
    const { fetchCandles, requests } = await tryCoinbase(answerWith(future.map((candle) => toRow(candle))));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "MARKET_UNUSABLE",
      details: { rule: "CANDLE_OF_FUTURE" },
      message: expect.stringContaining(`Candle 1 of ${future.length} (start ${future[0]?.start}) starts `),
    });
    expect(requests).toHaveLength(2);
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
      code: "MARKET_UNUSABLE",
      message: "Candle 288 of 288 (start NaN) has a start that is not a finite number (CANDLE_NOT_FINITE)",
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
      [minute(-60), minute(239)],
      [minute(240), minute(539)],
      [minute(540), minute(839)],
      [minute(840), minute(1_139)],
      [minute(1_140), minute(1_439)],
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

  it("counts no failure of pages that an unknown product ends", async () => {
    const { metrics, recorded } = captureTelemetry();
    const unknown = { error: "NOT_FOUND", message: "valid product_id is required" };
    const { fetchCandles } = await tryCoinbase(
      (count) => (count < 4 ? { kind: "hang" } : { kind: "status", status: 404, body: unknown }),
      { metrics },
    );
    const error = await thrownBy(fetchCandles({ ...dayOfBitcoin, startSeconds: asOf - 1_000 * 300 }));
    expect([error.code, recorded]).toEqual(["PRODUCT_UNKNOWN", []]);
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
    expect(requests, "each with a new token").toHaveLength(6);
    expect(new Set(requests.map(({ headers }) => headers["authorization"])).size).toBe(6);
    expect(waitsMs).toEqual([125, 250, 500, 1_000, 1_500]);
  });
});
