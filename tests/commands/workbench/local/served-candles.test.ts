import { describe, expect, it } from "vitest";
import { keepServed } from "../../../../src/commands/workbench/local/served-candles.ts";
import type { MarketData } from "../../../../src/emulators/markets/market-data.ts";
import { hashCandles } from "../../../../src/market/hash-candles.ts";

/** A market that moves on: the same window holds other prices each time. */
function movingMarket(): MarketData {
  let price = 100;
  return {
    label: "moving",
    standIn: "replayed",
    has: () => true,
    dayBeginSeconds: () => 3_600,
    candles: (_, seconds, start, end) => {
      price += 1;
      const count = Math.floor((end - start) / seconds) + 1;
      return Array.from({ length: count }, (__, index) => ({
        start: start + index * seconds,
        open: price,
        high: price,
        low: price,
        close: price,
        volume: 1,
      }));
    },
  };
}

const query = { productId: "BTC-USD", granularity: "FIVE_MINUTE", startSeconds: 3_000, endSeconds: 6_000 } as const;

describe("the candles that the local exchange has served", () => {
  it("are found again by their hash, though the market has moved on", () => {
    const { data, find } = keepServed(movingMarket());
    const first = data.candles("BTC-USD", 300, 3_000, 5_700, 6_000);
    data.candles("BTC-USD", 300, 3_000, 5_700, 6_000);
    data.candles("ETH-USD", 300, 3_000, 5_700, 6_000);
    const found = find(query, hashCandles(first));
    expect(found?.candles).toEqual(first);
    expect([found?.standIn, found?.dayBeginSeconds]).toEqual(["replayed", 3_600]);
  });

  it("are not found by another hash, for another product, or once 400 others were served", () => {
    const { data, find } = keepServed(movingMarket());
    const hash = hashCandles(data.candles("BTC-USD", 300, 3_000, 5_700, 6_000));
    expect(find(query, "0".repeat(64))).toBeNull();
    expect(find({ ...query, productId: "ETH-USD" }, hash)).toBeNull();
    for (let count = 0; count < 400; count += 1) data.candles("ETH-USD", 300, 3_000, 5_700, 6_000);
    expect(find(query, hash)).toBeNull();
  });
});
