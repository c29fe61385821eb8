import { S3Client } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { createCollectedHistory } from "../../../src/market/history/collected-history.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { createObjectStore, type StoredObject } from "../../../src/platform/aws/object-store.ts";
import { toCsv, toLine } from "../../support/collected-csv.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { asOf, dayOfBitcoin, nowSeconds, sampleDay } from "../coinbase/coinbase-trial.ts";
import { folder, reasonOf, sampleHours, startHistory, startHistoryWith } from "./history-trial.ts";

describe("the collected history", () => {
  it("is the day's closed candles, with their facts", async () => {
    const { readHistory } = await startHistoryWith(toCsv(sampleHours(30)));
    const lines = sampleDay.map(
      ({ start: at, open, high, low, close, volume }) => `${at},${open},${high},${low},${close},${volume}\n`,
    );
    expect(await readHistory()).toEqual({
      origin: "history",
      candles: sampleDay,
      earlier: sampleHours(30).find(({ start }) => start === asOf - 86_700),
      expectedCount: 288,
      windowEnd: asOf,
      asOf,
      decimals: 2,
      sha256: createHash("sha256").update(lines.join("")).digest("hex"),
      objectKey: `${folder}2023.csv`,
    });
  });

  it.each([
    { what: "oldest first", csv: toCsv(sampleDay) },
    { what: "newest first", csv: toCsv(sampleDay.toReversed()) },
    { what: "without a last line end", csv: toCsv(sampleDay).trimEnd() },
    { what: "with the line ends of Windows", csv: toCsv(sampleDay).replaceAll("\n", "\r\n") },
    { what: "with blank lines", csv: `\n${toCsv(sampleDay).replaceAll("\n", "\n\n")}` },
    { what: "with all lines twice", csv: toCsv([...sampleDay, ...sampleDay]) },
    { what: "with each line twice", csv: toCsv(sampleDay.flatMap((candle) => [candle, candle])) },
    { what: "with a header", csv: `start,open,high,low,close,volume,trend\n${toCsv(sampleDay)}` },
    {
      what: "with the forming candle behind",
      csv: toCsv([...sampleDay, ...sampleDay.slice(0, 1).map((candle) => ({ ...candle, start: asOf }))]),
    },
    { what: "with a torn last line", csv: `${toCsv(sampleDay)}${asOf},100,1` },
    { what: "newest first, with a torn first line", csv: `${asOf},1\n${toCsv(sampleDay.toReversed())}` },
    { what: "in milliseconds", csv: toCsv(sampleDay.map((candle) => ({ ...candle, start: candle.start * 1_000 }))) },
  ])("is the same $what", async ({ csv }) => {
    const { readHistory } = await startHistoryWith(csv);
    expect((await readHistory()).candles).toEqual(sampleDay);
  });

  it("may have gaps, which are counted", async () => {
    const left = sampleDay.filter((_, index) => index % 10 >= 3);
    const { readHistory } = await startHistoryWith(toCsv(left));
    const set = await readHistory();
    expect(set.candles).toEqual(left);
    expect([set.candles.length, set.expectedCount]).toEqual([201, 288]);
  });

  it("describes a candle that was collected twice as it was collected last: with the most volume", async () => {
    const early = sampleDay.slice(-1).map((candle) => ({ ...candle, close: candle.open, volume: candle.volume / 2 }));
    for (const rows of [
      [...sampleDay, ...early],
      [...sampleDay.slice(0, -1), ...early, ...sampleDay.slice(-1)],
    ]) {
      const { readHistory } = await startHistoryWith(toCsv(rows));
      expect((await readHistory()).candles).toEqual(sampleDay);
    }
  });

  it("does not tell a candle that had not closed when it was collected", async () => {
    const { readHistory, put, objects } = await startHistory();
    const presentAsOf = (Math.floor(Date.now() / 300_000) + 2) * 300;
    const shifted = sampleDay.map((candle) => ({ ...candle, start: candle.start + presentAsOf - asOf }));
    await put(`${folder}now.csv`, toCsv(shifted));
    let lastModifiedMs = 0;
    for await (const object of objects.list(folder)) lastModifiedMs = object.lastModifiedMs;
    const closed = shifted.filter((candle) => (candle.start + 300) * 1_000 <= lastModifiedMs);
    expect(closed.length).toBeLessThan(shifted.length);
    const query = { ...dayOfBitcoin, startSeconds: presentAsOf - 86_400, endSeconds: presentAsOf };
    expect((await readHistory(query)).candles).toEqual(closed);
  });
});

function stored(key: string): StoredObject {
  return { key, sizeBytes: 9, etag: '"x"', lastModifiedMs: 1_700_060_000_000 };
}

