/** Any character but printable ASCII and the line feed. Most texts have a dozen at most, many none. */
const beyondAscii = /[^\n -~]/u;

/** Whatever ends a line. */
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/** Full-width, circled and mathematical forms of ASCII, which every reader takes for it: `＠`, `．`, `５`, `ⓒ`, `𝐡`. */
const dressedAscii = /[\uFF01-\uFF5E\u24B6-\u24E9\u{1D400}-\u{1D7FF}]+/gu;

/**
 * Characters that nobody sees: controls, marks of direction, joiners, soft hyphens, variation selectors, tags. They would
 * hide words from a check, or hold a mention's letters apart until a chat drops them.
 */
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Looks like a space and is a letter's sign: the empty Braille cell. */
const blank = /[\t\u2800]/gu;

/** More marks over one letter than any language writes would cover the lines around it. */
const stackedMarks = /(?<=\p{M}{3})\p{M}+/gu;

/**
 * The text with every character either visible or a plain line feed or space: well-formed, one kind of line end, ASCII as
 * itself. Runs of spaces become one, and more than one empty line becomes one. Linear in the text.
 */
export function cleanCharacters(text: string): string {
  return collapseSpaces(beyondAscii.test(text) ? cleanBeyondAscii(text) : text);
}

function cleanBeyondAscii(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(lineEnds, "\n")
    .replaceAll(blank, " ")
    .replaceAll(invisible, "")
    .replaceAll(dressedAscii, (signs) => signs.normalize("NFKC"))
    .replaceAll("\uFE6B", "@")
    .replaceAll(stackedMarks, "");
}

function collapseSpaces(text: string): string {
  if (!/ {2}| \n|\n{3}/u.test(text)) return text;
  return text
    .replaceAll(/ {2,}/gu, " ")
    .replaceAll(" \n", "\n")
    .replaceAll(/\n{3,}/gu, "\n\n");
}
