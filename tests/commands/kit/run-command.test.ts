import { expect, it } from "vitest";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { type Command, CommandFailure, exitCodeOf } from "../../../src/commands/kit/run-command.ts";

async function run(command: Command, signal = new AbortController().signal) {
  const noted: string[] = [];
  const terminal = { print: () => undefined, note: (line: string) => void noted.push(line) };
  return { exitCode: await exitCodeOf(command, "Usage: it", ["a"], { terminal, signal }), noted };
}

const throwing =
  (error: unknown): Command =>
  async () => {
    throw error;
  };

it("ends with what the command ends with, or with 130 where it was interrupted", async () => {
  expect(await run(async ([given]) => (given === "a" ? 1 : 0))).toEqual({ exitCode: 1, noted: [] });
  expect(await run(async () => 0, AbortSignal.abort())).toEqual({ exitCode: 130, noted: [] });
});

it.each([
  [new UsageError("--stage is missing"), 2, "--stage is missing\n\nUsage: it"],
  [new CommandFailure("SQS can't be reached"), 1, "SQS can't be reached"],
  [new TypeError("a fault\n    at file.ts:1"), 1, "This was not foreseen: a fault"],
  ["odd", 1, "This was not foreseen: odd"],
])("tells %s without a stack trace", async (error, exitCode, told) => {
  expect(await run(throwing(error))).toEqual({ exitCode, noted: [told] });
});
