import type { Claim } from "../../claims/claim.ts";
import type { Figures } from "../../claims/figures.ts";
import { kindOf } from "../../claims/phrases.ts";
import type { Token } from "../parser/scanner.ts";
import { wayOf } from "../weigh.ts";

/** Words that say that one thing bears out another. */
const bearingOut = new Set([
  "confirm",
  "confirms",
  "confirming",
  "confirmed",
  "support",
  "supports",
  "supporting",
  "supported",
  "reinforce",
  "reinforces",
  "reinforcing",
  "reinforced",
  "underlines",
  "underlining",
  "underscores",
  "underscoring",
  "proves",
  "backs",
  "backing",
  "backed",
  "echoes",
  "echoing",
  "mirrors",
  "mirroring",
  "matches",
  "matching",
  "fits",
  "fitting",
  "suits",
  "suiting",
  "agrees",
  "go with",
  "goes with",
  "going with",
  "sits with",
  "accompany",
  "accompanies",
  "accompanying",
  "consistent",
  "in line",
  "in keeping",
  "so",
  "sign",
  "creates",
  "creating",
  "indicates",
  "indicating",
  "suggests",
  "suggesting",
  "signaling",
  "reflects",
  "reflecting",
  "implies",
  "implying",
  "means",
  "meaning",
  "shows",
  "showing",
  "points to",
  "pointing to",
  "points toward",
  "demonstrates",
  "demonstrating",
  "therefore",
  "thus",
  "hence",
  "visible",
  "evident",
  "seen",
  "shown",
  "reflected",
  "evidenced",
]);

/** Words behind which something else may be told than before. */
const turning = new Set([
  "but",
  "while",
  "whereas",
  "although",
  "though",
  "yet",
  "despite",
  "however",
  "against",
  "contrast",
  "contrasts",
  "contrasting",
  "combines",
  "pairs",
  "mixed",
]);

/** "In line with", "consistent with", "matching": that is as this is. */
const isOfSame = (words: readonly string[]): boolean =>
  words.some((word, at) => same.has(word) || (word === "line" && words[at - 1] === "in"));

const same = new Set(["consistent", "matches", "matching", "mirrors", "mirroring", "fits", "echoes", "agrees"]);

/** How two spans or sizes stand to one another. */
const isOfTwo = (claim: Claim): boolean =>
  claim.is === "ways" || claim.is === "extent" || (claim.is === "stance" && claim.stance === "mixed" && !claim.denied);

/**
 * Whether a sentence says that one thing bears out another that speaks the other way: "the RSI of 41.68 is bearish, confirming the
 * bullish day". What is told behind "but" and the like may speak as it does.
 */
export function bearsOutContrary(tokens: readonly Token[], claims: readonly Claim[], figures: Figures): boolean {
  const words = tokens.flatMap((token) => (token.is === "word" || token.is === "mark" ? [token.text] : []));
  const isBorneOut = words.some(
    (word, at) => bearingOut.has(word) || (at > 0 && bearingOut.has(`${words[at - 1] ?? ""} ${word}`)),
  );
  if (!isBorneOut || words.some((word) => word === ";" || turning.has(word))) return false;
  // How two spans or two sizes stand to one another, and what is mixed, is borne out by both.
  if (claims.some(isOfTwo)) return false;
  const isNeutral = claims.some((claim) => claim.is === "zone" && !claim.denied && claim.zone === "neutral");
  const sums = claims.filter((claim) => claim.is === "value" && kindOf(claim.figure).is === "sum");
  const spoken = claims.map((claim): number => {
    if (claim.is !== "value") return wayOf(claim, figures);
    const kind = kindOf(claim.figure);
    // "The bearish trend is backed by buying momentum of 2": one sum alone speaks for its own side.
    if (kind.is === "sum") return sums.length > 1 ? 0 : kind.means === "up" ? 1 : -1;
    return isNeutral && kind.is === "oscillator" ? 0 : wayOf(claim, figures);
  });
  const ways = new Set(spoken);
  // "The RSI is neutral, in line with the bearish trend"
  const isOnlyStance = claims.every((claim, at) => spoken[at] === 0 || claim.is === "stance");
  if (isNeutral && isOnlyStance && isOfSame(words)) return ways.has(1) || ways.has(-1);
  return ways.has(1) && ways.has(-1);
}
