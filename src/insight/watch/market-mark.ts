import * as z from "zod/mini";
import { figureOf, type Features } from "../../features/index.ts";
import { type Candle, type CandleSet, granularitySeconds } from "../../market/candle.ts";
import { computeSeries, type FetchedSeries } from "../fetch-series.ts";

const place = z.nullable(z.enum(["above", "inside", "below"]));

/** What of a market a watch holds the next one against. */
export const markSchema = z.object({
  /** End of the window, UNIX seconds. */
  as_of: z.number(),
  close: z.number(),
  atr: z.nullable(z.number()),
  rsi_zone: z.nullable(z.string()),
  daily_high: z.nullable(z.number()),
  daily_low: z.nullable(z.number()),
  /** On which side of the average of 20 closes the last two candles that agree closed. */
  average: place,
  /** Likewise where in the Bollinger Bands of 20 closes. */
  bands: place,
});

/** What of a market a watch holds the next one against. */
export type MarketMark = z.infer<typeof markSchema>;

type Place = MarketMark["average"];

const markFigures = ["last_close", "atr", "rsi", "daily_high", "daily_low"] as const;
const sideFigures = ["last_close", "sma_20", "bollinger_20_upper", "bollinger_20_lower"] as const;

/** A crossing counts once two candles held it. */
const heldCandles = 2;
/** Further back than this a side is not looked for. */
const maxLookBack = 60;

/** Marks a market at the end of its window; null where it has no candle. */
export function markMarket(fetched: FetchedSeries): MarketMark | null {
  const figures = computeSeries(fetched, markFigures);
  const close = figures.last_close ?? null;
  if (close === null) return null;
  return {
    as_of: fetched.set.windowEnd,
    close,
    atr: figures.atr ?? null,
    rsi_zone: zoneOf(figures.rsi ?? null),
    daily_high: figures.daily_high ?? null,
    daily_low: figures.daily_low ?? null,
    ...heldPlaces(fetched),
  };
}

function zoneOf(value: number | null): string | null {
  const { kind } = figureOf("rsi");
  if (value === null || kind.is !== "oscillator") return null;
  const found = kind.zones.find(({ from = -Infinity, to = Infinity }) => value >= from && value <= to);
  return found?.name ?? kind.between;
}

/** The newest places that two candles in a row share. */
function heldPlaces({ set, wanted }: FetchedSeries): Pick<MarketMark, "average" | "bands"> {
  const held: { average: Place; bands: Place } = { average: null, bands: null };
  let later: { average: Place; bands: Place } = { average: null, bands: null };
  const { candles } = set;
  for (let count = candles.length; count >= heldCandles && count > candles.length - maxLookBack; count -= 1) {
    const part = candles.slice(0, count);
    const figures = computeSeries({ wanted, set: endingWith(set, part, wanted.granularity) }, sideFigures);
    const now = { average: sideOfAverage(figures), bands: placeInBands(figures) };
    held.average ??= now.average === later.average ? now.average : null;
    held.bands ??= now.bands === later.bands ? now.bands : null;
    if (held.average !== null && held.bands !== null) break;
    later = now;
  }
  return held;
}

/** The window as it was when its last candle was the newest. */
function endingWith(
  set: CandleSet,
  candles: readonly Candle[],
  granularity: FetchedSeries["wanted"]["granularity"],
): CandleSet {
  const windowEnd = (candles.at(-1)?.start ?? 0) + granularitySeconds[granularity];
  return { ...set, candles, windowEnd };
}

function sideOfAverage({ last_close: close = null, sma_20: average = null }: Features): Place {
  if (close === null || average === null || close === average) return null;
  return close > average ? "above" : "below";
}

function placeInBands({
  last_close: close = null,
  bollinger_20_upper: upper = null,
  bollinger_20_lower: lower = null,
}: Features): Place {
  if (close === null || upper === null || lower === null) return null;
  if (close > upper) return "above";
  return close < lower ? "below" : "inside";
}
