import * as fc from "fast-check";
import { computeFeatures, defaultFigures, type FigureName } from "../../../src/features/index.ts";
import { type Figures, prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { naiveMarket, type NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { randomMarket } from "../random-market.ts";

/** A random market: its figures as the service has them, and as the oracle works them out. */
export interface RandomFigures {
  readonly figures: Figures;
  readonly market: NaiveMarket;
}

const weekFigures: readonly FigureName[] = [...defaultFigures, "change_7d", "change_7d_pct", "high_7d", "low_7d"];

/** A market for each seed. In every tenth the candles have no volume, so that it is unchanged. */
export function randomFigures(seed: number): RandomFigures {
  const { productId, candles: traded, granularity, candleSeconds, expected, decimals, end } = randomMarket(seed);
  const candles = seed % 10 === 0 ? traded.map((candle) => ({ ...candle, volume: 0 })) : traded;
  const figures = expected === 168 ? weekFigures : defaultFigures;
  const features = computeFeatures(candles, { asOf: end, granularity, expectedCount: expected, decimals, figures });
  return {
    figures: prepareFigures(productId, features),
    market: naiveMarket(candles, { productId, end, candleSeconds, expected, decimals }),
  };
}

export const markets = fc.integer({ min: 0, max: 1_000_000 }).map(randomFigures);
