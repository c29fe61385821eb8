import { defaultFigures, formatFigures, type Features, type FigureTexts } from "../features/index.ts";
import { writeAnswerRules } from "./answer-rules.ts";
import { describeMarket } from "./market-context.ts";
import type { PromptType } from "./prompt-type.ts";
import { writeClause, writeSentence } from "./sentence.ts";
import { writeLines } from "./write-lines.ts";

const maxWords = 100;

/** The trend and the sentiment of the last 24 hours, from 5-minute candles. */
export const trendAnalysis: PromptType = {
  name: "trend_analysis",
  version: 2,
  series: [{ name: "5m", granularity: "FIVE_MINUTE", windowSeconds: 86_400, figures: defaultFigures }],
  maxWords,
  render(productId: string, features: Features) {
    const texts = formatFigures(features);
    return {
      system: `${writeAnswerRules(productId, maxWords)}\n\n${describeMarket(productId, features)}`,
      user: writeUserText(productId, texts),
    };
  },
};

/** A sentence without its figure is left out, and a line without a sentence with it. */
function writeUserText(productId: string, texts: FigureTexts): string {
  const role = "You are a professional stock broker.";
  const lines = [
    writeClause(texts.rolling_avg, (text) => `${role} ${productId} stock has a 5-minute rolling average of ${text}.`) ??
      role,
    writeSentence("", ", and ", [
      writeClause(texts.ema, (text) => `the Exponential Moving Average (EMA) is ${text}`),
      writeClause(texts.rsi, (text) => `the Relative Strength Index (RSI) is ${text}`),
    ]),
    writeSentence("The Bollinger Bands are set with ", " and ", [
      writeClause(texts.bollinger_upper, (text) => `an upper band of ${text}`),
      writeClause(texts.bollinger_lower, (text) => `a lower band of ${text}`),
    ]),
    writeSentence("", ", and ", [
      writeClause(texts.price_change, (text) => `the price has changed by ${text}`),
      writeClause(texts.volume_change, (text) => `the volume has shifted by ${text}`),
    ]),
    writeSentence("Today's ", " and ", [
      writeClause(texts.daily_high, (text) => `high was ${text}`),
      writeClause(texts.daily_low, (text) => `low was ${text}`),
    ]),
    writeSentence("The ", " and ", [
      writeClause(texts.buying_momentum, (text) => `buying momentum is ${text}`),
      writeClause(texts.selling_momentum, (text) => `selling momentum is ${text}`),
    ]),
    "Based on this data, provide insights into the current stock trend and the general market sentiment.",
    `The insights should not be longer than ${maxWords} words, should not have an introduction, and should include the name of the stock.`,
  ];
  return writeLines(lines);
}
