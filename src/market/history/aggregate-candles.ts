import type { Candle } from "../candle.ts";

/** More digits than a sum of doubles is sure of; fewer would lose what a file quotes. */
const sureDigits = 15;

/**
 * Makes longer candles of shorter ones: open of the first, close of the last, highest high, lowest low, sum of the volumes
 * (without the noise of adding doubles: 0.1 + 0.2 is 0.3).
 *
 * @param candles oldest first, each shorter than or as long as the result's.
 * @param granularitySeconds length of the result's candles, which start at its multiples.
 */
export function aggregateCandles(candles: readonly Candle[], granularitySeconds: number): Candle[] {
  const aggregated: Candle[] = [];
  let current: Candle | undefined;
  for (const candle of candles) {
    const start = Math.floor(candle.start / granularitySeconds) * granularitySeconds;
    if (current?.start !== start) {
      if (current !== undefined) aggregated.push(finish(current));
      current = { ...candle, start };
      continue;
    }
    current = {
      start,
      open: current.open,
      high: Math.max(current.high, candle.high),
      low: Math.min(current.low, candle.low),
      close: candle.close,
      volume: current.volume + candle.volume,
    };
  }
  if (current !== undefined) aggregated.push(finish(current));
  return aggregated;
}

function finish(candle: Candle): Candle {
  return { ...candle, volume: Number(candle.volume.toPrecision(sureDigits)) };
}
