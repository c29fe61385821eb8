import { beginsWithSymbol } from "./product-name.ts";

const apostrophe = "['’]";

/** Up to four words that a phrase may have in between. */
const someWords = String.raw`(?:[\w-]+ ){0,4}`;

const basis = "(?:data|information|figures|statistics|metrics|numbers|indicators|details|analysis|candles)";

const given = "(?:provided|given|supplied|shared|above)";

/**
 * How introductions begin, in any case. A phrase ends where a word ends, so "hi" does not find "high".
 */
const openings: readonly RegExp[] = [
  `here(?:${apostrophe}s| is| are| you go)`,
  "(?:sure|certainly|of course|absolutely|definitely|okay|ok|alright|all right|understood|no problem)",
  "great(?: question)?[,!]",
  "(?:hello|hi|hey|greetings|welcome|thank you|thanks(?! to)|good (?:morning|afternoon|evening|day)|dear)",
  `based (?:up)?on ${someWords}${basis}(?: (?:you )?${given})?`,
  `(?:according to|in light of|as per|given|looking at|(?:after )?(?:analy[sz]ing|reviewing)) ${someWords}(?:data|information)`,
  `(?:according to|in light of|as per|looking at|(?:after )?(?:analy[sz]ing|reviewing)|from|using|with) ${someWords}${given} ${basis}`,
  `(?:from|using|with|given) ${someWords}${basis} (?:you )?${given}`,
  `as an? ${someWords}(?:broker|analyst|trader|advis[eo]r|expert|assistant|ai|model|professional|strategist)`,
  "(?:the following|below (?:is|are)|what follows)",
  `this is an? ${someWords}(?:analysis|summary|insight|overview|assessment|report)`,
  "in this (?:analysis|summary|insight|overview|update|report)",
  `${someWords}(?:insights?|analysis|summary|overview|outlook|update|report|answer|response):`,
  `(?:let me|let us|let${apostrophe}s)`,
  `i(?:${apostrophe}d| would) be (?:happy|glad)`,
  `i(?:${apostrophe}ll| will|${apostrophe}ve| have) (?:analy[sz]ed?|review(?:ed)?|look(?:ed)?|provide|summari[sz]e|give)`,
].map((opening) => new RegExp(`^${opening}(?![a-z0-9])`, "i"));

/**
 * The words with which a text introduces itself instead of beginning ("Here is...", "Sure,", "Based on the data
 * provided"), or its first line where that only announces the rest (a heading, a line that ends in a colon). Undefined
 * where it begins with the matter.
 *
 * @param productId a text that begins with the product's symbol begins with the matter, even if that is `SURE-USD`. Its
 *   first line may still be a heading.
 */
export function findIntroduction(text: string, productId: string): string | undefined {
  return announcingLine(text) ?? openingPhrase(withoutDress(text), productId);
}

function openingPhrase(text: string, productId: string): string | undefined {
  if (beginsWithSymbol(text, productId)) return undefined;
  for (const opening of openings) {
    const match = opening.exec(text);
    if (match !== null) return match[0];
  }
  return undefined;
}

/** Leaves out what stands before the first letter or digit: Markdown, quotation marks, emoji. */
function withoutDress(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+/u, "");
}

function announcingLine(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const [first, ...others] = lines.filter((line) => line !== "");
  if (first === undefined) return undefined;
  if (/[:：][*_~`"'”’]*$/u.test(first) && !(others.length > 0 && isStatement(first))) return first;
  return others.length > 0 && isHeading(first) ? first : undefined;
}

const announces =
  /(?:insights?|analysis|summary|overview|outlook|update|report|sentiment|trend|data|figures)[^\p{L}]*$/iu;

/** A line that says something before its colon: "BTC-USD shows a sideways trend with a slight bias:". */
function isStatement(line: string): boolean {
  return line.split(/\s+/u).length >= 6 && !announces.test(line) && !/\b(?:here|following|below)\b/iu.test(line);
}

/** A Markdown heading, or a line that is bold from end to end and no sentence. */
function isHeading(line: string): boolean {
  return /^#{1,6}\s/u.test(line) || /^(\*\*|__)(?:(?!\1).)*[^.!?]\1$/u.test(line);
}
