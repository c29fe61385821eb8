import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { findHandler } from "../../../src/emulators/lambda/find-handler.mjs";
import {
  expectedOf,
  fitted,
  handlerCases,
  lookupCases,
  type StartOutcome,
  writeLookupCase,
  writePackage,
} from "../../support/events/handler-cases.ts";

/** Lambda's order, as its client has it. */
const order = ["", ".js", ".mjs", ".cjs"] as const;

const outcomesSchema = z.array(
  z.union([z.object({ result: z.unknown() }), z.object({ errorType: z.string(), errorMessage: z.string() })]),
);

interface Loading {
  readonly taskRoot: string;
  readonly handler: string;
}

/** Loads each in a process without Vitest, which imports modules in a way of its own. */
function loadAll(loadings: readonly Loading[]): readonly StartOutcome[] {
  const folder = new URL("../../../src/emulators/lambda/", import.meta.url).href;
  const script = `
    const { loadHandler } = await import("${folder}load-handler.mjs");
    const { reportError } = await import("${folder}runtime-error.mjs");
    const outcomes = [];
    for (const { taskRoot, handler } of ${JSON.stringify(loadings)}) {
      try {
        const loaded = await loadHandler(taskRoot, handler);
        outcomes.push({ result: (await loaded({}, {})) ?? null });
      } catch (error) {
        outcomes.push(reportError(error));
      }
    }
    console.log(JSON.stringify(outcomes));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  return z.parse(outcomesSchema, JSON.parse(stdout));
}

describe("the module of a handler", () => {
  const standings = lookupCases.map((standing) => ({ standing, taskRoot: "" }));
  let outcomes: readonly StartOutcome[];

  beforeAll(() => {
    for (const each of standings) each.taskRoot = writeLookupCase(each.standing);
    outcomes = loadAll(standings.map(({ taskRoot }) => ({ taskRoot, handler: "src/f.handler" })));
  });

  it.each(lookupCases.map((standing, index) => ({ standing, index })))(
    "is the first that exists, file or folder, of $standing",
    ({ standing, index }) => {
      const taskRoot = standings[index]?.taskRoot ?? "";
      const first = order.find((extension) => standing[extension] !== "nothing");
      const { path } = findHandler(taskRoot, "src/f.handler");
      expect(path).toBe(first === undefined ? null : join(taskRoot, `src/f${first}`));
      const expected = expectedOf(first, first === undefined ? "nothing" : standing[first]);
      expect(fitted(outcomes[index], expected)).toEqual(expected);
    },
  );
});

describe("a handler", () => {
  let outcomes: readonly StartOutcome[];

  beforeAll(() => {
    outcomes = loadAll(handlerCases.map(({ files, handler }) => ({ taskRoot: writePackage(files), handler })));
  });

  it.each(handlerCases.map((each, index) => ({ ...each, index })))(
    "is loaded as by Lambda from $title",
    ({ outcome, index }) => {
      expect(fitted(outcomes[index], outcome)).toEqual(outcome);
    },
  );

  it("is refused where it streams its response, which nothing here could receive", () => {
    const source = `export const handler = async (event, stream, context) => {};
      handler[Symbol.for("aws.lambda.runtime.handler.streaming")] = "response";`;
    expect(loadAll([{ taskRoot: writePackage({ "f.mjs": source }), handler: "f.handler" }])).toMatchObject([
      { errorMessage: "f.handler streams its response, which is not run here" },
    ]);
  });
});
