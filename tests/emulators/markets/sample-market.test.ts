import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import type { Candle } from "../../../src/market/candle.ts";

const noon = 1_700_049_600;
const day = 86_400;
const market = createSampleMarket({ seed: 7 });

/** The day that ends at `noon`, all of it closed. */
function closedDay(productId: string, granularitySeconds = 300): readonly Candle[] {
  return market.candles(productId, granularitySeconds, noon - day, noon - granularitySeconds, noon);
}

function pricesOf(productId: string): readonly number[] {
  return closedDay(productId).flatMap(({ open, high, low, close }) => [open, high, low, close]);
}

/** Written out on its own, so that the market is not checked with the code that made it. */
function joinByHand(parts: readonly Candle[]): Omit<Candle, "volume"> & { volume: number } {
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) throw new Error("There is nothing to join");
  let volume = 0;
  for (const part of parts) volume += part.volume;
  return {
    start: first.start,
    open: first.open,
    high: Math.max(...parts.map((part) => part.high)),
    low: Math.min(...parts.map((part) => part.low)),
    close: last.close,
    volume,
  };
}

describe("createSampleMarket", () => {
  it("says that it is synthetic", () => {
    expect(market.label).toBe("sample (synthetic)");
  });

  it("lists pairs of well-known currencies and no others", () => {
    expect([market.has("BTC-USD"), market.has("SHIB-EUR"), market.has("NOPE-USD")]).toEqual([true, true, false]);
    expect(market.candles("NOPE-USD", 300, noon - day, noon, noon)).toEqual([]);
  });

  it.each(["BTC-USD", "XRP-USD", "SHIB-USD", "ETH-BTC", "USDT-USD", "SPELL-USD"])(
    "serves sound candles of %s",
    (id) => {
      const candles = closedDay(id);
      const violations = candles.filter(
        (candle, at) =>
          candle.start % 300 !== 0 ||
          candle.start <= (candles[at - 1]?.start ?? 0) ||
          candle.low <= 0 ||
          candle.low > Math.min(candle.open, candle.close) ||
          candle.high < Math.max(candle.open, candle.close) ||
          candle.volume <= 0,
      );
      expect(candles.length).toBeGreaterThan(200);
      expect(violations).toEqual([]);
    },
  );

  it("fills a day with 288 candles, each opening where the one before closed", () => {
    const candles = closedDay("BTC-USD");
    expect(candles.map((candle) => candle.start)).toEqual(
      Array.from({ length: 288 }, (_, at) => noon - day + at * 300),
    );
    expect(candles.slice(1).map((candle) => candle.open)).toEqual(candles.slice(0, -1).map((candle) => candle.close));
    expect(new Set(candles.map((candle) => candle.volume)).size).toBeGreaterThan(250);
  });

  it("moves within a believable day: not still, not wild", () => {
    const candles = closedDay("BTC-USD");
    const high = Math.max(...candles.map((candle) => candle.high));
    const low = Math.min(...candles.map((candle) => candle.low));
    expect(high / low).toBeGreaterThan(1.005);
    expect(high / low).toBeLessThan(1.25);
    expect(low).toBeGreaterThan(40_000);
    expect(high).toBeLessThan(200_000);
  });

  it("quotes cents from 1 upward and five digits below", () => {
    expect(pricesOf("BTC-USD").filter((price) => Number(price.toFixed(2)) !== price)).toEqual([]);
    expect(pricesOf("SHIB-USD").filter((price) => price >= 1 || Number(price.toPrecision(5)) !== price)).toEqual([]);
    expect(new Set(pricesOf("SHIB-USD")).size).toBeGreaterThan(100);
  });

  it("makes each five-minute candle of its five minutes", () => {
    const minutes = closedDay("BTC-USD", 60);
    for (const [at, candle] of closedDay("BTC-USD").entries()) {
      const joined = joinByHand(minutes.slice(at * 5, at * 5 + 5));
      expect(candle).toEqual({ ...joined, volume: candle.volume });
      expect(candle.volume).toBeCloseTo(joined.volume, 8);
    }
  });

  it("makes a day of its 24 hours", () => {
    const midnight = Math.floor(noon / day) * day;
    const hours = market.candles("ETH-USD", 3_600, midnight - day, midnight - 1, noon);
    const [whole] = market.candles("ETH-USD", day, midnight - day, midnight - 1, noon);
    expect(hours).toHaveLength(24);
    const joined = joinByHand(hours);
    expect(whole).toEqual({ ...joined, volume: whole?.volume });
    expect(whole?.volume).toBeCloseTo(joined.volume, 6);
  });

  it("serves both ends of the window, and only starts within it", () => {
    const starts = market.candles("BTC-USD", 300, noon - 901, noon - 301, noon).map((candle) => candle.start);
    expect(starts).toEqual([noon - 900, noon - 600]);
    expect(market.candles("BTC-USD", 300, noon - 600, noon - 600, noon)).toHaveLength(1);
  });

  it("shows the same candles in every window", () => {
    const whole = new Map(closedDay("SPELL-USD").map((candle) => [candle.start, candle]));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 287 }), fc.nat(287), (back, length) => {
        const from = noon - back * 300;
        const to = Math.min(from + length * 300, noon - 300);
        for (const candle of market.candles("SPELL-USD", 300, from, to, noon)) {
          expect(candle).toEqual(whole.get(candle.start));
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keeps closed candles as they are when time goes on", () => {
    const later = market.candles("LTC-USD", 300, noon - day, noon - 300, noon + 12_345);
    expect(later).toEqual(closedDay("LTC-USD"));
  });

  it("is the same market for the same seed, and another for another", () => {
    const [again] = createSampleMarket({ seed: 7 }).candles("BTC-USD", 300, noon - 300, noon - 300, noon);
    const [other] = createSampleMarket({ seed: 8 }).candles("BTC-USD", 300, noon - 300, noon - 300, noon);
    const [standard] = createSampleMarket().candles("BTC-USD", 300, noon - 300, noon - 300, noon);
    const [first] = createSampleMarket({ seed: 1 }).candles("BTC-USD", 300, noon - 300, noon - 300, noon);
    expect(again).toEqual(closedDay("BTC-USD").at(-1));
    expect(other).not.toEqual(again);
    expect(standard).toEqual(first);
  });

  it("serves the forming candle as far as it has come, and nothing of the future", () => {
    const forming = (nowSeconds: number): Candle | undefined =>
      market.candles("BTC-USD", 300, noon, noon + 3_600, nowSeconds).at(-1);
    const early = forming(noon + 30);
    const late = forming(noon + 270);
    const [closed] = market.candles("BTC-USD", 300, noon, noon, noon + 300);
    expect([early?.start, late?.start]).toEqual([noon, noon]);
    expect(early?.open).toBe(closed?.open);
    expect(early?.volume).toBeLessThan(late?.volume ?? 0);
    expect(late?.volume).toBeLessThan(closed?.volume ?? 0);
    expect(market.candles("BTC-USD", 300, noon, noon + 3_600, noon)).toEqual([]);
  });

  it("leaves gaps in a thin product, none longer than twenty minutes", () => {
    const starts = closedDay("SPELL-USD").map((candle) => candle.start);
    const distances = starts.slice(1).map((start, at) => start - (starts[at] ?? 0));
    expect(starts.length).toBeLessThan(288);
    expect(Math.max(...distances)).toBeGreaterThan(300);
    expect(Math.max(...distances)).toBeLessThanOrEqual(1_500);
  });
});
