import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { createLambdaProcess, type LambdaProcess } from "../../../src/local/lambda/lambda-process.ts";

let running: LambdaProcess | undefined;

afterEach(async () => {
  await running?.stop();
});

function run(source: string, options: { timeoutMs?: number; onLine?: (line: string) => void } = {}): LambdaProcess {
  const taskRoot = temporaryFolder();
  writeFileSync(join(taskRoot, "function.mjs"), source);
  const code = { taskRoot, handler: "function.handler" };
  const environment = { ONLY: "this" };
  running = createLambdaProcess({ code, environment, timeoutMs: 10_000, onLine: () => undefined, ...options });
  return running;
}

describe("a function in a process of its own", () => {
  it("is called with the event and the time that it has left, and sees its own environment alone", async () => {
    const lambda = run(`export const handler = async (event, context) => ({
      event, env: Object.keys(process.env), left: context.getRemainingTimeInMillis(), id: context.awsRequestId });`);
    const answer = await lambda.invoke({ hello: "world" });
    expect(answer).toMatchObject({ event: { hello: "world" }, id: expect.any(String) });
    const { env, left } = Object(answer);
    expect(env).toContain("ONLY");
    expect(env).not.toContain("PATH");
    expect(left).toBeGreaterThan(5_000);
    expect(left).toBeLessThanOrEqual(10_000);
  });

  it("answers several calls at once, each its own", async () => {
    const lambda = run(`export const handler = async (n) => { await null; return n * 2; };`);
    expect(await Promise.all([1, 2, 3].map((n) => lambda.invoke(n)))).toEqual([2, 4, 6]);
  });

  it("passes on what the handler throws", async () => {
    const lambda = run(`export const handler = async () => { throw new Error("it broke"); };`);
    await expect(lambda.invoke({})).rejects.toThrow("it broke");
  });

  it("is killed at its timeout, and a fresh process takes the next call", async () => {
    const lambda = run(
      `let calls = 0; export const handler = (event) => event === "hang" ? new Promise(() => {}) : Promise.resolve(++calls);`,
      { timeoutMs: 1_500 },
    );
    expect(await lambda.invoke("go")).toBe(1);
    await expect(lambda.invoke("hang")).rejects.toThrow("timed out after 1500 ms");
    expect(await lambda.invoke("go")).toBe(1);
  });

  it("says that its process ended", async () => {
    const lambda = run(`export const handler = async () => process.exit(3);`);
    await expect(lambda.invoke({})).rejects.toThrow("ended (exit code 3)");
  });

  it.each([
    [
      "exports no handler",
      `export const other = 1;`,
      "Runtime.HandlerNotFound",
      "function.handler is undefined or not exported",
    ],
    [
      "exports something else as its handler",
      `export const handler = 1;`,
      "Runtime.HandlerNotFound",
      "function.handler is not a function",
    ],
    [
      "declares more parameters than Lambda allows",
      `export const handler = (a, b, callback) => callback();`,
      "Runtime.CallbackHandlerDeprecated",
      "removed support for callback-based function handlers",
    ],
    ["is no JavaScript", `export const handler = async ( => 1;`, "Runtime.UserCodeSyntaxError", "SyntaxError"],
    [
      "throws while it is loaded",
      `throw new TypeError("no table"); export const handler = async () => 1;`,
      "TypeError",
      "no table",
    ],
    [
      "rejects at its top level",
      `await Promise.reject(new Error("no key")); export const handler = async () => 1;`,
      "Error",
      "no key",
    ],
    [
      "imports what is not there",
      `import "./missing.mjs"; export const handler = async () => 1;`,
      "Error",
      "Cannot find module",
    ],
  ])("does not start where the module %s, and says so as Lambda does", async (_name, source, errorType, message) => {
    const failure = await run(source)
      .invoke({})
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "LambdaError", phase: "init", errorType });
    expect(String(failure)).toContain(message);
  });

  it("waits for what its module awaits at the top level", async () => {
    const lambda = run(`const name = await Promise.resolve("ready"); export const handler = async () => name;`);
    expect(await lambda.invoke({})).toBe("ready");
  });

  it("gives what the handler throws the name that it has, and what is no error its type", async () => {
    const lambda = run(
      `export const handler = async (what) => { throw what === "text" ? "bad" : new RangeError("far"); };`,
    );
    await expect(lambda.invoke("text")).rejects.toMatchObject({ phase: "invoke", errorType: "string", message: "bad" });
    await expect(lambda.invoke("error")).rejects.toMatchObject({ phase: "invoke", errorType: "RangeError" });
  });

  it("can't answer with what has no JSON, and answers nothing with null", async () => {
    const lambda = run(
      `export const handler = async (what) => { if (what === "nothing") return; const a = {}; a.a = a; return a; };`,
    );
    expect(await lambda.invoke("nothing")).toBeNull();
    await expect(lambda.invoke("circle")).rejects.toMatchObject({ errorType: "Runtime.JSONStringifyError" });
  });

  it("hands on every line that it prints", async () => {
    const lines: string[] = [];
    const lambda = run(
      `export const handler = async () => { console.log("one"); console.error("two"); return "done"; };`,
      { onLine: (line) => lines.push(line) },
    );
    await lambda.invoke({});
    await expect.poll(() => lines.toSorted()).toEqual(["one", "two"]);
  });

  it("takes no call after it was stopped", async () => {
    const lambda = run(`export const handler = async () => 1;`);
    await lambda.stop();
    await lambda.stop();
    await expect(lambda.invoke({})).rejects.toThrow("has been stopped");
  });
});
