/** What stands for a minus, whatever the model writes. */
const minusSigns = /[\u2212\u2012\uFE63\uFF0D]/gu;
const hyphens = /[\u2010\u2011]/gu;
/** Spaces and apostrophes between the thousands of one number: `33 132`, `33'132`. */
const thousandsMarks =
  /(?<=\d)[\u00A0\u2009\u202F'’](?=\d{3}(?!\d))|(?<=(?<![\d.,:-])\d{1,3}(?: \d{3}){0,8}) (?=\d{3}(?!\d))/gu;
const emphasis = /[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|~~/gu;
const bullets = /^[ \t]*(?:[-•▪‣–—·][ \t]+|\(?\d{1,2}[.)][ \t]+|#{1,6}[ \t]+)/gmu;
/** Their full stop would end a sentence. */
const abbreviations =
  /\b(vs|approx|e\.g|i\.e|etc|ca|incl|resp|avg|vol|no|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?=\s|,)/giu;

/**
 * The text as its claims are read: without Markdown and bullets, with one kind of minus, space, digit and quotation mark.
 * Words keep their order and their spelling, so that a violation can quote them.
 */
export function toPlainText(text: string): string {
  return text
    .replaceAll(thousandsMarks, ",")
    .replaceAll(minusSigns, "-")
    .replaceAll(hyphens, "-")
    .normalize("NFKC")
    .replaceAll(/[‘’]/gu, "'")
    .replaceAll(/[“”]/gu, '"')
    .replaceAll(bullets, "")
    .replaceAll(emphasis, "")
    .replaceAll(abbreviations, "$1")
    .replaceAll(/[^\S\n]+/gu, " ")
    .trim();
}

/** Lower case of ASCII alone, so that every character keeps its place. */
export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase());
}

/**
 * The sentences of a plain text. A line break and a semicolon end one, too; the point within a number does not.
 */
export function splitSentences(text: string): string[] {
  return text
    .split(/(?=\s)(?<=[.!?…]["')\]]{0,4})\s+(?=["'([]?[\p{Lu}\p{N}$€£+-])|\n+|;\s*/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
