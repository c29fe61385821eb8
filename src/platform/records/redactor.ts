import { findCredentials, isCredentialName } from "./credential-shapes.ts";
import { createSecretSearch, type SecretSearch, type TextRange } from "./secret-search.ts";
import { spellingsOf } from "./secret-spellings.ts";
import { findInSpacedHex } from "./spaced-hex.ts";
import { hasEscapes, unescapeText } from "./unescape-text.ts";

/** Knows the secrets of this process and takes them out of whatever is written: logs, receipts, letters, items, metrics. */
export interface Redactor {
  /**
   * From now on `secret` never leaves. Values shorter than 6 characters are known by their place alone (`x-api-key: abc1`): they
   * would blank ordinary words.
   */
  add(secret: string): void;
  /**
   * `text` with `[secret]` for every known secret, in whatever layers of JSON, URL and HTML escapes, in base64 or hex, cut off
   * or whole, and for what is a credential by its shape: `Bearer ...`, a JWT, the value of an `Authorization` header or of a
   * field such as `client_secret`, the password of a URL. Takes linear time.
   */
  redact(text: string): string;
  /**
   * The same for a JSON text: its strings are redacted and it stays JSON. What is no JSON is redacted as a text.
   *
   * @param keep fields of the outermost object that stay as they are. Default: none.
   */
  redactJson(json: string, keep?: ReadonlySet<string>): string;
}

const minSecretLength = 6;

/** Texts are quoted in texts: a few layers of escapes are undone. */
const maxLayers = 4;

const mark = "[secret]";

/** Makes an empty {@link Redactor}. */
export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  let search: SecretSearch | null = null;

  /** Made when it is needed: secrets come one after another. */
  function findSecrets(text: string): readonly TextRange[] {
    if (secrets.size === 0) return [];
    search ??= createSecretSearch([...secrets].flatMap(spellingsOf));
    return [...search(text), ...findInSpacedHex(text, search)];
  }

  function redact(text: string): string {
    let ranges = findAll(text);
    if (hasEscapes(text)) ranges = [...ranges, ...findBelowEscapes(text)];
    return ranges.length === 0 ? text : replaceRanges(text, ranges);
  }

  function findAll(text: string): readonly TextRange[] {
    const known = findSecrets(text);
    const shaped = findCredentials(text);
    if (shaped.length === 0) return known;
    return known.length === 0 ? shaped : [...known, ...shaped];
  }

  function findBelowEscapes(text: string): readonly TextRange[] {
    const ranges: TextRange[] = [];
    let layer = text;
    let sourceOf = itself;
    for (let layers = 0; layers < maxLayers && (layers === 0 || hasEscapes(layer)); layers += 1) {
      const { text: next, sources } = unescapeText(layer);
      const outer = sourceOf;
      sourceOf = (index) => outer(sources[index] ?? index);
      for (const { start, end } of findAll(next)) ranges.push({ start: sourceOf(start), end: sourceOf(end) });
      if (next === layer) break;
      layer = next;
    }
    return ranges;
  }

  /** What names a credential may be cut from it by the structure, so the names of fields are looked at here. */
  function redactValue(value: unknown): unknown {
    if (typeof value === "string") return redact(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(redactValue);
    const fields = Object.entries(value).map(([name, field]): [string, unknown] => [
      redact(name),
      isCredentialName(name) && typeof field === "string" && field !== "" ? mark : redactValue(field),
    ]);
    return Object.fromEntries(fields);
  }

  return {
    add(secret) {
      const value = secret.trim();
      if (value.length < minSecretLength || secrets.has(value)) return;
      secrets.add(value);
      search = null;
    },
    redact,
    redactJson(json, keep) {
      // One pass over the whole finds nothing nearly always, and its finds may reach over the structure.
      const asText = redact(json);
      if (asText === json) return json;
      let value: unknown;
      try {
        value = JSON.parse(json);
      } catch {
        return asText;
      }
      const clean = redactValue(value);
      return JSON.stringify(keep === undefined ? clean : withKept(clean, value, keep));
    },
  };
}

function withKept(clean: unknown, value: unknown, keep: ReadonlySet<string>): unknown {
  if (typeof clean !== "object" || typeof value !== "object" || value === null || Array.isArray(value)) return clean;
  return { ...clean, ...Object.fromEntries(Object.entries(value).filter(([name]) => keep.has(name))) };
}

function itself(index: number): number {
  return index;
}

function replaceRanges(text: string, ranges: readonly TextRange[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of ranges.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    // Of finds that overlap all is taken out: one may hold what is left of another.
    if (start >= at) parts.push(text.slice(at, start), mark);
    at = Math.max(at, end);
  }
  return parts.join("") + text.slice(at);
}
