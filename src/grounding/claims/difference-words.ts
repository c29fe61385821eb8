import type { MentionName } from "../reading/find-mentions.ts";
import type { Quantity } from "../reading/quantity.ts";
import type { Sentence } from "../reading/reading.ts";
import { directionBefore } from "./change-words.ts";

/** Behind a number that lies between two figures; "over 24 hours" and "higher than yesterday" are another matter. */
const differenceAfter =
  /^,? ?\)?(?: (?:points?|units|dollars|ticks?))? ?(?:wide|apart|away|short|shy|off|greater than|larger than|between|separat\w+|from (?:the|its|today's|that)|inside|ahead|to spare|larger|greater|stronger|weaker|bigger|smaller|of the (?:daily |day's )?(?:high|low|upper|lower|average|ema)|clear of|distant)\b/u;
const sideAfter =
  /^,? ?\)?(?: (?:points?|units|dollars|ticks?))? ?(?:above|below|under|over|beneath|beyond|(?:higher|lower|more|less) than)(?<gap>(?: (?:the|its|both|that|their|today's|of|a|an|current|short-term|recent)){0,8} )/u;

const differenceBefore =
  /\b(?:gap|difference|distance|spread|width|wide|margin|lead|edge|within|surplus|advantage|excess|deficit|imbalance|separated|differ\w*|apart|ratio|buffer|cushion|premium|discount|multiple) (?:of |only |just |about |around |roughly |nearly |some |a |an |approximately |is |at |was |by |merely |barely |more than |less than ){0,8}$/u;
/** "The distance between the close and the average is 5". */
const differenceOf =
  /\b(?:gap|difference|distance|spread|margin|cushion|buffer)\b[^.;\d]{0,70}\b(?:is|of|at|was|stands at|comes to|amounts to|measures)(?: (?:only|just|about|around|roughly|nearly|some|a|an|approximately|merely|barely|more than|less than)){0,8} $/u;
const differenceBy =
  /\bby (?:only |just |about |around |roughly |nearly |some |a |an |approximately |merely |barely |more than |less than ){0,8}$/u;

/** "132.94 below the average", "a gap of 775.82", "exceeds it by 5": a number that lies between two figures. */
export function isDifferenceHere(
  { lower, mentions, quantities }: Sentence,
  quantity: Quantity,
  { names, isToldAsChange }: { readonly names: readonly MentionName[]; readonly isToldAsChange: boolean },
): boolean {
  if (names.some((name) => name === "range" || name === "bands" || name === "momentum" || name === "volume"))
    return false;
  const before = lower.slice(0, quantity.start);
  const side = sideAfter.exec(lower.slice(quantity.end));
  if (side !== null) {
    const at = quantity.end + side[0].length;
    if ([...mentions, ...quantities].some(({ start }) => start === at || start === at - 4)) return true;
  }
  if (differenceAfter.test(lower.slice(quantity.end)) || differenceBefore.test(before) || differenceOf.test(before))
    return true;
  return (
    !isToldAsChange && quantity.sign === 0 && differenceBy.test(before) && directionBefore(lower, quantity.start) === 0
  );
}
