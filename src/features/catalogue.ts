import type { FigureDeclaration } from "./figure.ts";
import { adx } from "./figures/momentum/adx.ts";
import { atr } from "./figures/volatility/atr.ts";
import { atrPct } from "./figures/volatility/atr-pct.ts";
import { bollinger20Lower } from "./figures/bands/bollinger-20-lower.ts";
import { bollinger20Upper } from "./figures/bands/bollinger-20-upper.ts";
import { bollinger20WidthPct } from "./figures/bands/bollinger-20-width-pct.ts";
import { bollingerLower } from "./figures/bands/bollinger-lower.ts";
import { bollingerUpper } from "./figures/bands/bollinger-upper.ts";
import { buyingMomentum } from "./figures/momentum/buying-momentum.ts";
import { change1h } from "./figures/changes/change-1h.ts";
import { change1hPct } from "./figures/changes/change-1h-pct.ts";
import { change24h } from "./figures/changes/change-24h.ts";
import { change24hPct } from "./figures/changes/change-24h-pct.ts";
import { change7d } from "./figures/changes/change-7d.ts";
import { change7dPct } from "./figures/changes/change-7d-pct.ts";
import { dailyHigh } from "./figures/prices/daily-high.ts";
import { dailyLow } from "./figures/prices/daily-low.ts";
import { ema } from "./figures/averages/ema.ts";
import { high7d } from "./figures/prices/high-7d.ts";
import { lastClose } from "./figures/prices/last-close.ts";
import { low7d } from "./figures/prices/low-7d.ts";
import { macd } from "./figures/momentum/macd.ts";
import { macdHistogram } from "./figures/momentum/macd-histogram.ts";
import { macdSignal } from "./figures/momentum/macd-signal.ts";
import { pivot } from "./figures/prices/pivot.ts";
import { pivotR1 } from "./figures/prices/pivot-r1.ts";
import { pivotR2 } from "./figures/prices/pivot-r2.ts";
import { pivotS1 } from "./figures/prices/pivot-s1.ts";
import { pivotS2 } from "./figures/prices/pivot-s2.ts";
import { priceChange } from "./figures/changes/price-change.ts";
import { realizedVolatility } from "./figures/volatility/realized-volatility.ts";
import { rollingAvg } from "./figures/averages/rolling-avg.ts";
import { rsi } from "./figures/momentum/rsi.ts";
import { sellingMomentum } from "./figures/momentum/selling-momentum.ts";
import { sma20 } from "./figures/averages/sma-20.ts";
import { sma50 } from "./figures/averages/sma-50.ts";
import { volume24h } from "./figures/volume/volume-24h.ts";
import { volumeAvg } from "./figures/volume/volume-avg.ts";
import { volumeChange } from "./figures/changes/volume-change.ts";
import { vwap24h } from "./figures/averages/vwap-24h.ts";

/** Every figure that there is, in the order in which receipts and lists have them. */
export const catalogue = [
  rollingAvg,
  ema,
  rsi,
  bollingerUpper,
  bollingerLower,
  priceChange,
  volumeChange,
  dailyHigh,
  dailyLow,
  buyingMomentum,
  sellingMomentum,
  lastClose,
  change24h,
  change24hPct,
  change7d,
  change7dPct,
  high7d,
  low7d,
  change1h,
  change1hPct,
  sma20,
  sma50,
  bollinger20Upper,
  bollinger20Lower,
  bollinger20WidthPct,
  atr,
  atrPct,
  macd,
  macdSignal,
  macdHistogram,
  adx,
  vwap24h,
  volume24h,
  volumeAvg,
  realizedVolatility,
  pivot,
  pivotR1,
  pivotS1,
  pivotR2,
  pivotS2,
] as const;

/** The names of the figures, which may all be null. */
export type FigureName = (typeof catalogue)[number]["name"];

/** A declaration of the catalogue. */
export type CatalogueFigure = FigureDeclaration<FigureName>;

const byName = new Map<string, CatalogueFigure>(catalogue.map((figure) => [figure.name, figure]));

/** The declaration of a figure. */
export function figureOf(name: FigureName): CatalogueFigure {
  const figure = byName.get(name);
  if (figure === undefined) throw new RangeError(`There is no figure called ${name}`);
  return figure;
}

/** Whether there is a figure of that name. */
export function isFigureName(name: string): name is FigureName {
  return byName.has(name);
}

/** Makes a value for every figure. */
export function mapFigures<Value>(valueOf: (figure: CatalogueFigure) => Value): Readonly<Record<FigureName, Value>>;
export function mapFigures(valueOf: (figure: CatalogueFigure) => unknown): object {
  return Object.fromEntries(catalogue.map((figure) => [figure.name, valueOf(figure)]));
}