describe("of several objects", () => {
  it("the newest one is read, however it is called", async () => {
    const { put, readHistory, parts } = await startHistory();
    await put(`${folder}z.csv`, toCsv(sampleDay.slice(0, 50)));
    await put(`${folder}a.csv`, toCsv(sampleDay));
    await put("COINBASE/BTC-USD/other/b.csv", "1,2");
    await put("COINBASE/BTC-USDC/historical/b.csv", "1,2");
    expect((await readHistory()).objectKey).toBe(`${folder}a.csv`);
    expect(parts.map(([key]) => key)).toEqual([`${folder}a.csv`]);
  });

  it.each([
    { older: "COINBASE", newer: "coinbase" },
    { older: "coinbase", newer: "COINBASE" },
  ])("the newest one is read in both folders: $older, then $newer", async ({ older, newer }) => {
    const { put, readHistory, prefixes } = await startHistory();
    await put(`${older}/BTC-USD/historical/a.csv`, toCsv(sampleDay.slice(0, 50)));
    await put(`${newer}/BTC-USD/historical/a.csv`, toCsv(sampleDay));
    expect((await readHistory()).objectKey).toBe(`${newer}/BTC-USD/historical/a.csv`);
    expect(prefixes).toEqual(["COINBASE/BTC-USD/historical/", "coinbase/BTC-USD/historical/"]);
  });

  it("those without a byte are none: consoles make them as folders", async () => {
    const { put, readHistory } = await startHistory();
    await put(`${folder}2023.csv`, toCsv(sampleDay));
    await put(folder, "");
    expect((await readHistory()).objectKey).toBe(`${folder}2023.csv`);
  });

  it("of the same moment the greater key is read", async () => {
    const read: string[] = [];
    const readHistory = createCollectedHistory({
      objects: {
        async *list(prefix) {
          if (prefix === folder)
            yield* ["2023-11-14", "2023-11-16", "2023-11-15"].map((day) => stored(`${prefix}${day}.csv`));
        },
        readPart: async ({ key }) => {
          read.push(key);
          return toCsv(sampleDay);
        },
      },
    });
    await readHistory(dayOfBitcoin, createDeadline(60_000));
    expect(read).toEqual([`${folder}2023-11-16.csv`]);
  });
});

describe("no history of use", () => {
  it("is none at all", async () => {
    const trial = await startHistory();
    expect(await reasonOf(trial)).toBe(`no object under ${folder} or coinbase/BTC-USD/historical/`);
  });

  it.each(["\n\n", "torn", "start,open,high,low,close,volume,trend\n"])("is an object that says %j", async (csv) => {
    expect(await reasonOf(await startHistoryWith(csv))).toBe(`${folder}2023.csv holds no closed candle`);
  });

  it("is one that ends more than 15 minutes before the window does", async () => {
    const reaching = await startHistoryWith(toCsv(sampleDay.slice(0, -3)));
    expect((await reaching.readHistory()).candles).toHaveLength(285);
    const stale = await startHistoryWith(toCsv(sampleDay.slice(0, -4)));
    expect(await reasonOf(stale)).toBe(`${folder}2023.csv ends 1200 seconds before the window does, more than 900`);
    const old = await startHistoryWith(
      toCsv(sampleDay.map((candle) => ({ ...candle, start: candle.start - 7 * 86_400 }))),
    );
    expect(await reasonOf(old)).toContain("ends 604800 seconds before");
  });

  it("is one with fewer than 5 candles in the window", async () => {
    expect(await reasonOf(await startHistoryWith(toCsv(sampleDay.slice(-4))))).toBe(
      `${folder}2023.csv holds 4 candles of the window, fewer than 5`,
    );
    expect((await (await startHistoryWith(toCsv(sampleDay.slice(-5)))).readHistory()).candles).toHaveLength(5);
  });

  it("is one of candles 600 seconds apart where 300 are wanted", async () => {
    const candles = createSampleMarket().candles("BTC-USD", 60, asOf - 86_400, asOf - 60, nowSeconds);
    const csv = toCsv(candles.filter(({ start }) => start % 600 === 0));
    expect(await reasonOf(await startHistoryWith(csv))).toBe(
      `${folder}2023.csv holds candles 600 seconds apart, 300 are wanted`,
    );
  });

  it.each([
    {
      what: "a line that is torn in the middle",
      row: 100,
      line: `${sampleDay[100]?.start},1,2`,
      code: "CANDLE_NOT_FINITE",
    },
    { what: "a line without a start", row: 100, line: "x,1,2,3,4,5,up", code: "CANDLE_NOT_FINITE" },
    { what: "a price of 0", row: 9, line: `${sampleDay[9]?.start},0,2,1,1,5,up`, code: "CANDLE_PRICE_NOT_POSITIVE" },
    { what: "a negative volume", row: 9, line: `${sampleDay[9]?.start},1,2,1,1,-5,up`, code: "CANDLE_VOLUME_NEGATIVE" },
    { what: "a high below its low", row: 9, line: `${sampleDay[9]?.start},2,1,2,2,5,up`, code: "CANDLE_HIGH_TOO_LOW" },
  ])("is one with $what: $code", async ({ row, line, code }) => {
    const csv = sampleDay.map((candle, index) => (index === row ? line : toLine(candle))).join("\n");
    const error = await thrownBy((await startHistoryWith(csv)).readHistory());
    expect([error.code, error.retryable]).toEqual([code, true]);
  });

  it("is one with two lines that disagree about the same volume", async () => {
    const other = sampleDay.slice(8, 9).map((candle) => ({ ...candle, close: candle.low }));
    const error = await thrownBy((await startHistoryWith(toCsv([...sampleDay, ...other]))).readHistory());
    expect(error.code).toBe("CANDLE_DUPLICATED");
  });

  it("is a bucket that can't be reached, or is not there", async () => {
    const aws = { region: "us-east-1", credentials: { accessKeyId: "id", secretAccessKey: "secret" }, maxAttempts: 1 };
    const client = new S3Client({ ...aws, endpoint: await deadUrl(), forcePathStyle: true });
    onTestFinished(() => client.destroy());
    const objects = createObjectStore(client, "things");
    const error = await thrownBy(createCollectedHistory({ objects })(dayOfBitcoin, createDeadline(60_000)));
    expect([error.code, error.message]).toEqual(["CANDLES_UNAVAILABLE", "the bucket can't be read (ECONNREFUSED)"]);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it("is one that can't be read in time", async () => {
    const trial = await startHistoryWith(toCsv(sampleDay));
    const error = await thrownBy(
      trial.readHistory(dayOfBitcoin, createDeadline(60_000, undefined, AbortSignal.abort())),
    );
    expect([error.code, error.message]).toEqual(["CANDLES_UNAVAILABLE", "the time was up"]);
  });
});
