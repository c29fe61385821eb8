import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod/mini";

const figuresSchema = z.array(
  z.strictObject({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    budget: z.nullable(z.number()),
    met: z.nullable(z.boolean()),
    detail: z.string(),
  }),
);

/** What a benchmark wrote, and how it ended. */
export interface BenchRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: unknown;
}

const main = fileURLToPath(new URL("../../../src/commands/main.ts", import.meta.url));

/** Runs a command of `bench/`, such as `bench:start`, as its npm script does, without npm. */
export async function runBench(name: string, ...args: readonly string[]): Promise<BenchRun> {
  try {
    return { ...(await promisify(execFile)(process.execPath, [main, name, ...args])), code: 0 };
  } catch (error) {
    return z.object({ stdout: z.string(), stderr: z.string(), code: z.unknown() }).parse(error);
  }
}

/** The figures of a `--json` run, by their names. Throws where standard output holds anything but their one line. */
export function figuresOf({ stdout }: BenchRun): ReadonlyMap<string, z.infer<typeof figuresSchema>[number]> {
  if (!/^[^\n]+\n$/.test(stdout)) throw new Error(`Not one line: ${stdout}`);
  return new Map(z.parse(figuresSchema, JSON.parse(stdout)).map((figure) => [figure.name, figure]));
}
