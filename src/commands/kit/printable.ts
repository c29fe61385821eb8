/**
 * A text by somebody else must not steer the terminal that it is told on, nor read as another one there: control characters
 * go, those of the writing direction too, and line breaks stay.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|\p{Bidi_Control}/gu, "");
}

/** The beginning of a text as one line. */
export function printableLine(text: string, maxCharacters: number): string {
  const line = printable(text.replaceAll(/\s+/gu, " ")).trim();
  return line.length > maxCharacters ? `${line.slice(0, maxCharacters - 1)}…` : line;
}
