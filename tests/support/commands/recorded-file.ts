import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Candle } from "../../../src/market/candle.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/**
 * Candles of five minutes with plain numbers: the close walks up and down by whole dollars, so that figures can be
 * computed by hand. Oldest first, on a day long past.
 */
export function plainCandles(count: number, basePrice = 50_000): Candle[] {
  const firstStart = Date.UTC(2021, 0, 3) / 1_000;
  let close = basePrice;
  return Array.from({ length: count }, (_, index) => {
    const open = close;
    close = open + ((index * 7) % 13) - 6;
    return {
      start: firstStart + index * 300,
      open,
      high: Math.max(open, close) + 2,
      low: Math.min(open, close) - 3,
      close,
      volume: 10 + (index % 5),
    };
  });
}

/** Writes candles to a file of its own in Coinbase's response format: newest first, every field a string. */
export function writeRecordedFile(candles: readonly Candle[], name = "BTC-USD.FIVE_MINUTE.json"): string {
  const path = join(temporaryFolder(), name);
  const rows = candles
    .toReversed()
    .map((candle) => Object.fromEntries(Object.entries(candle).map(([field, value]) => [field, String(value)])));
  writeFileSync(path, JSON.stringify({ candles: rows }));
  return path;
}
