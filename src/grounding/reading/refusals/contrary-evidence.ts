import { figureOf } from "../../../features/index.ts";
import type { Claim, ClaimSpan } from "../../claims/claim.ts";
import { type Figures, valueOf } from "../../claims/figures.ts";
import { decide } from "../../claims/decide.ts";
import { kindOf } from "../../claims/phrases.ts";
import { spanFits, spanOf } from "../../claims/spans.ts";
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
  "because",
  "makes",
  ", as",
  ", since",
  ", given",
  "bullish since",
  "bearish since",
  "bullish as",
  "bearish as",
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

/** "Buying momentum of 2 against selling momentum of 1 supports ..." turns to nothing else. */
const isTurning = (word: string, claims: readonly Claim[]): boolean =>
  turning.has(word) && !(word === "against" && claims.some(({ is }) => is === "balance"));

/** "In line with", "consistent with", "matching": that is as this is. */
const isOfSame = (words: readonly string[]): boolean =>
  words.some((word, at) => same.has(word) || (word === "line" && words[at - 1] === "in"));

const same = new Set(["consistent", "matches", "matching", "mirrors", "mirroring", "fits", "echoes", "agrees"]);

/** How two spans or sizes stand to one another. */
const isOfTwo = (claim: Claim): boolean =>
  claim.is === "ways" || claim.is === "extent" || (claim.is === "stance" && claim.stance === "mixed" && !claim.denied);

/** "Despite this" looks back at the sentence before. */
const isContrast = (word: string, at: number, words: readonly string[]): boolean =>
  word === "despite" && words[at + 1] !== "this" && words[at + 1] !== "that";

/** "It fell, despite selling outweighing buying": what speaks the same way is no contrast. */
function areOfOneSide(claims: readonly Claim[], figures: Figures): boolean {
  if (claims.some((claim) => claim.is === "zone" || claim.is === "threshold" || claim.is === "place")) return false;
  const told = claims.filter((claim) => claim.is !== "value");
  const ways = new Set(told.map((claim) => wayOf(claim, figures)));
  return told.length > 1 && ways.size === 1 && !ways.has(0);
}

/** "Bullish, supported by selling momentum": what is named behind "by" speaks for its own side. */
function isBorneOutByOther(words: readonly string[], claims: readonly Claim[]): boolean {
  return words.some((word, at) => {
    if (word !== "by" || !bearingOut.has(words[at - 1] ?? "")) return false;
    const [next, second] = [words[at + 1], words[at + 2]];
    const named = next === "the" ? second : next;
    const other = named === "selling" ? "bullish" : named === "buying" ? "bearish" : null;
    return claims.some((claim) => claim.is === "stance" && !claim.denied && claim.stance === other);
  });
}

/** "The price change of -85.65 reflects a decline over 24 hours": it is the change of the last candle. */
function showsOtherSpan(claims: readonly Claim[], figures: Figures): boolean {
  return claims.some((claim, at) => {
    const before = claims[at - 1];
    // "Rising volume confirms the bearish 24-hour trend": it is that of the last candle, and has no side.
    if (claim.is === "stance" && before?.is === "moved" && before.of === "volume")
      return claim.span !== null && typeof claim.span !== "string" && "hours" in claim.span;
    if (claim.is !== "moved" || claim.span === null || claim.of !== "price" || claim.quantities.length > 0)
      return false;
    const { span } = claim;
    if (before?.is === "moved" && before.of === "price" && before.span === null && before.quantities.length > 0)
      return decide({ ...before, span }, figures).is === "false";
    // The sums are those of the day.
    if (before?.is === "balance") return span === "last_candle";
    if (before?.is !== "value") return false;
    const kind = kindOf(before.figure);
    const own = spanOf(figureOf(before.figure), figures.features);
    const fits = (said: ClaimSpan): boolean => spanFits(said, own, figures.features.interval);
    const isOfBoth = claims.some((each) => each.is === "moved" && each.span !== null && fits(each.span));
    return kind.is === "change" && kind.of === "price" && !fits(span) && !isOfBoth;
  });
}

/**
 * Whether a sentence says that one thing bears out another that speaks the other way: "the RSI of 41.68 is bearish, confirming the
 * bullish day". What is told behind "but" and the like may speak as it does.
 */
export function bearsOutContrary(tokens: readonly Token[], claims: readonly Claim[], figures: Figures): boolean {
  const words = tokens.flatMap((token) => (token.is === "word" || token.is === "mark" ? [token.text] : []));
  const isBorneOut = words.some(
    (word, at) => bearingOut.has(word) || (at > 0 && bearingOut.has(`${words[at - 1] ?? ""} ${word}`)),
  );
  if (words.some(isContrast) && areOfOneSide(claims, figures)) return true;
  if (isBorneOutByOther(words, claims)) return true;
  if (isBorneOut && showsOtherSpan(claims, figures)) return true;
  if (!isBorneOut || words.some((word) => word === ";" || isTurning(word, claims))) return false;
  // How two spans or two sizes stand to one another, and what is mixed, is borne out by both.
  if (claims.some(isOfTwo)) return false;
  const isNeutral = claims.some((claim) => claim.is === "zone" && !claim.denied && claim.zone === "neutral");
  const sums = claims.filter((claim) => claim.is === "value" && kindOf(claim.figure).is === "sum");
  const spoken = claims.map((claim): number => {
    if (claim.is !== "value") return wayOf(claim, figures);
    const kind = kindOf(claim.figure);
    // "The bearish trend is backed by buying momentum of 2": one sum alone speaks for its own side.
    if (kind.is === "sum") return sums.length > 1 ? 0 : kind.means === "up" ? 1 : -1;
    if (kind.is !== "oscillator") return wayOf(claim, figures);
    // The slightest side of its middle bears out nothing of the other one.
    return isNeutral ? 0 : Math.sign((valueOf(claim.figure, figures) ?? kind.middle) - kind.middle);
  });
  const ways = new Set(spoken);
  // "The RSI is neutral, in line with the bearish trend"
  const isOnlyStance = claims.every((claim, at) => spoken[at] === 0 || claim.is === "stance");
  if (isNeutral && isOnlyStance && isOfSame(words)) return ways.has(1) || ways.has(-1);
  return ways.has(1) && ways.has(-1);
}
