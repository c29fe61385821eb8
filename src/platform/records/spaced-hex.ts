import type { SecretSearch, TextRange } from "./secret-search.ts";

/** Six bytes, the shortest secret, set apart in pairs. */
const minRunLength = 14;

/** Which characters of ASCII are digits of hex, or stand between bytes: blanks, line breaks, colons and dashes. */
const belongs = Uint8Array.from({ length: 128 }, (_, code) => (/[\da-f\s:-]/i.test(String.fromCharCode(code)) ? 1 : 0));

/** Finds secrets in hex whose bytes are set apart, as dumps write them. Takes linear time, and skips most characters. */
export function findInSpacedHex(text: string, search: SecretSearch): readonly TextRange[] {
  const found: TextRange[] = [];
  let start = 0;
  while (start + minRunLength <= text.length) {
    // From behind: a character that does not belong rules out every run that would begin before it.
    let at = start + minRunLength - 1;
    while (at >= start && belongsAt(text, at)) at -= 1;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + minRunLength;
    while (end < text.length && belongsAt(text, end)) end += 1;
    for (const range of findInRun(text.slice(start, end), start, search)) found.push(range);
    start = end + 1;
  }
  return found;
}

function belongsAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code < 128 && belongs[code] === 1;
}

function findInRun(run: string, start: number, search: SecretSearch): readonly TextRange[] {
  const digits = run.replaceAll(/[\s:-]+/g, "");
  // Digits without anything between them are among the spellings.
  if (digits.length === run.length) return [];
  const finds = search(digits);
  if (finds.length === 0) return [];
  const places = [...run.matchAll(/[\da-f]/gi)].map(({ index }) => start + index);
  return finds.flatMap(({ start: first, end }) => {
    const [from, last] = [places[first], places[end - 1]];
    return from === undefined || last === undefined ? [] : [{ start: from, end: last + 1 }];
  });
}
