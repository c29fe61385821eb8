import { indent } from "../layout.ts";
import { printable } from "../printable.ts";
import type { CheckResult } from "./check.ts";

const statusWidth = 6;
const checkWidth = 19;

/** A result as a line, and what mends it below. */
export function tellResult({ check, status, detail, mend }: CheckResult): string {
  const line = `${status.padEnd(statusWidth)}${check.padEnd(checkWidth)}${oneLine(detail)}`;
  return mend === null ? line : `${line}\n${indent(`mend: ${oneLine(mend)}`, statusWidth + checkWidth)}`;
}

/** What all of them come to. */
export function tellSummary(results: readonly CheckResult[]): string {
  const count = (status: CheckResult["status"]): number => results.filter((result) => result.status === status).length;
  const [failed, skipped] = [count("FAIL"), count("skip")];
  const counts = `${count("ok")} ok, ${failed} failed, ${skipped} skipped`;
  return failed === 0
    ? `${counts}: nothing is known that a message would trip over`
    : `${counts}: mend what failed before you send a message`;
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*\n\s*/g, " "));
}
