import { formatFigures } from "../../../src/features/index.ts";
import { writeAnswerRules } from "../../../src/prompts/answer-rules.ts";
import { describeMarket } from "../../../src/prompts/market-context.ts";
import type { PromptType } from "../../../src/prompts/prompt-type.ts";
import { writeClause, writeSentence } from "../../../src/prompts/sentence.ts";

const maxWords = 100;

/** A prompt type as a newcomer would write it: hourly candles of seven days, and figures of the week. */
export const weeklyBrief: PromptType = {
  name: "weekly_brief",
  version: 1,
  series: [
    {
      name: "1h",
      granularity: "ONE_HOUR",
      windowSeconds: 7 * 86_400,
      figures: ["rsi", "last_close", "change_24h", "change_24h_pct", "change_7d", "change_7d_pct", "high_7d", "low_7d"],
    },
  ],
  maxWords,
  render(productId, features) {
    const texts = formatFigures(features);
    return {
      system: `${writeAnswerRules(productId, maxWords)}\n\n${describeMarket(productId, features)}`,
      user: [
        writeSentence("The week's ", " and ", [
          writeClause(texts.high_7d, (text) => `high was ${text}`),
          writeClause(texts.low_7d, (text) => `low was ${text}`),
        ]),
        `Write about the week of ${productId}.`,
      ]
        .filter((line) => line !== null)
        .join("\n"),
    };
  },
};
