import { UsageError } from "../../src/commands/kit/parse-command-line.ts";

/** A benchmark takes options only. Throws UsageError for anything else. */
export function refusePositionals([stray]: readonly string[]): void {
  if (stray !== undefined) throw new UsageError(`${JSON.stringify(stray)} is not known: this takes options only`);
}
