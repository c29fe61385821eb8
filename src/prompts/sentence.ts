/** A clause of a sentence; null where its figure is null. */
export type Clause = string | null;

/**
 * Writes a sentence of the clauses that are there: `lead`, then the clauses with `joiner` between them, then a full stop.
 * It begins with a capital, whichever clause comes first. Null when every clause is null.
 */
export function writeSentence(lead: string, joiner: string, clauses: readonly Clause[]): Clause {
  const present = clauses.filter((clause) => clause !== null);
  if (present.length === 0) return null;
  const sentence = `${lead}${present.join(joiner)}.`;
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

/** The clause that `write` makes of `text`; null where `text` is null or absent. */
export function writeClause(text: string | null | undefined, write: (text: string) => string): Clause {
  return text === null || text === undefined ? null : write(text);
}
