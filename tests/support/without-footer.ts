/** A post's text without the line that every post ends with. Throws an Error where it does not end with one. */
export function withoutFooter(message: string | undefined): string {
  const [, text] = /^([\s\S]*)\nAs of \d{4}-\d\d-\d\d \d\d:\d\d UTC\.[^\n]*$/.exec(message ?? "") ?? [];
  if (text === undefined) throw new Error(`No footer: ${message}`);
  return text;
}
