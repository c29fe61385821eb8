import type { FigureName } from "../../features/index.ts";
import { kindOf } from "../claims/phrases.ts";
import type { Figures } from "../claims/figures.ts";
import { votesOf } from "../claims/kinds/stance.ts";
import { decide } from "../claims/decide.ts";
import { namesProduct } from "../product-name.ts";
import { figuresNamed } from "./names/figures-named.ts";
import type { SentenceVerdict } from "./judge-sentence.ts";
import { wayOf } from "./weigh.ts";

/** What remains of an answer is posted if it has at least this much. */
const minSentences = 2;
const minWords = 20;

/** Openings that need the sentence before: what leans on a left-out one goes, too. */
const leaning = [
  "it also",
  "they",
  "both",
  "this",
  "that",
  "these",
  "those",
  "such",
  "also",
  "the same",
  "the former",
  "the latter",
  "the two",
  "each",
  "neither",
  "either",
  "as a result",
  "because of this",
  "for this reason",
  "in line with this",
  "similarly",
  "likewise",
  "consequently",
  "therefore",
  "thus",
  "hence",
  "so",
  "accordingly",
  "even so",
  "instead",
  "otherwise",
  "for comparison",
  "by comparison",
  "in comparison",
  "its counterpart",
];
/** Openings that go where the sentence before was left out. */
const connecting = [
  "however",
  "meanwhile",
  "still",
  "overall",
  "that said",
  "nevertheless",
  "nonetheless",
  "moreover",
  "furthermore",
  "additionally",
  "in addition",
  "and",
  "but",
  "yet",
  "on the other hand",
  "by contrast",
  "in contrast",
  "at the same time",
];

/** Why nothing of an answer can be posted, or the text that is. */
export type Posting = { readonly text: string; readonly why: null } | { readonly text: null; readonly why: string };

/** Makes the text that is posted of an answer's sentences: those that are true, and can stand without the others. */
export function whatIsPosted(
  answer: string,
  sentences: readonly SentenceVerdict[],
  figures: Figures,
  maxWords: number,
): Posting {
  const allTrue = sentences.every(({ verdict }) => verdict === "true");
  const kept = allTrue ? [...sentences] : standing(sentences);
  const isWhole = kept.length === sentences.length;
  const within = withinWords(kept, maxWords);
  const texts = within.map(({ text }) => text);
  if (texts.length === 0) return { text: null, why: "No sentence of the answer is true." };
  if (!isWhole || within.length < kept.length) {
    if (texts.length < minSentences || wordsIn(texts) < minWords)
      return { text: null, why: "Too little of the answer is true." };
  }
  if ((!isWhole || within.length < kept.length) && isOneSided(within, sentences, figures))
    return { text: null, why: "What was left out speaks against what remains." };
  const text = isWhole && within.length === kept.length ? answer.trim() : texts.join(" ");
  return { text: named(text, figures.productId), why: null };
}

/** The true sentences that lean on none that was left out, without the words that join them to one. */
function standing(sentences: readonly SentenceVerdict[]): SentenceVerdict[] {
  const kept: SentenceVerdict[] = [];
  let isBeforeKept = true;
  for (const [index, sentence] of sentences.entries()) {
    const follows: boolean = index === 0 || isBeforeKept;
    isBeforeKept = sentence.verdict === "true" && (follows || !begins(sentence.text, leaning));
    if (isBeforeKept) kept.push(follows ? sentence : { ...sentence, text: withoutOpening(sentence.text) });
  }
  return kept;
}

function begins(text: string, openings: readonly string[]): boolean {
  return openingOf(text, openings) !== null;
}

function openingOf(text: string, openings: readonly string[]): string | null {
  const lower = text.slice(0, 40).toLowerCase();
  return openings.find((opening) => lower.startsWith(opening) && !isLetter(lower.charAt(opening.length))) ?? null;
}

function withoutOpening(text: string): string {
  const opening = openingOf(text, connecting);
  if (opening === null) return text;
  const rest = text.slice(opening.length);
  const body = (rest.startsWith(",") ? rest.slice(1) : rest).trimStart();
  return body === "" ? text : body.charAt(0).toUpperCase() + body.slice(1);
}

/** Drops the last sentences of what has too many words. */
function withinWords(sentences: readonly SentenceVerdict[], maxWords: number): SentenceVerdict[] {
  const kept: SentenceVerdict[] = [];
  let words = 0;
  for (const sentence of sentences) {
    words += wordsIn([sentence.text]);
    if (words > maxWords) break;
    kept.push(sentence);
  }
  return kept;
}

function wordsIn(texts: readonly string[]): number {
  return texts.reduce((count, text) => count + text.split(" ").filter((word) => word !== "").length, 0);
}

/** Half a truth misleads: all that remains speaks one way, and what was left out spoke of what speaks the other way. */
function isOneSided(
  kept: readonly SentenceVerdict[],
  sentences: readonly SentenceVerdict[],
  figures: Figures,
): boolean {
  const ways = new Set(
    kept.flatMap(({ claims }) => claims.map((claim) => wayOf(claim, figures))).filter((way) => way !== 0),
  );
  if (ways.size !== 1) return false;
  // What is said to be mixed is told from both sides.
  if (
    kept.some(({ claims }) =>
      claims.some((claim) => claim.is === "stance" && claim.stance === "mixed" && !claim.denied),
    )
  )
    return false;
  const [way = 0] = ways;
  const votes = votesOf(figures);
  const posted = new Set(kept.map(({ text }) => text));
  return sentences.some(({ text, verdict, claims }) => {
    // A true one may have been left out for its length.
    if (verdict === "true" && posted.has(text)) return false;
    if (
      claims.some(
        (claim) =>
          wayOf(claim, figures) === -way &&
          !(claim.is === "value" && isBetweenZones(claim.figure, figures)) &&
          decide(claim, figures).is === "true",
      )
    )
      return true;
    if (claims.length > 0) return false;
    const figuresOf = figuresNamed(text);
    return votes.some(
      (vote) => vote.way === -way && figuresOf.has(vote.figure) && !isBetweenZones(vote.figure, figures),
    );
  });
}

/** A neutral oscillator says nothing that a reader would miss. */
function isBetweenZones(name: FigureName, figures: Figures): boolean {
  const kind = kindOf(name);
  if (kind.is !== "oscillator") return false;
  return decide({ is: "zone", figure: name, zone: kind.between, size: "none", denied: false }, figures).is === "true";
}

/** Puts the product's id back where no sentence names the product. */
function named(text: string, productId: string): string {
  if (namesProduct(text, productId)) return text;
  if (begins(text, ["its"])) return `${productId}'s${text.slice(3)}`;
  if (begins(text, ["it"])) return `${productId}${text.slice(2)}`;
  return `${productId}: ${text}`;
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || char === "'";
}
