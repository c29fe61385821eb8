import { formatFigures, type Features, type FigureTexts } from "../features/index.ts";
import { writeAnswerRules } from "./answer-rules.ts";
import { keepToFacts } from "./keep-to-facts.ts";
import { describeMarket } from "./market-context.ts";
import type { PromptType } from "./prompt-type.ts";
import { writeClause, writeSentence } from "./sentence.ts";
import { writeLines } from "./write-lines.ts";

const maxWords = 100;

/** The day and the week together: the day of 5-minute candles, the week of hourly ones. */
export const dailyBrief: PromptType = {
  name: "daily_brief",
  version: 2,
  series: [
    {
      name: "5m",
      granularity: "FIVE_MINUTE",
      windowSeconds: 86_400,
      figures: [
        "last_close",
        "change_24h",
        "change_24h_pct",
        "daily_high",
        "daily_low",
        "buying_momentum",
        "selling_momentum",
        "vwap_24h",
      ],
    },
    {
      name: "1h",
      granularity: "ONE_HOUR",
      windowSeconds: 7 * 86_400,
      figures: ["change_7d", "change_7d_pct", "high_7d", "low_7d", "rsi", "sma_20", "sma_50", "realized_volatility"],
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
    `You brief a trading desk on the day and the week of ${productId}.`,
    writeSentence("Of the day: the ", ", the ", [
      writeClause(texts.last_close, (text) => `last close is ${text}`),
      writeClause(texts.change_24h_pct, (text) => `change over 24 hours in percent is ${text} %`),
      writeClause(texts.daily_high, (text) => `day's high is ${text}`),
      writeClause(texts.daily_low, (text) => `day's low is ${text}`),
      writeClause(texts.vwap_24h, (text) => `24-hour VWAP is ${text}`),
    ]),
    writeSentence("The ", " and the ", [
      writeClause(texts.buying_momentum, (text) => `buying momentum is ${text}`),
      writeClause(texts.selling_momentum, (text) => `selling momentum is ${text}`),
    ]),
    writeSentence("Of the week: the ", ", the ", [
      writeClause(texts.change_7d_pct, (text) => `change over 7 days in percent is ${text} %`),
      writeClause(texts.high_7d, (text) => `7-day high is ${text}`),
      writeClause(texts.low_7d, (text) => `7-day low is ${text}`),
      writeClause(texts.realized_volatility, (text) => `realized volatility is ${text} % a day`),
    ]),
    writeSentence("Of the hourly candles: the ", ", the ", [
      writeClause(texts.rsi, (text) => `Relative Strength Index (RSI) is ${text}`),
      writeClause(texts.sma_20, (text) => `20-candle average is ${text}`),
      writeClause(texts.sma_50, (text) => `50-candle average is ${text}`),
    ]),
    "Say by how much the price changed over 24 hours and over 7 days, whether both changes have the same direction, and which is larger in size.",
    "Then say what share of the 7-day range the day's range is, in which part of each the last close is, which of the two momentum figures is larger, and how the last close stands to the averages and the VWAP.",
    keepToFacts,
    `Write at most ${maxWords} words, without an introduction.`,
  ]);
}
