import { catalogue, type CatalogueFigure, type FigureName } from "../../features/index.ts";
import { unheldWords } from "./refusals/unheld-words.ts";
import type { Claim } from "../claims/claim.ts";
import type { Figures } from "../claims/figures.ts";
import { isClose, kindOf } from "../claims/phrases.ts";
import { claimsOf } from "./claims-of.ts";
import { bearsOutContrary } from "./refusals/contrary-evidence.ts";
import { createLattice } from "./parser/lattice.ts";
import { wrongInterval } from "./names/intervals-named.ts";
import { givesDirection, tellsTurn } from "./refusals/no-direction.ts";
import { knownFigures } from "./known-figures.ts";
import { isWord } from "./lexicon.ts";
import { misjudgesLimit } from "./refusals/misjudged-limits.ts";
import { overstates } from "./refusals/overstates.ts";
import { productNames } from "./names/product-names.ts";
import { type Reading, readSentence } from "./read-sentence.ts";
import { settleRows } from "./rows-that-go-on.ts";
import { scan, type Token } from "./parser/scanner.ts";
import type { Statement } from "./statement.ts";
import { bearsItsSpans } from "./names/spans-named.ts";
import { withoutTimes } from "./names/times-named.ts";
import { decideTogether } from "./weigh.ts";

/** What a sentence is: true of the figures, false of them, or anything else. */
export interface SentenceVerdict {
  readonly text: string;
  readonly verdict: "true" | "false" | "not_understood";
  /** Why it is not true, in a sentence that a model can act on; empty where it is. */
  readonly reason: string;
  /** What it claims; empty where it was not understood. */
  readonly claims: readonly Claim[];
}

/** A sentence of a market text has 60 tokens at most; a longer one is not read. */
const maxTokens = 80;

/** A sentence that was not read at all. */
export function unreadSentence(text: string): SentenceVerdict {
  return {
    text,
    verdict: "not_understood",
    reason: "The answer has too many sentences; this one was not read.",
    claims: [],
  };
}

/**
 * Judges one sentence, without its leading and trailing space.
 *
 * @param before the sentence before it: "over the same period" is over the one that it tells.
 */
export function judgeSentence(text: string, figures: Figures, before?: SentenceVerdict): SentenceVerdict {
  const notUnderstood = (reason: string): SentenceVerdict => ({ text, verdict: "not_understood", reason, claims: [] });
  const names = productNames(figures.productId);
  const timed = withoutTimes(withoutStop(text), figures.features.as_of);
  if (timed.wrong !== null) return { text, verdict: "false", reason: timed.wrong, claims: [] };
  const tokens = scan(timed.text, maxTokens + 1);
  if (tokens.length > maxTokens) return notUnderstood("The sentence is too long.");
  const strange = tokens.find((token) => !isKnown(token, names));
  if (strange !== undefined)
    return notUnderstood(
      strange.is === "word"
        ? `"${strange.text.slice(0, 40)}" is no word that is understood here.`
        : `"${String.fromCodePoint(text.codePointAt(strange.start) ?? 0xfffd)}" is no character that is understood here.`,
    );
  const unheld = unheldWords(tokens);
  if (unheld !== null) return notUnderstood(`No figure tells what "${unheld}" says.`);
  const known = knownFigures(figures);
  const { readings: all, reached } = readSentence(createLattice(tokens, names, known));
  const told = before?.verdict === "true" ? before.claims : [];
  const readings = withRoles(settleRows(all, told).filter((statements) => statements.every(usesPer)));
  if (readings.length === 0) return notUnderstood(`The sentence could not be read ${placeOf(tokens, reached, text)}.`);
  const claimed = readings.map((statements) => statements.flatMap(claimsOf));
  if (claimed.some(contradictsItself)) return notUnderstood("The sentence calls one span two things.");
  if (claimed.some(tellsTwice)) return notUnderstood("The sentence tells the same of one figure twice.");
  const verdict = verdictOf(text, claimed, figures);
  if (verdict.verdict !== "true") return verdict;
  const comparesSizes = claimed.every((claims) => claims.some(({ is }) => is === "extent"));
  if (claimed.some((claims) => overstates(tokens, claims, figures)))
    return notUnderstood("The sentence calls strong what is no strong movement.");
  if (claimed.some((claims) => bearsOutContrary(tokens, claims, figures)))
    return notUnderstood("The sentence bears out one thing by another that speaks the other way.");
  if (claimed.some((claims) => misjudgesLimit(tokens, claims, figures)))
    return notUnderstood("The sentence tells a share as nearer to a number, or farther from it, than it is.");
  if (givesDirection(tokens, known, { comparesSizes }))
    return notUnderstood("The sentence says of a figure what it does not tell.");
  if (claimed.some((claims) => tellsTurn(tokens, claims))) return notUnderstood("No figure tells how that was before.");
  for (const claims of claimed) {
    const wrong = wrongInterval(tokens, claims, figures, known);
    if (wrong !== null) return { ...verdict, verdict: "false", reason: wrong };
  }
  return bearsItsSpans(tokens, claimed, figures, told)
    ? verdict
    : notUnderstood("The sentence names a span that no figure of it covers.");
}

/** Where "support" can be what a level is called, it is, and no verb. */
function withRoles(readings: readonly Reading[]): readonly Reading[] {
  const found = readings.filter((statements) => statements.some(({ is }) => is === "role"));
  return found.length > 0 ? found : readings;
}

