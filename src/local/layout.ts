/**
 * Breaks the paragraphs of a text into lines of at most `width` characters; a longer word stays whole, and so does the
 * space that a paragraph begins with.
 */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    const [first = "", ...words] = paragraph.split(" ");
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

/** Puts `spaces` before each line. */
export function indent(text: string, spaces: number): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `${" ".repeat(spaces)}${line}`))
    .join("\n");
}
