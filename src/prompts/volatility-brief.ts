import { formatFigures, type Features, type FigureTexts } from "../features/index.ts";
import { writeAnswerRules } from "./answer-rules.ts";
import { keepToFacts } from "./keep-to-facts.ts";
import { describeMarket } from "./market-context.ts";
import type { PromptType } from "./prompt-type.ts";
import { writeClause, writeSentence } from "./sentence.ts";
import { writeLines } from "./write-lines.ts";

const maxWords = 100;

/** How much the price moves: its ranges, bands and volatility, from the hourly candles of seven days. */
export const volatilityBrief: PromptType = {
  name: "volatility_brief",
  version: 2,
  series: [
    {
      name: "1h",
      granularity: "ONE_HOUR",
      windowSeconds: 7 * 86_400,
      figures: [
        "last_close",
        "change_24h",
        "change_24h_pct",
        "daily_high",
        "daily_low",
        "high_7d",
        "low_7d",
        "atr",
        "atr_pct",
        "realized_volatility",
        "bollinger_20_upper",
        "bollinger_20_lower",
        "bollinger_20_width_pct",
      ],
    },
  ],
  maxWords,
  render(productId: string, features: Features) {
    return {
      system: `${writeAnswerRules(productId, maxWords)}\n\n${describeMarket(productId, features, { hasRelations: true })}`,
      user: writeUserText(productId, formatFigures(features)),
    };
  },
};

function writeUserText(productId: string, texts: FigureTexts): string {
  return writeLines([
    `You brief a trading desk on how volatile ${productId} is. Its figures are of hourly candles.`,
    writeSentence("", ", and ", [
      writeClause(texts.atr, (text) => `the Average True Range (ATR) of 14 candles is ${text}`),
      writeClause(texts.atr_pct, (text) => `the ATR in percent is ${text} %`),
    ]),
    writeClause(texts.realized_volatility, (text) => `The realized volatility is ${text} % a day.`),
    writeSentence("The 20-candle Bollinger Bands have ", " and ", [
      writeClause(texts.bollinger_20_upper, (text) => `an upper band of ${text}`),
      writeClause(texts.bollinger_20_lower, (text) => `a lower band of ${text}`),
      writeClause(texts.bollinger_20_width_pct, (text) => `a width of ${text} %`),
    ]),
    writeSentence("The ", " and the ", [
      writeClause(texts.daily_high, (text) => `day's high is ${text}`),
      writeClause(texts.daily_low, (text) => `day's low is ${text}`),
    ]),
    writeSentence("The ", " and the ", [
      writeClause(texts.high_7d, (text) => `7-day high is ${text}`),
      writeClause(texts.low_7d, (text) => `7-day low is ${text}`),
    ]),
    writeClause(texts.change_24h_pct, (text) => `The change over 24 hours in percent is ${text} %.`),
    "Say how large the ATR, the realized volatility and the width of the Bollinger Bands are in percent, and how wide the day's range is, what share of the 7-day range that is and what percentage of the last close.",
    "Then say in which part of the day's range and of the 7-day range the last close is, and how the change over 24 hours compares in size with the realized volatility.",
    keepToFacts,
    `Write at most ${maxWords} words, without an introduction.`,
  ]);
}
