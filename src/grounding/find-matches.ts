/**
 * Every match of a global pattern in a text, as `matchAll` gives them. That would make a copy of the pattern at each call, and
 * a check reads its sentences with some hundred patterns, most of which find nothing: a third of a check's time. (npm run bench:grounding)
 *
 * @param pattern global, and one that does not match the empty text in a surrogate pair.
 */
export function findMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    // An empty match would be found for ever.
    if (match[0] === "") pattern.lastIndex += 1;
    matches.push(match);
  }
  return matches;
}
