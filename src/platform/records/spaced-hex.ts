import type { SecretSearch, TextRange } from "./secret-search.ts";

/** Bytes in hex with blanks, line breaks, colons or dashes between each or each pair of them, as dumps write them. */
const spacedHex = /(?<![\da-f])(?:[\da-f]{2}(?:[\da-f]{2})?[\s:-]{1,2}){2,}[\da-f]{2}(?:[\da-f]{2})?/gi;

/** Finds secrets in hex whose bytes are set apart. Takes linear time. */
export function findInSpacedHex(text: string, search: SecretSearch): readonly TextRange[] {
  return [...text.matchAll(spacedHex)].flatMap(({ 0: run, index: start }) => {
    const places = [...run.matchAll(/[\da-f]/gi)].map(({ index }) => start + index);
    const digits = run.replaceAll(/[\s:-]/g, "");
    return search(digits).flatMap(({ start: first, end }) => {
      const [from, last] = [places[first], places[end - 1]];
      return from === undefined || last === undefined ? [] : [{ start: from, end: last + 1 }];
    });
  });
}
