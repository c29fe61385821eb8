import { figureOf, type FigureName } from "../../../features/index.ts";
import type { Claim } from "../../claims/claim.ts";
import { type KnownFigures, tellsNoDirection } from "../known-figures.ts";
import { entriesAt, type Found } from "../lexicon.ts";
import type { FigureMeaning } from "../meanings.ts";
import type { Token } from "../parser/scanner.ts";

const ends = new Set([
  "and",
  "but",
  "while",
  "whereas",
  "although",
  "though",
  "yet",
  "with",
  "after",
  "amid",
  "despite",
  "when",
]);
const moods = new Set<string>(["mood", "moveVerb", "moveNoun", "moveAdjective", "height"]);

/**
 * Whether a sentence gives a direction or a mood to a figure that has none: "the ADX of 33.09 shows a bearish trend", "the trend is
 * bearish, as shown by the ADX". "The volatility is larger than the loss" gives none. What the figure's own clause says is said of it.
 */
export function givesDirection(
  tokens: readonly Token[],
  known: KnownFigures,
  { comparesSizes }: { readonly comparesSizes: boolean },
): boolean {
  if (!known.hasNoDirection) return false;
  let ofNone = false;
  let isMoodBefore = false;
  let isShown = false;
  let isLine = false;
  let isBeside = false;
  for (let at = 0; at < tokens.length;) {
    const found = entriesAt(tokens, at);
    const longest = found.at(-1);
    const token = tokens[at];
    const tags = new Set<string>(longest?.meanings.map(({ tag }) => tag));
    if (tags.has("figure")) {
      const isNone = (longest?.meanings ?? []).some(
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag says what it is
        ({ tag, meaning }) => tag === "figure" && namesOf(meaning as FigureMeaning, known).every(tellsNoDirection),
      );
      if (isNone && isShown && isMoodBefore) return true;
      // "The MACD is above its signal line": what it is held against is not what is spoken of.
      if (!(isNone && isBeside)) ofNone = isNone;
      isLine = isNone && token?.is === "word" && isLineNamed(longest, known);
    } else if (isEnd(tokens, at)) {
      ofNone = false;
      isMoodBefore = false;
    } else if (
      [...tags].some((tag) => moods.has(tag)) &&
      !(comparesSizes && tags.has("moveNoun")) &&
      !(known.hasStrength && tags.has("strength")) &&
      !tags.has("zeroLine") &&
      !(isLine && tags.has("sign"))
    ) {
      if (ofNone) return true;
      isMoodBefore = true;
    }
    if (longest !== undefined && !longest.isInert) {
      isShown = tags.has("show");
      isBeside = tags.has("side") || tags.has("compareVerb");
    } else if (token?.is !== "word") {
      isShown = false;
      isBeside = false;
    }
    at = longest?.end ?? at + 1;
  }
  return false;
}

function namesOf(meaning: FigureMeaning, known: KnownFigures): readonly FigureName[] {
  return known.meaningsOf(meaning).flatMap(({ names, pair }) => pair ?? names);
}

/** A line that follows another may be negative: that is its number, and no mood. */
function isLineNamed(found: Found | undefined, known: KnownFigures): boolean {
  return (found?.meanings ?? []).some(
    ({ tag, meaning }) =>
      tag === "figure" &&
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag says what it is
      namesOf(meaning as FigureMeaning, known).every((name) => figureOf(name).kind.is === "zero_line"),
  );
}

const turns = new Set(["turn", "turning", "reached", "reaches", "settled", "settles", "moved", "moves"]);

/** "The MACD has turned positive": of lines around zero no history is known. */
export function tellsTurn(tokens: readonly Token[], claims: readonly Claim[]): boolean {
  const ofLines = claims.some((claim) => {
    const name = "figure" in claim ? claim.figure : "left" in claim ? claim.left : null;
    return name !== null && figureOf(name).kind.is === "zero_line";
  });
  return ofLines && tokens.some((token) => token.is === "word" && turns.has(token.text));
}

/** A clause ends at a conjunction, or at a comma behind which something new begins. */
function isEnd(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.is === "word") return ends.has(token.text);
  if (token?.is !== "mark") return false;
  if (token.text === ";") return true;
  if (token.text !== ",") return false;
  const next = entriesAt(tokens, at + 1).at(-1);
  return (
    next === undefined ||
    !next.meanings.some(({ tag }) => tag === "that" || tag === "show" || tag === "be" || tag === "because")
  );
}
