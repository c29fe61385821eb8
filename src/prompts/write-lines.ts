import type { Clause } from "./sentence.ts";

/** Joins the lines of a user prompt. A line whose figures are all null is left out. */
export function writeLines(lines: readonly Clause[]): string {
  return lines.filter((line) => line !== null).join("\n");
}
