import type { Token } from "../parser/scanner.ts";

/**
 * Words that tell what no figure does, whatever stands beside them: how something was before ("no longer", "again"), why it is so
 * ("driven by"), that it goes on ("continues to"), all through a span ("throughout"), towards where it moves ("approaching"), or
 * of another market ("crypto").
 */
const phrases: readonly string[] = [
  "no longer",
  "bullish than before",
  "bearish than before",
  "positive than before",
  "negative than before",
  "once more",
  "once again",
  "again",
  "turned",
  "turns",
  "bounced",
  "rebounded",
  "recovered",
  "found support",
  "found resistance",
  "held as",
  "moved back",
  "back above",
  "back below",
  "climbed back",
  "fallen back",
  "because of",
  "due to",
  "driven by",
  "thanks to",
  "leads to",
  "leading to",
  "translates into",
  "keeps rising",
  "keeps falling",
  "keeps gaining",
  "keeps losing",
  "continues to",
  "going up",
  "going down",
  "throughout",
  "all day",
  "approaching",
  "approaches",
  "nearing",
  "moving toward",
  "moving towards",
  "edging toward",
  "edging towards",
  "drifting toward",
  "drifting towards",
  "in the candle before",
  "in the previous candle",
  "in the prior candle",
  "in the preceding candle",
  "crypto",
  "stock market",
  "than the market",
  "the broader market",
  "not just",
  "alone",
  "is higher at",
  "is lower at",
  "faced resistance",
  "faced support",
  "faces resistance",
  "been rising",
  "been falling",
  "been gaining",
  "been losing",
  "been climbing",
  "been declining",
  "been growing",
  "hardly at",
  "hardly in",
  "hardly double",
  "hardly twice",
  "weak selling",
  "weak buying",
  "heavy selling",
  "heavy buying",
  "moderate selling",
  "moderate buying",
];

const held: ReadonlyMap<string, readonly (readonly string[])[]> = Map.groupBy(
  phrases.map((phrase) => phrase.split(" ")),
  ([first = ""]) => first,
);

/** A movement that is an attribute of what follows it: "the rising RSI". */
const moving = new Set([
  "rising",
  "falling",
  "growing",
  "declining",
  "increasing",
  "decreasing",
  "climbing",
  "dropping",
  "strengthening",
  "weakening",
]);

/** What can rise and fall, and is told so by a figure. */
const movable = new Set(["volume", "volumes", "price", "prices", "trading", "candle", "trend", "market"]);

/** Words that say that a number is no rounded one, or that two are the same. */
const exact = new Set(["exactly", "precisely", "identical", "perfectly"]);

/** "Nearly identical" is near. */
const rough = new Set(["nearly", "almost", "virtually", "practically"]);

const staying = new Set([
  "stayed",
  "stays",
  "stay",
  "staying",
  "remained",
  "remains",
  "held",
  "holds",
  "kept",
  "keeps",
]);

/** "Over the last five candles", which are more than the last one. */
function areCandles(words: readonly (string | null)[]): boolean {
  const at = words.findIndex((word) => word === "candles" || word === "closes" || word === "bars");
  const [one, two, three] = [words[at - 3], words[at - 2], words[at - 1]];
  return at > 0 && [one, two, three].some((word) => word === "last" || word === "past");
}

/** What "only" may stand before: a number, or how little something is. */
const small = new Set(["slightly", "marginally", "just", "a", "about", "barely", "modestly", "narrowly", "mildly"]);

/** The phrase of a sentence that tells what no figure does; null where there is none. */
export function unheldWords(tokens: readonly Token[]): string | null {
  if (areSwapped(tokens)) return "both edges, the other way round";
  const words = tokens.map((token) => (token.is === "word" ? token.text : null));
  // "Stayed below the average over the last five candles": only where the last one closed is known.
  if (words.some((word) => word !== null && staying.has(word)) && areCandles(words)) return "over the last candles";
  for (const [at, word] of words.entries()) {
    if (word === null) continue;
    const next = words[at + 1] ?? null;
    // "Above the VWAP, itself above the average": of what was named last.
    if (word === "itself" && isComma(tokens[at - 1])) return word;
    // "And pivot R2 of 14.79 is not higher": than what, it does not say.
    if (isSide(word) && next !== "than" && words.slice(Math.max(at - 2, 0), at).some(denies)) return `not ${word}`;
    if (moving.has(word) && next !== null && !movable.has(next) && isNoun(tokens, at + 1)) return `${word} ${next}`;
    if (exact.has(word) && !(word === "identical" && rough.has(words[at - 1] ?? ""))) return word;
    if (
      word === "only" &&
      tokens[at + 1]?.is !== "number" &&
      !(next !== null && small.has(next)) &&
      !isOfPart(words, at)
    )
      return word;
    // "More volume than in the previous candle" is what the volume change tells.
    if (word === "in" && words[at - 1] === "than") continue;
    const found = held.get(word)?.find((phrase) => phrase.every((each, index) => words[at + index] === each));
    if (found !== undefined) return found.join(" ");
  }
  return null;
}

const denies = (word: string | null): boolean => word === "not" || word === "never";

const isSide = (word: string | null | undefined): boolean => word === "higher" || word === "lower";

function isComma(token: Token | undefined): boolean {
  return token?.is === "mark" && token.text === ",";
}

/** "But only in the lower half", "but only the lower quarter": of the part that it is. */
function isOfPart(words: readonly (string | null)[], at: number): boolean {
  const [the, end] = words.slice(words[at + 1] === "in" ? at + 2 : at + 1);
  return the === "the" && (end === "lower" || end === "upper" || end === "middle");
}

/** Names of two edges, with which of them is told first. */
const edges: readonly (readonly [first: string, second: string, isRising: boolean])[] = [
  ["upper", "lower", false],
  ["high", "low", false],
  ["highs", "lows", false],
  ["lower", "upper", true],
  ["low", "high", true],
  ["lows", "highs", true],
];

/** Whether two values stand in another order than their names: "the upper and lower bands of 1 and 2". */
function areSwapped(tokens: readonly Token[]): boolean {
  return edges.some(([first, second, isRising]) => {
    const at = tokens.findIndex(
      (token, index) => isWord(token, first) && isWord(tokens[index + 1], "and") && areNext(tokens, index + 2, second),
    );
    if (at === -1) return false;
    const [one, other] = tokens.slice(at).filter((token) => token.is === "number");
    return (
      one !== undefined &&
      other !== undefined &&
      one.number.size < other.number.size !== isRising &&
      one.number.size !== other.number.size
    );
  });
}

function isWord(token: Token | undefined, text: string): boolean {
  return token?.is === "word" && token.text === text;
}

function areNext(tokens: readonly Token[], at: number, text: string): boolean {
  return isWord(tokens[at], text) || (isWord(tokens[at], "the") && isWord(tokens[at + 1], text));
}

/** Figures' first words, as far as a movement may be put before them. */
const nouns = new Set([
  "rsi",
  "ema",
  "macd",
  "adx",
  "atr",
  "vwap",
  "average",
  "averages",
  "band",
  "bands",
  "bollinger",
  "buying",
  "selling",
  "momentum",
  "upper",
  "lower",
  "pivot",
  "volatility",
  "realized",
]);

function isNoun(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token?.is === "word" && nouns.has(token.text);
}
