import type { Entry } from "../meanings.ts";

const strong =
  "strong|robust|solid|firm|powerful|strength|strongly|stronger|great strength|considerable strength|strong strength";
const weak =
  "weak|soft|subdued|sluggish|fragile|muted|dull|weakness|weakly|feeble|weaker|lacklustre|absent|limited|limited strength|little strength|low strength|weak strength|lack of|lack of strength|a lack of|absence of|lacking strength|lacking in strength";
const moderate = "moderate|moderately strong|middling|quiet|calm|moderate strength|medium strength";

/**
 * How strong a movement is, whichever way it goes. Where a figure tells of that, these words speak of it, and of no direction.
 * The zones of such a figure are called `strong` and `weak`, and `moderate` between them.
 */
export const strengths: readonly Entry[] = [
  [strong, "strength", "strong"],
  [weak, "strength", "weak"],
  [moderate, "strength", "moderate"],
  ["lacks strength|lack strength|lacks force|is lacking strength", "relation", "lacks strength"],
  ["has strength|carries strength|holds strength", "relation", "has strength"],
  [
    "trend|trends|trend strength|trending|trending market|trending conditions|trending environment|trend conditions|trend condition|directional movement|directional strength|directional trend|directional momentum|directional move|strength of trend|underlying trend|prevailing trend|current trend|price trend|market trend",
    "strengthOf",
    null,
  ],
];

const words = new Set(
  [strong, weak, moderate, "healthy|resilient|resilience|firmness|softness|stable|better|bad|poor|good"].flatMap(
    (all) => all.split("|"),
  ),
);

/** Whether a word says how strong something is, so that it tells no direction. */
export function isStrengthWord(phrase: string): boolean {
  return words.has(phrase);
}
