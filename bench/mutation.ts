import { globSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, type CommandContext, CommandFailure } from "../src/commands/kit/command.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../src/commands/kit/parse-command-line.ts";
import { bundleTests } from "./mutation/bundle-tests.ts";
import { judgeMutants } from "./mutation/judge-mutants.ts";
import { makeMutants, type Mutant } from "./mutation/make-mutants.ts";
import type { Effort, ResultLine } from "./mutation/plan.ts";
import { formatReport, type JudgedMutant, scoreOf } from "./mutation/report.ts";
import { leftOutTests, type Room, rooms } from "./mutation/room.ts";
import { sample } from "./mutation/sample.ts";

const top = resolve(import.meta.dirname, "..");
const folder = join(top, "node_modules/.cache/mutation");

const mutationOptions = {
  only: { type: "string", value: "TEXT", meaning: "only the files whose path contains it" },
  sample: { type: "string", value: "N", meaning: "only so many mutants of a room, taken at random. Default: all" },
  seed: { type: "string", value: "N", meaning: "what the sample is taken by, 0 to 1000000. Default 1" },
  min: { type: "string", value: "PERCENT", meaning: "the score below which the exit code is 1, 0 to 100. Default 85" },
} as const satisfies OptionTable;

/** `npm run mutation`: whether the tests notice small changes of what computes, reads and decides. */
export const mutation: Command = {
  help: {
    usage: ["[ROOM ...] [options]"],
    about:
      "It changes the source at one place at a time and runs the tests that load it, until one fails. What no test notices " +
      "survives, and is printed: there a test is missing, or the change is none.",
    operands: { ROOM: `${Object.keys(rooms).join(", ")}. Default: all` },
    options: mutationOptions,
    notes: `The mutants and what became of them are also written to node_modules/.cache/mutation/ROOM.json.`,
  },
  run,
};

/** Most mutants are noticed by a few runs of the quick tests. Those that are not are given the slower ones, and many runs. */
const efforts: readonly Effort[] = [
  { maxRuns: 60, maxTestMs: 100 },
  { maxRuns: 300, maxTestMs: 500 },
];

function filesOf(places: readonly string[], ending: string): readonly string[] {
  return places.flatMap((place) =>
    statSync(join(top, place)).isFile() ? [place] : globSync(`${place}/**/*${ending}`, { cwd: top }).toSorted(),
  );
}

const keyOf = ({ file, line, column, kind, replacement }: Mutant) => `${file} ${line} ${column} ${kind} ${replacement}`;

interface Options {
  readonly only: string;
  readonly size: number;
  readonly seed: number;
}

async function judgeRoom(
  name: string,
  room: Room,
  { only, size, seed }: Options,
  { terminal, signal, environment }: CommandContext,
): Promise<readonly JudgedMutant[]> {
  const files = filesOf(room.sources, ".ts").filter((file) => file.includes(only));
  const testFiles = filesOf(room.tests, ".test.ts").filter((file) => !leftOutTests.includes(file));
  const { mutants, texts } = await makeMutants(top, files);
  const script = await bundleTests(top, testFiles, texts);
  const chosen = sample(mutants, size, seed, keyOf);
  const results = new Map<string, ResultLine>();
  for (const [index, effort] of efforts.entries()) {
    const left = chosen.filter(({ id }) => !["killed", "timeout"].includes(results.get(id)?.status ?? ""));
    const path = (what: string) => join(folder, `${name}-${index + 1}-${what}`);
    const plan = {
      mutants: chosen,
      run: left.map(({ id }) => id),
      script,
      testFiles,
      effort,
      resultsPath: path("results.ndjson"),
      coveragePath: path("coverage.json"),
    };
    const judged = await judgeMutants(top, plan, path("plan.json"), { signal, environment }, (done) =>
      terminal.note(`${name}, round ${index + 1}: ${done} of ${left.length}`),
    );
    if (index === efforts.length - 1) {
      for (const each of judged.coverage.leftOut) terminal.note(`Left out: ${each}`);
    }
    for (const [id, result] of judged.results) results.set(id, result);
  }
  return chosen.map((mutant) => {
    const { status = "survived", killer } = results.get(mutant.id) ?? {};
    return { ...mutant, status, ...(killer === undefined ? {} : { killer }) };
  });
}

async function run(argv: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseCommandLine(argv, mutationOptions);
  const names = positionals.length === 0 ? Object.keys(rooms) : positionals;
  const options: Options = {
    only: values.only ?? "",
    size: readWhole("--sample", values.sample, Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER),
    seed: readWhole("--seed", values.seed, 1, 0, 1_000_000),
  };
  const min = readWhole("--min", values.min, 85, 0, 100);
  const wanted = names.map((name) => {
    const room = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
    if (room === undefined) throw new UsageError(`There is no room "${name}": ${Object.keys(rooms).join(", ")}`);
    return { name, room };
  });
  mkdirSync(folder, { recursive: true });
  let enough = true;
  for (const { name, room } of wanted) {
    const judged = await judgeRoom(name, room, options, context);
    if (judged.length === 0) throw new CommandFailure(`${name} has no mutant in a file with "${options.only}"`);
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(judged, null, 1)}\n`);
    const isSample = judged.length === options.size;
    for (const line of formatReport(name, judged, isSample)) context.terminal.print(line);
    enough &&= 100 * scoreOf(judged) >= min;
  }
  return enough ? 0 : 1;
}
