import { wrapHanging } from "../kit/layout.ts";
import { printable } from "../kit/printable.ts";
import type { CheckResult } from "./check.ts";

const statusWidth = 6;
const checkWidth = 19;

/** Tells results one by one. */
export interface ResultTeller {
  tell(result: CheckResult): void;
  /** Says what is held back. */
  end(): void;
}

/**
 * Makes a reporter in words. Checks in a row that could not be made without one that failed are given together.
 *
 * @param width of a line in characters.
 */
export function createResultTeller(print: (line: string) => void, width: number): ResultTeller {
  const held: CheckResult[] = [];
  const statuses: CheckResult["status"][] = [];

  function end(): void {
    const [first, ...more] = held.splice(0);
    if (first === undefined) return;
    if (more.length === 0) return print(formatResult(first, width));
    // Only what was told just before, and nothing else, can be meant by "it".
    const failed = statuses.filter((status) => status === "FAIL").length;
    const needed = failed === 1 && statuses.at(-1) === "FAIL" ? "it" : "what failed";
    const names = [first, ...more].map(({ check }) => check).join(", ");
    print(wrapHanging("skip".padEnd(statusWidth), `${more.length + 1} checks that need ${needed}: ${names}`, width));
  }

  return {
    tell(result) {
      if (result.needs !== undefined) return void held.push(result);
      end();
      statuses.push(result.status);
      return print(formatResult(result, width));
    },
    end,
  };
}

/** A result, and what fixes it below. */
function formatResult({ check, status, detail, fix }: CheckResult, width: number): string {
  const beginning = `${status.padEnd(statusWidth)}${check.padEnd(checkWidth)}`;
  const told = wrapHanging(beginning, oneLine(detail), width);
  return fix === null ? told : `${told}\n${wrapHanging(" ".repeat(beginning.length), `fix: ${oneLine(fix)}`, width)}`;
}

/** What all of them come to. */
export function formatSummary(results: readonly CheckResult[]): string {
  const count = (status: CheckResult["status"]): number => results.filter((result) => result.status === status).length;
  const [failed, skipped] = [count("FAIL"), count("skip")];
  const counts = `${count("ok")} ok, ${failed} failed, ${skipped} skipped`;
  return failed === 0
    ? `${counts}: nothing is known that a message would trip over`
    : `${counts}: fix what failed before you send a message`;
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*\n\s*/g, " "));
}

/** A result as a line of JSON. */
export function resultJson({ check, status, detail, fix }: CheckResult): string {
  return JSON.stringify({ check, status, detail, fix });
}
