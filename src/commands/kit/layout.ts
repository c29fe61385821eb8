/** Wider lines are hard to read, narrower ones break too often. */
const maxTextWidth = 100;
const minTextWidth = 40;
/** Of what is no terminal, such as a pipe into a file. */
const usualWidth = 80;

/**
 * The characters of a line: what the variable `COLUMNS` says, else the terminal. A terminal may say 0, or nothing.
 *
 * @param variable the value of `COLUMNS`; what is no whole number above 0 counts as none.
 * @param unknown what counts where neither says it. Default 80.
 */
export function terminalColumns(
  variable: string | undefined,
  ofTerminal: number | undefined,
  unknown = usualWidth,
): number {
  const wanted = /^\d{1,5}$/.test(variable ?? "") ? Number(variable) : 0;
  if (wanted > 0) return wanted;
  return ofTerminal === undefined || ofTerminal === 0 ? unknown : ofTerminal;
}

/** The width that prose is wrapped to, in characters: that of a line, from 40 to 100. */
export function textWidth(columns: number): number {
  return Math.min(maxTextWidth, Math.max(minTextWidth, columns));
}

/**
 * Breaks the paragraphs of a text into lines of at most `width` characters; a longer word stays whole, and so do the
 * space that a paragraph begins with and a number with its percent sign.
 */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    const [first = "", ...words] = wordsOf(paragraph);
    let line = first;
    for (const word of words) {
      if (line.trim() !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines.join("\n");
}

/** `-5.24 %` is read as one, so it is one word here. */
function wordsOf(paragraph: string): string[] {
  const words: string[] = [];
  for (const word of paragraph.split(" ")) {
    const before = words.at(-1);
    if (before !== undefined && word.startsWith("%") && /\d$/.test(before))
      words[words.length - 1] = `${before} ${word}`;
    else words.push(word);
  }
  return words;
}

/**
 * A text behind what its first line begins with; its other lines begin below the text.
 *
 * @param width of a line in characters, the beginning included. At least 20 of them are the text's.
 */
export function wrapHanging(beginning: string, text: string, width: number): string {
  const hanging = beginning.length;
  const lines = wrap(text, Math.max(20, width - hanging)).split("\n");
  return lines.map((line, index) => `${index === 0 ? beginning : " ".repeat(hanging)}${line}`.trimEnd()).join("\n");
}

/** Puts `spaces` before each line. */
export function indent(text: string, spaces: number): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `${" ".repeat(spaces)}${line}`))
    .join("\n");
}
