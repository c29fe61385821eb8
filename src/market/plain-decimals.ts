const point = 46;
const zero = 48;
const nine = 57;

/**
 * The decimals of a number written with nothing but digits and at most one point, as nearly all prices are: 2 of `50125.10`,
 * 0 of `7` and `7.`. Null for every other text, such as `1e-8`, ` 7`, `-7`, `.` and an empty one.
 *
 * An answer has 1800 such texts, so they are told by a scan.
 */
export function plainDecimals(text: string): number | null {
  let pointAt = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) continue;
    if (code !== point || pointAt !== -1) return null;
    pointAt = at;
  }
  if (pointAt === -1) return text === "" ? null : 0;
  return text.length === 1 ? null : text.length - pointAt - 1;
}
