/** What Chromium tells of a script that was run: for each function the parts of it, with how often they were. */
export interface ScriptCoverage {
  readonly source?: string | undefined;
  readonly functions: readonly {
    readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
  }[];
}

/** How much of a source file was run. */
export interface FileCoverage {
  readonly file: string;
  readonly lines: number;
  readonly run: number;
}

const pageFolder = "src/commands/workbench/page/";
/** esbuild writes the name of each file above what it made of it. */
const heading = /^\/\/ (\S+\.(?:tsx?|[cm]?js))$/;

/** The lines of a bundle that were run, by number from 0; null are those without code. */
export function runLines({ source = "", functions }: ScriptCoverage): readonly boolean[] {
  const isRun = new Uint8Array(source.length).fill(1);
  for (const { ranges } of functions) {
    // The first range is the whole function, those after it lie within it.
    for (const { startOffset, endOffset, count } of ranges) isRun.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  }
  let at = 0;
  return source.split("\n").map((line) => {
    const from = at + (line.length - line.trimStart().length);
    at += line.length + 1;
    return isRun[from] === 1;
  });
}

/** Counts the lines of the page's own files in a bundle. @param run the lines that were run, in any of the runs. */
export function coverageOfFiles(source: string, run: readonly boolean[]): readonly FileCoverage[] {
  const counts = new Map<string, { lines: number; run: number }>();
  let file = "";
  for (const [index, line] of source.split("\n").entries()) {
    file = heading.exec(line)?.[1] ?? file;
    const isCode = /\w/.test(line) && !line.trimStart().startsWith("//");
    if (!file.startsWith(pageFolder) || !isCode) continue;
    const count = counts.get(file) ?? { lines: 0, run: 0 };
    counts.set(file, { lines: count.lines + 1, run: count.run + (run[index] === true ? 1 : 0) });
  }
  return [...counts].map(([name, count]) => ({ file: name.slice(pageFolder.length), ...count }));
}
