/** Words whose full stop ends no sentence. */
const abbreviations: ReadonlySet<string> = new Set([
  "vs",
  "approx",
  "e.g",
  "i.e",
  "etc",
  "no",
  "u.s",
  "a.m",
  "p.m",
  "avg",
  "incl",
  "ca",
  "cf",
  "st",
  "mr",
  "dr",
  "est",
  "min",
  "max",
  "vol",
  "pct",
  "resp",
]);

/**
 * Splits a text into its sentences, as they are written and without the signs of lists. A line ends a sentence; so does a full
 * stop, an exclamation or a question mark before a space, unless it belongs to an abbreviation. Linear in the text.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  const cut = (to: number): void => {
    const sentence = withoutListSign(text.slice(from, to).trim());
    if (sentence !== "") sentences.push(sentence);
    from = to;
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\n" || char === "\r") cut(at + 1);
    else if ((char === "." || char === "!" || char === "?") && endsSentence(text, from, at))
      cut(endOfMarks(text, at + 1));
  }
  cut(text.length);
  return sentences;
}

function endsSentence(text: string, from: number, at: number): boolean {
  const behind = endOfMarks(text, at + 1);
  if (behind < text.length && !isSpace(text.charAt(behind))) return false;
  if (text.charAt(at) !== ".") return true;
  let next = behind;
  while (next < text.length && isSpace(text.charAt(next)) && text.charAt(next) !== "\n") next++;
  const word = lastWord(text, from, at);
  if (abbreviations.has(word)) {
    // "U.S. The next one" ends one, "vs. 13,801" doesn't.
    return !(next < text.length && (isDigit(text.charAt(next)) || isLower(text.charAt(next)) || word === "vs"));
  }
  // "No. 3", "1. First": the number of a list.
  return !(word !== "" && word.length <= 2 && Array.from(word).every(isDigit) && text.slice(from, at).trim() === word);
}

/** Quotation marks, brackets and emphasis behind a full stop belong to its sentence. */
function endOfMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && at < from + 4 && `"')”’*_.!?`.includes(text.charAt(at))) at++;
  return at;
}

function lastWord(text: string, from: number, to: number): string {
  let start = to;
  while (start > from && to - start < 8 && !isSpace(text.charAt(start - 1)) && text.charAt(start - 1) !== "(") start--;
  return text.slice(start, to).toLowerCase();
}

function withoutListSign(sentence: string): string {
  let at = 0;
  if ("-•*–—".includes(sentence.charAt(0)) && sentence.charAt(1) === " ") at = 2;
  else {
    // "80." is no list's number.
    while (at < 1 && isDigit(sentence.charAt(at)) && sentence.charAt(at) !== "0") at++;
    at =
      at > 0 && (sentence.charAt(at) === "." || sentence.charAt(at) === ")") && sentence.charAt(at + 1) === " "
        ? at + 2
        : 0;
  }
  return sentence.slice(at).trim();
}

function isSpace(char: string): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r" || char === "\u00A0";
}

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}

function isLower(char: string): boolean {
  return char >= "a" && char <= "z";
}
