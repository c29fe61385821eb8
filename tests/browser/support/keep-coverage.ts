import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { coverageOfFiles, runLines, type ScriptCoverage } from "./page-coverage.ts";

const variable = "BROWSER_COVERAGE_FOLDER";
const minShare = 0.9;

/** Where each test keeps what it ran of the page; null where nobody counts it. */
export function coverageFolder(): string | null {
  const folder = process.env[variable] ?? "";
  return folder === "" ? null : folder;
}

/** Keeps which lines of the page's script a test has run. */
export function keepCoverage(folder: string, script: ScriptCoverage): void {
  const kept = { source: script.source, run: runLines(script) };
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(kept));
}

/**
 * Counts, once all of the browser's tests are done, how much of the page they ran.
 *
 * @throws where it is less than 90 %, or a file was not run at all.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "trader-data-llm-coverage-"));
  process.env[variable] = folder;
  return () => {
    const runs = readdirSync(folder).map((file) => {
      const kept: { readonly source: string; readonly run: readonly boolean[] } = JSON.parse(
        readFileSync(join(folder, file), "utf8"),
      );
      return kept;
    });
    rmSync(folder, { recursive: true });
    const [first] = runs;
    // Where some of the tests were chosen, nothing is counted.
    if (first === undefined || process.argv.some((argument) => argument.endsWith(".test.ts") || argument === "-t"))
      return;
    const run = first.run.map((_, index) => runs.some((each) => each.run[index] === true));
    const files = coverageOfFiles(first.source, run);
    const total = files.reduce((sum, { lines }) => sum + lines, 0);
    const done = files.reduce((sum, file) => sum + file.run, 0);
    const share = done / total;
    const table = files.map(({ file, lines, run: count }) => `  ${file.padEnd(28)} ${count} of ${lines}`).join("\n");
    process.stdout.write(`\nLines of the page that were run: ${(share * 100).toFixed(1)} %\n${table}\n`);
    if (share < minShare || files.some((file) => file.run === 0)) {
      throw new Error(
        `Too little of the page was run: ${(share * 100).toFixed(1)} % of its lines, at least ${minShare * 100} %`,
      );
    }
  };
}
