import { boundJsonText } from "./bound-json.ts";
import type { Redactor } from "./redactor.ts";

/** How a record is written. */
export interface RecordOptions {
  readonly redactor: Redactor;
  /** Bytes of UTF-8 that it may have. */
  readonly maxBytes: number;
  /** Fields of the outermost object that are neither redacted nor cut. Default: none. */
  readonly keep?: ReadonlySet<string>;
}

/** The JSON of whatever is written to a place that outlives the request: without secrets, and no larger than the place bears. */
export function recordJson(value: unknown, { redactor, maxBytes, keep }: RecordOptions): string {
  // Redacted first: what a cut leaves of a secret is harder to find.
  return boundJsonText(redactor.redactJson(JSON.stringify(value ?? null), keep), maxBytes, keep);
}
