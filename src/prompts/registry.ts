import { dailyBrief } from "./daily-brief.ts";
import { keyLevels } from "./key-levels.ts";
import { momentumCheck } from "./momentum-check.ts";
import type { PromptType } from "./prompt-type.ts";
import { trendAnalysis } from "./trend-analysis.ts";
import { volatilityBrief } from "./volatility-brief.ts";

/** Every kind of insight that can be asked for. */
export const promptTypes: readonly PromptType[] = [
  trendAnalysis,
  volatilityBrief,
  momentumCheck,
  keyLevels,
  dailyBrief,
];

/** The names that a payload's `prompt` may have, in the registry's order. */
export const promptNames: readonly string[] = promptTypes.map((promptType) => promptType.name);

/** The prompt type of that name; undefined where there is none. */
export function findPromptType(name: string): PromptType | undefined {
  return promptTypes.find((promptType) => promptType.name === name);
}
