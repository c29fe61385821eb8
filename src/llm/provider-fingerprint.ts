import { createHash } from "node:crypto";

/** Enough that no two configurations of a stage share one by chance. */
const hexDigits = 12;

/**
 * A short name of what writes and checks texts: two that are made by other providers, with other settings or under another
 * check are distinguished by it. The same settings give the same name in every container.
 *
 * @param parts whatever is to be distinguished, as JSON shows it; no secret, whose rotation would change it.
 */
export function fingerprintOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, hexDigits);
}
