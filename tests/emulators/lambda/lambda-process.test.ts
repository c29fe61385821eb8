import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { createLambdaProcess, type LambdaProcess } from "../../../src/emulators/lambda/lambda-process.ts";

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
    await expect(lambda.invoke({})).rejects.toMatchObject({ phase: "invoke", errorType: "Error", message: "it broke" });
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
    ["exports no handler", `export const other = 1;`, "Runtime.HandlerNotFound"],
    [
      "declares more parameters than Lambda allows",
      `export const handler = (a, b, callback) => callback();`,
      "Runtime.CallbackHandlerDeprecated",
    ],
    ["throws while it is loaded", `throw new RangeError("no");`, "RangeError"],
  ])("does not start where the module %s, and each call is told why", async (_name, source, errorType) => {
    const lambda = run(source);
    const failure = { phase: "init", errorType, message: expect.stringContaining("The function does not start: ") };
    await expect(Promise.all([lambda.invoke(1), lambda.invoke(2)])).rejects.toMatchObject(failure);
    await expect(lambda.invoke(3)).rejects.toMatchObject(failure);
  });

  it("is over where the module waits for what never comes", async () => {
    const lambda = run(`await new Promise(() => {}); export const handler = async () => 1;`);
    await expect(lambda.invoke({})).rejects.toThrow("ended (exit code 13)");
  });

  it("answers null for nothing, and with an error what can't be written as JSON", async () => {
    const lambda = run(`export const handler = async (event) => event === "nothing" ? undefined : 1n;`);
    expect(await lambda.invoke("nothing")).toBeNull();
    await expect(lambda.invoke("big")).rejects.toMatchObject({
      phase: "invoke",
      errorType: "Runtime.JSONStringifyError",
    });
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
