import type { Features } from "../../../src/features/index.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence, type SentenceVerdict } from "../../../src/grounding/reading/judge-sentence.ts";
import { allFigures } from "../../features/support/figure-samples.ts";

/** Bitcoin after a day of losses: below both averages, in the lower half of the bands, sold more than bought. */
export const fallen: Features = {
  ...allFigures,
  rolling_avg: 47259.286,
  ema: 47293.1647,
  rsi: 29.9001,
  bollinger_upper: 47693.6127,
  bollinger_lower: 46824.9593,
  price_change: -26.27,
  volume_change: -78.8878,
  daily_high: 52041.73,
  daily_low: 46674.34,
  buying_momentum: 18956.15,
  selling_momentum: 21795.13,
  last_close: 47073.73,
  change_24h: -2602.48,
  change_24h_pct: -5.2389,
  candle_count: 262,
  expected_count: 288,
};

/** Judges a sentence about `fallen`. */
export function judged(text: string): SentenceVerdict {
  return judgeSentence(text, prepareFigures("BTC-USD", fallen));
}

/** Litecoin after a good day that ends with a loss: below both averages, but bought more than sold, and up over 24 hours. */
export const divided: Features = {
  ...allFigures,
  rolling_avg: 61.042,
  ema: 61.0317,
  rsi: 47.6744,
  bollinger_upper: 61.2271,
  bollinger_lower: 60.8569,
  price_change: -0.21,
  volume_change: 146.8937,
  daily_high: 62.03,
  daily_low: 58.57,
  buying_momentum: 17.6,
  selling_momentum: 15.63,
  last_close: 60.89,
  change_24h: 2.13,
  change_24h_pct: 3.6249,
};

/** Judges a sentence about `divided`. */
export function judgedDivided(text: string): SentenceVerdict {
  return judgeSentence(text, prepareFigures("LTC-USD", divided));
}

/** A market with few ticks: its averages and bands read as its close does, and it lost a little over 24 hours. */
export const coarse: Features = {
  ...allFigures,
  rolling_avg: 1.29,
  ema: 1.28949,
  rsi: 50.2762,
  bollinger_upper: 1.29,
  bollinger_lower: 1.29,
  price_change: 0,
  volume_change: 106829.163,
  daily_high: 1.34,
  daily_low: 1.28,
  buying_momentum: 0.2,
  selling_momentum: 0.23,
  last_close: 1.29,
  change_24h: -0.03,
  change_24h_pct: -2.2727,
};

/** Judges a sentence about `coarse`. */
export function judgedCoarse(text: string): SentenceVerdict {
  return judgeSentence(text, prepareFigures("SUI-USD", coarse));
}
