import { readFileSync } from "node:fs";
import { Instrumenter } from "@stryker-mutator/instrumenter";

/** One small change of the source, which a test should notice. */
export interface Mutant {
  readonly id: string;
  /** Relative to the top of the project. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The kind of change, as Stryker calls it: `EqualityOperator`. */
  readonly kind: string;
  readonly original: string;
  readonly replacement: string;
}

/** All mutants of some files, and the text of each file with every mutant in it, one of which can be switched on. */
export interface Mutants {
  readonly mutants: readonly Mutant[];
  readonly texts: ReadonlyMap<string, string>;
}

const silent = () => {
  // What is of interest is the mutants.
};
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Stryker's own switch counts by names in the global object. Ours are given to the bundle, which makes them much faster. */
const switchOfOurs = `
function stryCov_9fa48(...ids) { if (mutation.covers) mutation.cover(ids); }
function stryMutAct_9fa48(id) { return mutation.active === id && mutation.hit(); }
`;

function withOurSwitch(text: string): string {
  const start = text.indexOf("function stryNS_9fa48()");
  const last = text.indexOf("function stryMutAct_9fa48(id)");
  if (start === -1 || last === -1) return text;
  // The last of Stryker's functions ends with the first brace at the begin of a line.
  const end = text.indexOf("\n}", last) + 2;
  const calls = text
    .slice(end)
    .replaceAll(/stry(?:Cov|MutAct)_9fa48\((?:"\d+"(?:, )?)+\)/gu, (call) => call.replaceAll('"', ""));
  return text.slice(0, start) + switchOfOurs + calls;
}

/** Whether a changed pattern is none: its change would not even compile, so it is no mutant. */
function isBroken({ mutatorName, replacement }: { mutatorName: string; replacement: string }): boolean {
  const parts = /^\/(.*)\/([a-z]*)$/su.exec(replacement);
  if (mutatorName !== "Regex" || parts === null) return false;
  try {
    new RegExp(parts[1] ?? "", parts[2]).test("");
    return false;
  } catch {
    return true;
  }
}

/** What stands between two places of a text, lines and columns counted from 0. */
function cut(text: string, start: { line: number; column: number }, end: { line: number; column: number }): string {
  const lines = text.split("\n").slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column : 0, index === last ? end.column : undefined))
    .join("\n");
}

/**
 * Makes every mutant of Stryker's that differs in what it does, of files given relative to `top`.
 *
 * @see https://stryker-mutator.io/docs/mutation-testing-elements/supported-mutators/
 */
export async function makeMutants(top: string, files: readonly string[]): Promise<Mutants> {
  const sources = new Map(files.map((file) => [file, readFileSync(`${top}/${file}`, "utf8")]));
  const instrumenter = new Instrumenter(logger);
  const made = await instrumenter.instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, ignorers: [], excludedMutations: [], noHeader: false },
  );
  const broken = made.mutants.filter(isBroken);
  const withoutBroken = (text: string): string =>
    broken.reduce(
      (before, { id, replacement }) =>
        before.replace(`stryMutAct_9fa48("${id}") ? ${replacement} :`, () => "false ? null :"),
      text,
    );
  const mutants = made.mutants.filter((mutant) => !broken.includes(mutant));
  return {
    mutants: mutants.map(({ id, fileName, mutatorName, replacement, location }) => ({
      id,
      file: fileName,
      line: location.start.line + 1,
      column: location.start.column + 1,
      kind: mutatorName,
      original: cut(sources.get(fileName) ?? "", location.start, location.end),
      replacement,
    })),
    texts: new Map(made.files.map(({ name, content }) => [name, withOurSwitch(withoutBroken(content))])),
  };
}
