/** Where something was cut out of a record, this says so, and how much it was. */
const cutMark = (what: string): string => `[cut: ${what}]`;

/** Steps from generous to scant: the longest string in characters, the most entries of a list or an object. */
const steps = [
  { maxText: 8_000, maxEntries: 500 },
  { maxText: 2_000, maxEntries: 200 },
  { maxText: 500, maxEntries: 100 },
  { maxText: 200, maxEntries: 40 },
  { maxText: 80, maxEntries: 15 },
] as const;

const maxDepth = 20;

/**
 * `value` as JSON of at most `maxBytes` bytes of UTF-8. What is larger is cut where it is longest: strings, lists and objects end
 * with a mark, `[cut: 1234 characters]`; at last whole fields are replaced by one. Fields of the outermost object that `keep` names
 * stay as they are, whatever it takes.
 */
export function boundJson(value: unknown, maxBytes: number, keep: ReadonlySet<string> = nothing): string {
  return boundJsonText(JSON.stringify(value ?? null), maxBytes, keep);
}

/** {@link boundJson} of a value that is JSON already. What is no JSON is cut as a text, and becomes a JSON string. */
export function boundJsonText(json: string, maxBytes: number, keep: ReadonlySet<string> = nothing): string {
  // A character has at most 3 bytes: most records need no counting.
  if (json.length * 3 <= maxBytes || Buffer.byteLength(json) <= maxBytes) return json;
  const value = parse(json);
  for (const step of steps) {
    const cut = JSON.stringify(cutFields(value, keep, (field) => cutValue(field, step, 1)));
    if (Buffer.byteLength(cut) <= maxBytes) return cut;
  }
  return JSON.stringify(cutFields(value, keep, emptied));
}

const nothing: ReadonlySet<string> = new Set();

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function cutFields(value: unknown, keep: ReadonlySet<string>, cut: (field: unknown) => unknown): unknown {
  if (!isObject(value)) return cut(value);
  const entries = Object.entries(value);
  // So many fields are no record of ours.
  const shown = entries
    .slice(0, maxFields)
    .map(([name, field]) => [cutName(name), keep.has(name) ? field : cut(field)]);
  const rest = entries.length - shown.length;
  return Object.fromEntries(rest > 0 ? [...shown, [cutMark(`${rest} fields`), null]] : shown);
}

const maxFields = 100;

/** A name is part of what a reader looks for; none of ours is this long. */
function cutName(name: string): string {
  return name.length > 100 ? cutText(name, 100) : name;
}

interface Step {
  readonly maxText: number;
  readonly maxEntries: number;
}

function cutValue(value: unknown, step: Step, depth: number): unknown {
  if (typeof value === "string") return cutText(value, step.maxText);
  if (typeof value !== "object" || value === null) return value;
  if (depth > maxDepth) return cutMark("too deep");
  if (Array.isArray(value)) {
    const shown: unknown[] = value.slice(0, step.maxEntries).map((entry) => cutValue(entry, step, depth + 1));
    return value.length > shown.length ? [...shown, cutMark(`${value.length - shown.length} entries`)] : shown;
  }
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, step.maxEntries)
    .map(([name, field]): [string, unknown] => [cutName(name), cutValue(field, step, depth + 1)]);
  const rest = entries.length - shown.length;
  return Object.fromEntries(rest > 0 ? [...shown, [cutMark(`${rest} fields`), null]] : shown);
}

/** The kind of a field stays what it was, so that whoever reads the record still can. */
function emptied(value: unknown): unknown {
  if (typeof value === "string") return value.length > 80 ? cutText(value, 40) : value;
  if (Array.isArray(value)) return value.length === 0 ? value : [cutMark(`${value.length} entries`)];
  if (!isObject(value)) return value;
  const count = Object.keys(value).length;
  return count === 0 ? value : { cut: cutMark(`${count} fields`) };
}

/** The beginning of a text, with a mark that says how much is missing. */
export function cutText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  return `${text.slice(0, maxCharacters).toWellFormed()}${cutMark(`${text.length - maxCharacters} characters`)}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
