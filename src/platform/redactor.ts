/** Knows the secrets of this process and takes them out of any text on its way out. */
export interface Redactor {
  /** From now on `secret` never leaves. Values shorter than 6 characters are ignored: they would blank ordinary words. */
  add(secret: string): void;
  /**
   * `text` with every known secret, also in its JSON-escaped and URL-encoded spellings, replaced by `[secret]`. The long
   * lines of a secret with several, such as a PEM key, are secrets of their own: their breaks can be escaped in many ways.
   */
  redact(text: string): string;
}

const shortestSecretLength = 6;
const shortestLineLength = 16;

/** Makes an empty {@link Redactor}. */
export function createRedactor(): Redactor {
  let spellings: readonly string[] = [];
  return {
    add(secret) {
      const value = secret.trim();
      if (value.length < shortestSecretLength) return;
      const lines = value.split(lineBreak).filter((line) => line.length >= shortestLineLength);
      const all = new Set([...spellings, ...[value, ...lines].flatMap(spellingsOf)]);
      // The longest first: a secret that is the beginning of another must not leave the other's end behind.
      spellings = [...all].toSorted((left, right) => right.length - left.length);
    },
    redact(text) {
      let clean = text;
      for (const spelling of spellings) {
        if (clean.includes(spelling)) clean = clean.replaceAll(spelling, "[secret]");
      }
      return clean;
    },
  };
}

/** A break as it is, or as an environment variable spells it. */
const lineBreak = /\r?\n|\\n/;

function spellingsOf(value: string): readonly string[] {
  const wellFormed = value.toWellFormed();
  const formEncoded = new URLSearchParams([["", wellFormed]]).toString().slice(1);
  // A log line that quotes a JSON text has escaped it twice.
  const escaped = escapeForJson(value);
  return [value, escaped, escapeForJson(escaped), encodeURIComponent(wellFormed), formEncoded];
}

function escapeForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
