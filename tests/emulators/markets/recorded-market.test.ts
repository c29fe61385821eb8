import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRecordedMarket, type RecordedMarket } from "../../../src/emulators/markets/recorded-market.ts";

/** A boundary of every granularity up to an hour. */
const boundary = 1_700_049_600;
const recordedFrom = 1_609_632_000;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recorded-market-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Candles numbered from 1 by their close, as Coinbase writes them: newest first, strings. */
async function load(
  fileName: string,
  { starts, loadedSeconds = boundary }: { starts: readonly number[]; loadedSeconds?: number },
): Promise<RecordedMarket> {
  const candles = starts.map((start, at) => ({
    start: String(start),
    low: String(at + 0.5),
    high: String(at + 2),
    open: String(at + 1),
    close: String(at + 1),
    volume: "0.1",
  }));
  const path = join(folder, fileName);
  await writeFile(path, JSON.stringify({ candles: candles.toReversed() }));
  return await loadRecordedMarket(path, { clock: () => loadedSeconds * 1_000 });
}

function every(seconds: number, count: number, from = recordedFrom): readonly number[] {
  return Array.from({ length: count }, (_, at) => from + at * seconds);
}

/** What a client asks that wants the `count` candles closed by `asOf`. */
function ask(
  market: RecordedMarket,
  asOf: number,
  nowSeconds: number,
  { count = 3, granularity = 300, id = "BTC-USD" } = {},
): [number, number][] {
  return market
    .candles(id, granularity, asOf - count * granularity, asOf - granularity, nowSeconds)
    .map((candle) => [candle.start - boundary, candle.close]);
}

