import { formatFigures, type Features, type FigureTexts } from "../features/index.ts";
import { writeAnswerRules } from "./answer-rules.ts";
import { keepToFacts } from "./keep-to-facts.ts";
import { describeMarket } from "./market-context.ts";
import type { PromptType } from "./prompt-type.ts";
import { writeClause, writeSentence } from "./sentence.ts";
import { writeLines } from "./write-lines.ts";

const maxWords = 100;

/** Which way the price is moving and how strongly, from 15-minute candles of 48 hours. */
export const momentumCheck: PromptType = {
  name: "momentum_check",
  version: 2,
  series: [
    {
      name: "15m",
      granularity: "FIFTEEN_MINUTE",
      windowSeconds: 2 * 86_400,
      figures: [
        "last_close",
        "rsi",
        "macd",
        "macd_signal",
        "macd_histogram",
        "adx",
        "change_1h",
        "change_1h_pct",
        "change_24h",
        "change_24h_pct",
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
    `You brief a trading desk on the momentum of ${productId}. Its figures are of 15-minute candles.`,
    writeClause(texts.rsi, (text) => `The Relative Strength Index (RSI) of 14 candles is ${text}.`),
    writeSentence("The ", ", and the ", [
      writeClause(texts.macd, (text) => `MACD is ${text}`),
      writeClause(texts.macd_signal, (text) => `MACD signal line is ${text}`),
      writeClause(texts.macd_histogram, (text) => `MACD histogram is ${text}`),
    ]),
    writeClause(texts.adx, (text) => `The Average Directional Index (ADX) of 14 candles is ${text}.`),
    writeClause(texts.change_1h_pct, (text) => `The change over 1 hour in percent is ${text} %.`),
    writeClause(texts.change_24h_pct, (text) => `The change over 24 hours in percent is ${text} %.`),
    "Say how the MACD stands to its signal line and to zero, how the RSI stands to 50 and in which zone it is, and how strong the trend is by the ADX.",
    "Then say by how much the price changed over 1 hour and over 24 hours, whether both changes have the same direction, and which is larger in size.",
    keepToFacts,
    `Write at most ${maxWords} words, without an introduction.`,
  ]);
}
