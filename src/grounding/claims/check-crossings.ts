import type { Facts } from "../facts.ts";
import type { MentionName } from "../reading/find-mentions.ts";
import { isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";
import { levelsOf } from "./level-values.ts";

const upward =
  "reclaim(?:s|ed)|regain(?:s|ed)|recaptur(?:es|ed)|retak(?:es|en)|retook|clear(?:s|ed)|hold(?:s|ing)|held|defend(?:s|ed)";
const downward =
  "(?:lost|loses|surrender(?:s|ed)|g[ia]ve(?:s|n)? up|(?:slipp?(?:s|ed)|fell|falls?|fallen|dropp?(?:s|ed)|broke(?:n)?|breaks|crash(?:es|ed)|tumbled|sliced|cut|plunged) through)";
const outward =
  "pierc(?:es|ed)|breach(?:es|ed)|broke(?:n)?|breaks|cross(?:es|ed)|violat(?:es|ed)|taken out|took out|pok(?:es|ed) through|burst through|pushed through|punched through";
const crossings = new RegExp(
  String.raw`\b(?:(?<upward>${upward})|(?<downward>${downward})|(?<outward>${outward}))(?: (?:both|all|the|its|their|of|key|recent|short-term|5-minute)){0,8} $`,
  "u",
);

/** To leave by these is to be beyond them. */
const outside: Readonly<Partial<Record<MentionName, 1 | -1>>> = {
  bollinger_upper: 1,
  daily_high: 1,
  bollinger_lower: -1,
  daily_low: -1,
};

/** Checks that a level that the price is said to have crossed or to hold ("pierced the upper band") lies on that side of it. */
export function checkCrossings(sentence: Sentence, facts: Facts): Violation[] {
  const close = facts.figure("last_close");
  if (close === null) return [];
  return sentence.mentions.flatMap((mention) => {
    const match = crossings.exec(sentence.lower.slice(0, mention.start));
    if (match === null || isDenied(sentence.lower, match.index) || isSupposed(sentence.lower, match.index)) return [];
    const { upward: isUp, downward: isDown } = match.groups ?? {};
    const side = isUp !== undefined ? 1 : isDown !== undefined ? -1 : outside[mention.name];
    if (side === undefined) return [];
    const wrong = levelsOf(mention.name, side, facts).find(
      ({ value, dimension }) => dimension === "price" && (close.value - value) * side < 0,
    );
    if (wrong === undefined) return [];
    const span = { start: match.index, end: mention.end };
    const reason = `"${sentence.lower.slice(span.start, span.end)}" is not true: the last close is ${close.text} and ${wrong.told}.`;
    return [claimViolation("false_claim", sentence, span, reason)];
  });
}
