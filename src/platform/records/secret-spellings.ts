const minLineLength = 16;

/**
 * The spellings of a secret that no unescaping leads back to the secret itself: as it is, inside a JSON text and a JSON text
 * that quotes one, with the blanks of a form, in base64 and base64url whatever stands before it, and in hex. The long lines of
 * a secret with several, such as a PEM key, are spelled on their own as well: their breaks can be written in many ways.
 */
export function spellingsOf(secret: string): readonly string[] {
  const lines = secret.split(lineBreak).filter((line) => line.length >= minLineLength);
  return [...new Set([secret, ...lines].flatMap((text) => spell(text)))];
}

/** A break as it is, or as an environment variable spells it. */
const lineBreak = /\r?\n|\\n/;

function spell(text: string): readonly string[] {
  const escaped = escapeForJson(text);
  const bytes = Buffer.from(text, "utf8");
  const hex = bytes.toString("hex");
  const encoded = [0, 1, 2].flatMap((offset) => {
    const base64 = base64At(bytes, offset);
    return [base64, base64.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const plain = [text, escaped, escapeForJson(escaped), text.replaceAll(" ", "+"), hex, hex.toUpperCase()];
  return [...plain, ...encoded.filter((spelling) => spelling.length >= minEncodedLength)];
}

/** A shorter one would be found in ordinary words. */
const minEncodedLength = 6;

/**
 * The base64 digits that are the same whatever follows, where `offset` bytes (of a whole number of threes) stand before: the first
 * and the last digit may depend on their neighbours.
 */
function base64At(bytes: Buffer, offset: number): string {
  const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
  const firstOwn = Math.ceil((offset * 8) / 6);
  const afterOwn = Math.floor((shifted.length * 8) / 6);
  return shifted.toString("base64").slice(firstOwn, afterOwn);
}

function escapeForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
