import type { FigureDeclaration } from "./figure.ts";
import { adx } from "./figures/adx.ts";
import { atr } from "./figures/atr.ts";
import { atrPct } from "./figures/atr-pct.ts";
import { bollinger20Lower } from "./figures/bollinger-20-lower.ts";
import { bollinger20Upper } from "./figures/bollinger-20-upper.ts";
import { bollinger20WidthPct } from "./figures/bollinger-20-width-pct.ts";
import { bollingerLower } from "./figures/bollinger-lower.ts";
import { bollingerUpper } from "./figures/bollinger-upper.ts";
import { buyingMomentum } from "./figures/buying-momentum.ts";
import { change1h } from "./figures/change-1h.ts";
import { change1hPct } from "./figures/change-1h-pct.ts";
import { change24h } from "./figures/change-24h.ts";
import { change24hPct } from "./figures/change-24h-pct.ts";
import { change7d } from "./figures/change-7d.ts";
import { change7dPct } from "./figures/change-7d-pct.ts";
import { dailyHigh } from "./figures/daily-high.ts";
import { dailyLow } from "./figures/daily-low.ts";
import { ema } from "./figures/ema.ts";
import { high7d } from "./figures/high-7d.ts";
import { lastClose } from "./figures/last-close.ts";
import { low7d } from "./figures/low-7d.ts";
import { macd } from "./figures/macd.ts";
import { macdHistogram } from "./figures/macd-histogram.ts";
import { macdSignal } from "./figures/macd-signal.ts";
import { pivot } from "./figures/pivot.ts";
import { pivotR1 } from "./figures/pivot-r1.ts";
import { pivotR2 } from "./figures/pivot-r2.ts";
import { pivotS1 } from "./figures/pivot-s1.ts";
import { pivotS2 } from "./figures/pivot-s2.ts";
import { priceChange } from "./figures/price-change.ts";
import { realizedVolatility } from "./figures/realized-volatility.ts";
import { rollingAvg } from "./figures/rolling-avg.ts";
import { rsi } from "./figures/rsi.ts";
import { sellingMomentum } from "./figures/selling-momentum.ts";
import { sma20 } from "./figures/sma-20.ts";
import { sma50 } from "./figures/sma-50.ts";
import { volume24h } from "./figures/volume-24h.ts";
import { volumeAvg } from "./figures/volume-avg.ts";
import { volumeChange } from "./figures/volume-change.ts";
import { vwap24h } from "./figures/vwap-24h.ts";

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
