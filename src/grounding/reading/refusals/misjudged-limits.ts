import type { Claim } from "../../claims/claim.ts";
import type { Figures } from "../../claims/figures.ts";
import { timesOf } from "../../claims/kinds/extent.ts";
import type { Token } from "../parser/scanner.ts";

/** What stands before "under", "over" and the like, and says that little is missing or much is beyond. */
const little = new Set(["just", "little", "slightly", "bit", "shade"]);
const limits = new Set(["under", "over", "below", "above", "short", "more", "less"]);

/** "Just over twice" ends, and "well over twice" starts, this part of the number beyond it. */
const littlePart = 0.15;

/** Words for what is a small part of something, and how many times that is the larger one at least. */
const dwarfing = new Set(["dwarfs", "dwarf", "dwarfing", "dwarfed", "tiny"]);
const minTimes = 3;

/** Whether a sentence calls a share just under or well over what it is not: "just under half" of 40 %. */
export function misjudgesLimit(tokens: readonly Token[], claims: readonly Claim[], figures: Figures): boolean {
  const words = tokens.map((token) => (token.is === "word" ? token.text : ""));
  if (words.some((word) => dwarfing.has(word)) && claims.some((claim) => isLessThanDwarfed(claim, figures)))
    return true;
  const before = words.filter((_, at) => limits.has(words[at + 1] ?? ""));
  const [isLittle, isMuch] = [before.some((word) => little.has(word)) || isShort(words), before.includes("well")];
  if (!isLittle && !isMuch) return false;
  return claims.some((claim) => {
    if (claim.is !== "extent" || claim.ratio?.bound === undefined) return false;
    const times = timesOf(claim, figures);
    if (times === null) return false;
    const off = Math.abs(times - claim.ratio.size) / claim.ratio.size;
    return (isLittle && off > littlePart) || (isMuch && off < littlePart);
  });
}

function isLessThanDwarfed(claim: Claim, figures: Figures): boolean {
  if (claim.is !== "extent" || claim.relation === null || claim.size !== "large") return false;
  const times = timesOf(claim, figures);
  return times !== null && times < minTimes && times > 1 / minTimes;
}

/** "Not quite half" */
function isShort(words: readonly string[]): boolean {
  return words.some((word, at) => word === "quite" && words[at - 1] === "not");
}
