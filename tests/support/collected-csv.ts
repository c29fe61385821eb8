import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import type { Candle } from "../../src/market/candle.ts";

/** Candles as the platform's collector writes them: no header, the last line ended as well. */
export function toCsv(candles: readonly Candle[]): string {
  return candles.map((candle) => `${toLine(candle)}\n`).join("");
}

/** One line of {@link toCsv}, without its end. */
export function toLine({ start, open, high, low, close, volume }: Candle): string {
  return `${start},${open},${high},${low},${close},${volume},${close > open ? "up" : "down"}`;
}

/** A day of BTC-USD in five minutes, oldest first, the last of which closed `agoSeconds` before the present interval. */
export function collectedDay(agoSeconds = 0): readonly Candle[] {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const endSeconds = Math.floor(nowSeconds / 300) * 300 - agoSeconds;
  return createSampleMarket().candles("BTC-USD", 300, endSeconds - 86_400, endSeconds - 300, nowSeconds);
}

/** Writes candles to a file of its own as the collector would. */
export function writeCollectedFile(candles: readonly Candle[], name = "BTC-USD.csv"): string {
  const path = join(mkdtempSync(join(tmpdir(), "trader-data-llm-")), name);
  writeFileSync(path, toCsv(candles));
  return path;
}
