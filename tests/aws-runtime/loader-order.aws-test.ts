import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { LambdaCode } from "../../src/local/lambda/lambda-code.ts";
import { createLambdaProcess } from "../../src/local/lambda/lambda-process.ts";
import { LambdaError } from "../../src/local/lambda/lambda-error.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runClient, type RunningClient } from "./run-client.ts";

let running: RunningClient | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
});

/** What came of a call: what the handler gave, or the name of the failure at the start. */
interface Outcome {
  readonly answer?: unknown;
  readonly initError?: string;
}

async function byAwsClient(code: LambdaCode): Promise<Outcome> {
  running = await runClient(code);
  const invocation = running.invoke({});
  return await Promise.race([
    running.initError.then(({ errorType }) => ({ initError: errorType })),
    invocation.then((end) => ({ answer: end.kind === "response" ? end.body : end.error.errorType })),
  ]);
}

async function byOurs(code: LambdaCode): Promise<Outcome> {
  const lambda = createLambdaProcess({ code, environment: {}, timeoutMs: 20_000, onLine: () => undefined });
  try {
    return { answer: await lambda.invoke({}) };
  } catch (error) {
    return error instanceof LambdaError && error.phase === "init"
      ? { initError: error.errorType }
      : { answer: String(error) };
  } finally {
    await lambda.stop();
  }
}

const commonJs = (name: string): string => `exports.handler = async () => ${JSON.stringify(name)};`;
const contents: Readonly<Record<string, string | null>> = {
  "f/": null,
  f: commonJs("f"),
  "f.js": commonJs("f.js"),
  "f.mjs": `export const handler = async () => "f.mjs";`,
  "f.cjs": commonJs("f.cjs"),
};

/** Every set of these that can exist side by side. */
function combinations(): readonly (readonly string[])[] {
  const bare: readonly (readonly string[])[] = [[], ["f"], ["f/"]];
  const extensions = [".js", ".mjs", ".cjs"];
  return bare.flatMap((first) =>
    Array.from({ length: 2 ** extensions.length }, (_, bits) => [
      ...first,
      ...extensions.filter((_extension, index) => (bits >> index) % 2 === 1).map((extension) => `f${extension}`),
    ]),
  );
}

describe("the loader of AWS's client and that of this project take the same", () => {
  it.each(combinations().map((files) => [files.join(", "), files] as const))("of: %s", async (_title, files) => {
    const taskRoot = temporaryFolder();
    for (const file of files) {
      const content = contents[file] ?? null;
      if (content === null) mkdirSync(join(taskRoot, file));
      else writeFileSync(join(taskRoot, file), content);
    }
    const code = { taskRoot, handler: "f.handler" };
    const theirs = await byAwsClient(code);
    expect(await byOurs(code)).toEqual(theirs);
  });

  it.each([
    ["no handler", `export const other = 1;`, "f.handler"],
    ["no function", `export const handler = 1;`, "f.handler"],
    ["three parameters", `export const handler = (a, b, c) => c();`, "f.handler"],
    ["a syntax error", `export const handler = async ( => 1;`, "f.handler"],
    ["an error at load", `throw new TypeError("x");`, "f.handler"],
    ["what does not exist imported", `import "./missing.mjs";`, "f.handler"],
    ["a package that is not there imported", `import "no-such-package";`, "f.handler"],
    ["a top-level await", `const x = await Promise.resolve(7); export const handler = async () => x;`, "f.handler"],
    ["a nested export", `export const handlers = { batch: async () => "nested" };`, "f.handlers.batch"],
    ["a default export", `export default { handler: async () => "default" };`, "f.handler"],
    ["a handler string without a dot", `export const handler = async () => 1;`, "f"],
    ["a handler string with two dots in a row", `export const handler = async () => 1;`, "../f.handler"],
    ["a handler that is not async", `export const handler = () => "plain";`, "f.handler"],
  ])("of a module with %s", async (_title, source, handler) => {
    const taskRoot = temporaryFolder();
    writeFileSync(join(taskRoot, "f.mjs"), source);
    const theirs = await byAwsClient({ taskRoot, handler });
    expect(await byOurs({ taskRoot, handler })).toEqual(theirs);
  });
});
