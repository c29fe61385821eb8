/** A stretch of a sentence, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a pattern is found; it must be global. */
export function findSpans(sentence: string, pattern: RegExp): (Span & { readonly text: string })[] {
  const spans: (Span & { readonly text: string })[] = [];
  // Most patterns find nothing, and `matchAll` would copy each of them first.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(sentence); match !== null; match = pattern.exec(sentence)) {
    // An empty match would be found for ever.
    if (match[0] === "") pattern.lastIndex += 1;
    spans.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
  }
  return spans;
}