/** "% a day" is said of a figure that is told for a day, "% of the price" of one that is given in percent of it. */
function usesPer(statement: Statement): boolean {
  return Object.values(statement).every((part: unknown) => {
    const told = Array.isArray(part) ? part : [part];
    return told.every((each: unknown) => {
      const per: unknown = typeof each === "object" && each !== null && "per" in each ? each.per : undefined;
      if (per === undefined) return true;
      const [name] = statement.is === "value" ? statement.figures : [];
      const kind = name === undefined ? null : kindOf(name);
      if (kind?.is !== "width") return false;
      return per === "day" ? kind.per === "day" : kind.percentOf !== undefined || hasPercent(name);
    });
  });
}

function hasPercent(name: FigureName | undefined): boolean {
  return catalogue.some(({ kind }: CatalogueFigure) => kind.is === "width" && kind.percentOf === name);
}

/** "Below the EMA of 29.90 and the EMA of 29.90" is a slip of the pen: what was meant can't be known. The close is named often. */
function tellsTwice(claims: readonly Claim[]): boolean {
  if (claims.length < 2) return false;
  const told = claims.flatMap((claim) => {
    if (claim.is === "value")
      return isClose(claim.figure) ? [] : [`${claim.figure} ${claim.quantity.size} ${claim.quantity.unit}`];
    return claim.is === "compare" && !claim.denied ? [`${claim.left} ${claim.relation} ${claim.right}`] : [];
  });
  return new Set(told).size < told.length;
}

/** "Bullish rather than clearly bullish" */
function deniesItself(claim: Claim, claims: readonly Claim[]): boolean {
  if (claim.is !== "stance" || !claim.denied || claim.size !== "large") return false;
  return claims.some(
    (each) => each.is === "stance" && !each.denied && each.stance === claim.stance && each.of === claim.of,
  );
}

/** "The MACD of 0.0019 is equal to its signal line of 0.0021": what is told to differ is not the same. */
function equatesOther(claim: Claim, claims: readonly Claim[]): boolean {
  if (claim.is !== "compare" || claim.relation !== "at" || claim.denied) return false;
  const sizeOf = (name: FigureName): number | null => {
    const told = claims.find((each) => each.is === "value" && each.figure === name);
    return told?.is === "value" ? told.quantity.size : null;
  };
  const [one, other] = [sizeOf(claim.left), sizeOf(claim.right)];
  return one !== null && other !== null && one !== other;
}

/** "Bullish in the short term but neutral on a short-term basis", "the RSI is neutral, so it is not neutral". */
function contradictsItself(claims: readonly Claim[]): boolean {
  const isNeutral = claims.some((claim) => claim.is === "zone" && claim.zone === "neutral" && !claim.denied);
  if (isNeutral && claims.some((claim) => claim.is === "stance" && claim.stance === "neutral" && claim.denied))
    return true;
  if (claims.some((claim) => equatesOther(claim, claims) || deniesItself(claim, claims))) return true;
  const stances = new Map<string, string>();
  return claims.some((claim) => {
    if (
      claim.is !== "stance" ||
      claim.span === null ||
      claim.of !== null ||
      claim.denied ||
      claim.stance === "cautious"
    )
      return false;
    const span = JSON.stringify(claim.span);
    const before = stances.get(span);
    stances.set(span, claim.stance);
    return before !== undefined && before !== claim.stance;
  });
}

function verdictOf(text: string, readings: readonly (readonly Claim[])[], figures: Figures): SentenceVerdict {
  const decided = readings.map((claims) => decideTogether(claims, figures));
  const truths = decided.map((all) =>
    all.some(({ is }) => is === "false") ? "false" : all.every(({ is }) => is === "true") ? "true" : "unknown",
  );
  const [claims = []] = readings;
  if (claims.length === 0)
    return { text, verdict: "not_understood", reason: "The sentence says nothing about the figures.", claims: [] };
  if (truths.every((truth) => truth === "true")) return { text, verdict: "true", reason: "", claims };
  if (truths.every((truth) => truth === "false")) {
    const falseOne = decided[0]?.find((decision) => decision.is === "false");
    return { text, verdict: "false", reason: falseOne?.is === "false" ? falseOne.truth : "", claims };
  }
  const reason =
    truths.includes("true") && truths.some((truth) => truth !== "true")
      ? "The sentence can be read in several ways, and not in all of them is it true."
      : "No figure tells whether this is so.";
  return { text, verdict: "not_understood", reason, claims };
}

function isKnown(token: Token, names: ReadonlySet<string>): boolean {
  if (token.is === "unknown") return false;
  if (token.is !== "word" || isWord(token.text) || names.has(token.text)) return true;
  return token.text.endsWith("'s") && names.has(token.text.slice(0, -2));
}

function placeOf(tokens: readonly Token[], reached: number, text: string): string {
  const token = tokens[reached];
  if (reached === 0 || token === undefined) return "as a statement about the figures";
  return `where it says "${text.slice(token.start, token.start + 40)}"`;
}

/** Without its full stop. Question marks stay: a question is no statement. */
function withoutStop(text: string): string {
  const trimmed = text.trim();
  return trimmed.endsWith(".") || trimmed.endsWith("!") ? trimmed.slice(0, -1) : trimmed;
}