describe("loadRecordedMarket", () => {
  it("is named after its file and knows the length of its candles", async () => {
    const market = await load("BTC-USD.FIVE_MINUTE.2021-01-03.json", { starts: every(300, 5) });
    expect([market.label, market.productId, market.intervalSeconds]).toEqual([
      "BTC-USD.FIVE_MINUTE.2021-01-03.json",
      "BTC-USD",
      300,
    ]);
  });

  it("takes the smallest distance for the length, so that gaps don't count", async () => {
    const market = await load("gaps.json", { starts: [0, 900, 1_200, 3_000].map((offset) => recordedFrom + offset) });
    expect(market.intervalSeconds).toBe(300);
  });

  it("lists its own product and the well-known ones where its name describes a product", async () => {
    const market = await load("RARE-USD.json", { starts: every(300, 2) });
    expect(["RARE-USD", "LTC-USD", "NOPE-USD"].map((id) => market.has(id))).toEqual([true, true, false]);
    expect(market.candles("NOPE-USD", 300, 0, boundary, boundary)).toEqual([]);
    expect(market.candles("LTC-USD", 300, 0, boundary, boundary)).toHaveLength(2);
  });

  it("serves every product id where its name tells none", async () => {
    const market = await load("candles.json", { starts: every(300, 2) });
    expect(market.productId).toBeUndefined();
    expect(["NOPE-USD", "BTC-PERP-INTX", "not a product"].map((id) => market.has(id))).toEqual([true, true, false]);
  });

  it("replays the newest candle as the one that has just closed", async () => {
    const market = await load("BTC-USD.replay.json", { starts: every(300, 5), loadedSeconds: boundary + 123 });
    expect(ask(market, boundary, boundary + 124)).toEqual([
      [-900, 3],
      [-600, 4],
      [-300, 5],
    ]);
  });

  it("says when the days of the recorded market begin in the present", async () => {
    const market = await load("BTC-USD.days.json", { starts: every(300, 5) });
    expect(market.dayBeginSeconds?.("BTC-USD", 300)).toBe(0);
    ask(market, boundary, boundary);
    // Midnight of the file was 25 minutes before its newest candle closed, which is noon in the present.
    expect(market.dayBeginSeconds?.("BTC-USD", 300)).toBe(12 * 3_600 - 25 * 60);
  });

  it("keeps gaps, and leaves the values alone", async () => {
    const starts = [0, 300, 1_200].map((offset) => recordedFrom + offset);
    const market = await load("BTC-USD.gaps.json", { starts });
    expect(market.candles("BTC-USD", 300, 0, boundary, boundary)).toEqual([
      { start: boundary - 1_500, open: 1, high: 2, low: 0.5, close: 1, volume: 0.1 },
      { start: boundary - 1_200, open: 2, high: 3, low: 1.5, close: 2, volume: 0.1 },
      { start: boundary - 300, open: 3, high: 4, low: 2.5, close: 3, volume: 0.1 },
    ]);
  });

  it("serves no forming candle, also to who asks past the present", async () => {
    const market = await load("BTC-USD.forming.json", { starts: every(300, 3) });
    const starts = market
      .candles("BTC-USD", 300, boundary - 300, boundary + 900, boundary + 60)
      .map(({ start }) => start);
    expect(starts).toEqual([boundary - 300]);
  });

  it("gives the whole window to who took the time just before a boundary and asks just after it", async () => {
    const market = await load("BTC-USD.before.json", { starts: every(300, 5), loadedSeconds: boundary + 1 });
    const asOf = boundary;
    const now = boundary + 300 + 1;
    expect(ask(market, asOf, now)).toEqual([
      [-900, 3],
      [-600, 4],
      [-300, 5],
    ]);
  });

  it("gives the whole window to who asks after a boundary, though it was loaded before", async () => {
    const market = await load("BTC-USD.after.json", { starts: every(300, 5), loadedSeconds: boundary - 1 });
    expect(ask(market, boundary, boundary + 2)).toEqual([
      [-900, 3],
      [-600, 4],
      [-300, 5],
    ]);
  });

  it("never moves back, and moves each product for itself", async () => {
    const market = await load("BTC-USD.back.json", { starts: every(300, 5), loadedSeconds: boundary });
    const later = boundary + 300;
    expect(ask(market, later, later + 1).at(-1)).toEqual([0, 5]);
    expect(ask(market, boundary, later + 2).at(-1), "one candle back").toEqual([-300, 4]);
    expect(ask(market, boundary, later + 2, { id: "ETH-USD" }).at(-1)).toEqual([-300, 5]);
  });

  it("makes longer candles of its own, and leaves out a last one that it does not fill", async () => {
    const market = await load("BTC-USD.ONE_MINUTE.json", { starts: every(60, 13) });
    expect(market.candles("BTC-USD", 300, 0, boundary, boundary)).toEqual([
      { start: boundary - 600, open: 1, high: 6, low: 0.5, close: 5, volume: 0.5 },
      { start: boundary - 300, open: 6, high: 11, low: 5.5, close: 10, volume: 0.5 },
    ]);
    expect(market.candles("BTC-USD", 60, boundary - 60, boundary, boundary).map(({ close }) => close)).toEqual([13]);
  });

  it("keeps the hours and days of the longer candles that it makes", async () => {
    const market = await load("BTC-USD.offset.json", { starts: every(300, 36, recordedFrom + 1_800) });
    // The file runs from half past midnight to half past three: half an hour, two whole ones, and a half that is left out.
    expect(ask(market, boundary, boundary, { granularity: 3_600, count: 5 })).toEqual([
      [-10_800, 6],
      [-7_200, 18],
      [-3_600, 30],
    ]);
  });

  it("serves nothing finer than its own candles, or that they don't fit into", async () => {
    const market = await load("BTC-USD.coarse.json", { starts: every(7_200, 5) });
    expect(market.candles("BTC-USD", 300, 0, boundary, boundary)).toEqual([]);
    expect(market.candles("BTC-USD", 10_800, 0, boundary, boundary)).toEqual([]);
    expect(market.candles("BTC-USD", 14_400, 0, boundary, boundary)).toHaveLength(2);
  });

  it("serves nothing where its candles fill not one of the asked length", async () => {
    const market = await load("BTC-USD.short.json", { starts: every(60, 3) });
    expect(market.candles("BTC-USD", 300, 0, boundary, boundary)).toEqual([]);
  });

  it("takes the system's clock by default", async () => {
    const path = join(folder, "BTC-USD.clock.json");
    await load("BTC-USD.clock.json", { starts: every(300, 3) });
    const before = Math.floor(Date.now() / 300_000) * 300;
    const market = await loadRecordedMarket(path);
    const newest = market.candles("BTC-USD", 300, 0, 0, 0);
    expect(newest).toEqual([]);
    const [last] = market.candles("BTC-USD", 300, before - 300, before, before);
    expect(last?.start).toBeGreaterThanOrEqual(before - 300);
  });
});
