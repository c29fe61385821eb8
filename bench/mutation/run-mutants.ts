import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { expect, it } from "vitest";
import { type CollectedTest, collectTests } from "./collect-tests.ts";
import { withFewerRuns } from "./fewer-runs.ts";
import type { Coverage, Plan, ResultLine } from "./plan.ts";

// It runs in Vitest for its `expect` alone: the tests of a mutant are collected and run here, without a process or a module
// loader for each mutant.

// oxlint-disable-next-line node/no-process-env -- no other way leads into a test file of Vitest
const plan: Plan = JSON.parse(readFileSync(process.env["MUTATION_PLAN"] ?? "", "utf8"));
const fastCheck = withFewerRuns(plan.effort.maxRuns);
const requireHere = createRequire(import.meta.url);

/** A test that waits longer has been stopped by the mutant, in milliseconds. */
const maxWaitMs = 5_000;

/** What the switch in the mutated text reads and calls. */
interface Switch {
  active: number | null;
  covers: boolean;
  cover: (ids: readonly number[]) => void;
  hit: () => boolean;
}

type Loaders = Readonly<Record<string, () => unknown>>;
const script = compileFunction(plan.script, ["require", "module", "mutation"], { filename: "bundle.cjs" });

/** All modules, anew; `collect` gives the tests of a file. */
function load(mutation: Switch) {
  let collected = collectTests();
  const vitest = {
    expect,
    describe: Object.assign((...args: Parameters<typeof collected.describe>) => collected.describe(...args), {
      each: (rows: readonly unknown[]) => collected.describe.each(rows),
    }),
    it: Object.assign((...args: Parameters<typeof collected.it>) => collected.it(...args), {
      each: (rows: readonly unknown[]) => collected.it.each(rows),
    }),
  };
  const require = (name: string): unknown => {
    if (name === "vitest") return vitest;
    return name === "fast-check" ? fastCheck : requireHere(name);
  };
  const module: { exports: Loaders } = { exports: {} };
  Reflect.apply(script, undefined, [require, module, mutation]);
  return {
    collect: (file: string): readonly CollectedTest[] => {
      collected = collectTests();
      module.exports[file]?.();
      return collected.tests;
    },
  };
}

const fileOf = (name: string) => name.slice(0, name.indexOf(" > "));

/** Why a test fails; null where it passes. */
async function failureOf(test: CollectedTest): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const result = test.run();
    if (!(result instanceof Promise)) return null;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("It waits too long")), maxWaitMs);
    });
    await Promise.race([result, late]);
    return null;
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** A growing list under each name. */
function addTo(lists: Map<string, string[]>, name: string, each: string): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [each]);
  else list.push(each);
}

async function findCoverage(): Promise<Coverage> {
  const durations: Record<string, number> = {};
  const leftOut: string[] = [];
  const tests = new Map<string, string[]>();
  const files = new Map<string, string[]>();
  const ids = plan.mutants.reduce((most, { id }) => Math.max(most, Number(id)), 0) + 1;
  const hits = new Float64Array(ids);
  // The number of the last test that ran a mutant's code: it runs it often, and counts once.
  const lastPart = new Int32Array(ids);
  let part = 0;
  let found: readonly [lists: Map<string, string[]>, name: string] = [files, ""];
  const cover = (covered: readonly number[]) => {
    for (const id of covered) {
      hits[id] = (hits[id] ?? 0) + 1;
      if (lastPart[id] === part) continue;
      lastPart[id] = part;
      addTo(found[0], `${id}`, found[1]);
    }
  };
  for (const file of plan.testFiles) {
    part += 1;
    found = [files, file];
    const { collect } = load({ active: null, covers: true, cover, hit: () => true });
    for (const test of collect(file)) {
      const name = `${file} > ${test.name}`;
      part += 1;
      found = [tests, name];
      const start = performance.now();
      const failure = await failureOf(test);
      const ms = performance.now() - start;
      if (failure !== null) leftOut.push(`${name}: ${failure}`);
      else if (ms > plan.effort.maxTestMs) leftOut.push(`${name}: ${Math.round(ms)} ms`);
      else durations[name] = ms;
    }
  }
  return {
    durations,
    leftOut,
    tests: Object.fromEntries([...tests].map(([id, names]) => [id, names.filter((name) => name in durations)])),
    files: Object.fromEntries(files),
    hits: [...hits],
  };
}

/** Runs the tests that may notice a mutant until one does. Those that noticed others of its file are asked first. */
async function run(id: string, coverage: Coverage, killers: ReadonlyMap<string, number>): Promise<ResultLine> {
  const covering = new Set(coverage.tests[id]);
  const loading = new Set(coverage.files[id]);
  if (covering.size === 0 && loading.size === 0) return { id, status: "uncovered" };
  const wanted = Object.keys(coverage.durations).filter((name) => covering.has(name) || loading.has(fileOf(name)));
  const rank = (name: string) =>
    (coverage.durations[name] ?? 0) / (1 + (killers.get(name) ?? 0)) / (covering.has(name) ? 4 : 1);
  const ranked = wanted.toSorted((a, b) => rank(a) - rank(b));

  let hits = 0;
  const maxHits = 10_000 + 100 * (coverage.hits[Number(id)] ?? 0);
  const { collect } = load({
    active: Number(id),
    covers: false,
    cover: () => undefined,
    hit: () => {
      if (++hits > maxHits) throw new Error("The mutant runs on and on");
      return true;
    },
  });
  const testsOf = new Map<string, Map<string, CollectedTest>>();
  for (const name of ranked) {
    const file = fileOf(name);
    try {
      const tests = testsOf.get(file) ?? new Map(collect(file).map((test) => [`${file} > ${test.name}`, test]));
      testsOf.set(file, tests);
      const test = tests.get(name);
      if (test === undefined || (await failureOf(test)) !== null) return { id, status: "killed", killer: name };
    } catch {
      return { id, status: "killed", killer: name };
    }
  }
  return { id, status: "survived" };
}

const add = (line: ResultLine) => appendFileSync(plan.resultsPath, `${JSON.stringify(line)}\n`);

it("runs every mutant", { timeout: 0 }, async () => {
  if (!existsSync(plan.coveragePath)) writeFileSync(plan.coveragePath, JSON.stringify(await findCoverage()));
  const coverage: Coverage = JSON.parse(readFileSync(plan.coveragePath, "utf8"));
  const killers = new Map<string, number>();
  const results: ResultLine[] = [];
  for (const id of plan.run) {
    add({ id });
    const result = await run(id, coverage, killers);
    if (result.killer !== undefined) killers.set(result.killer, (killers.get(result.killer) ?? 0) + 1);
    add(result);
    results.push(result);
  }
  expect(results).toHaveLength(plan.run.length);
});
