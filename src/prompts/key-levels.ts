import { formatFigures, type Features, type FigureTexts } from "../features/index.ts";
import { writeAnswerRules } from "./answer-rules.ts";
import { keepToFacts } from "./keep-to-facts.ts";
import { describeMarket } from "./market-context.ts";
import type { PromptType } from "./prompt-type.ts";
import { type Clause, writeClause, writeSentence } from "./sentence.ts";
import { writeLines } from "./write-lines.ts";

const maxWords = 100;

/** The levels around the price: pivots, VWAP, bands and the day's extremes, from 5-minute candles of 48 hours. */
export const keyLevels: PromptType = {
  name: "key_levels",
  version: 2,
  series: [
    {
      name: "5m",
      granularity: "FIVE_MINUTE",
      windowSeconds: 2 * 86_400,
      figures: [
        "last_close",
        "pivot",
        "pivot_r1",
        "pivot_s1",
        "pivot_r2",
        "pivot_s2",
        "vwap_24h",
        "bollinger_20_upper",
        "bollinger_20_lower",
        "daily_high",
        "daily_low",
      ],
    },
  ],
  maxWords,
  namesLevels: true,
  render(productId: string, features: Features) {
    return {
      system: `${writeAnswerRules(productId, maxWords, { namesLevels: true })}\n\n${describeMarket(productId, features, { namesLevels: true, hasRelations: true })}`,
      user: writeUserText(productId, formatFigures(features)),
    };
  },
};

function writeUserText(productId: string, texts: FigureTexts): string {
  return writeLines([
    `You brief a trading desk on the levels around the price of ${productId}.`,
    writeClause(texts.last_close, (text) => `The last close is ${text}.`),
    writeSentence("The pivots of the previous UTC day are ", ", ", [
      level(texts.pivot, "pivot"),
      level(texts.pivot_r1, "pivot R1"),
      level(texts.pivot_s1, "pivot S1"),
      level(texts.pivot_r2, "pivot R2"),
      level(texts.pivot_s2, "pivot S2"),
    ]),
    writeClause(texts.vwap_24h, (text) => `The 24-hour VWAP is ${text}.`),
    writeSentence("The 20-candle Bollinger Bands have ", " and ", [
      writeClause(texts.bollinger_20_upper, (text) => `an upper band of ${text}`),
      writeClause(texts.bollinger_20_lower, (text) => `a lower band of ${text}`),
    ]),
    writeSentence("The ", " and the ", [
      writeClause(texts.daily_high, (text) => `day's high is ${text}`),
      writeClause(texts.daily_low, (text) => `day's low is ${text}`),
    ]),
    "Say which of these levels are next above the last close and which next below it, in their order and each with its number.",
    "Then say in which part of the day's range and of the Bollinger Bands the last close is.",
    keepToFacts,
    `Write at most ${maxWords} words, without an introduction.`,
  ]);
}

function level(text: string | null | undefined, name: string): Clause {
  return writeClause(text, (value) => `${name} ${value}`);
}
