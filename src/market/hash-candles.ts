import { createHash } from "node:crypto";
import type { Candle } from "./candle.ts";

/**
 * The SHA-256 (hex) of candles, oldest first: of the lines `start,open,high,low,close,volume`, each ended by a line feed
 * and each number in JavaScript's shortest spelling. The same candles hash alike whatever they were parsed from.
 */
export function hashCandles(candles: readonly Candle[]): string {
  const lines = candles.map(
    ({ start, open, high, low, close, volume }) => `${start},${open},${high},${low},${close},${volume}\n`,
  );
  return createHash("sha256").update(lines.join("")).digest("hex");
}
