/** Wider lines are hard to read, narrower ones break too often. */
const maxTextWidth = 100;
const minTextWidth = 40;
/** Of what is no terminal, such as a pipe into a file. */
const usualWidth = 80;

/** The width that text is wrapped to, in characters: that of the terminal, from 40 to 100; 80 where there is none, or one that says no width. */
export function textWidth(columns: number | undefined): number {
  return Math.min(maxTextWidth, Math.max(minTextWidth, columns === undefined || columns === 0 ? usualWidth : columns));
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

/** Puts `spaces` before each line. */
export function indent(text: string, spaces: number): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `${" ".repeat(spaces)}${line}`))
    .join("\n");
}
