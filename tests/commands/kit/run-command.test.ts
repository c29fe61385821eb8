import { expect, it } from "vitest";
import { type Command, CommandFailure } from "../../../src/commands/kit/command.ts";
import { parseCommandLine, UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { exitCodeOf } from "../../../src/commands/kit/run-command.ts";

const help = { usage: ["[FILE]"], options: {} };

async function run(command: Command, { argv = ["a"], signal = new AbortController().signal } = {}) {
  const printed: string[] = [];
  const noted: string[] = [];
  const terminal = {
    print: (line: string) => void printed.push(line),
    note: (line: string) => void noted.push(line),
    noteAsItIs: () => undefined,
    columns: 80,
    rowColumns: 80,
    isTerminal: false,
    isNoteTerminal: false,
  };
  const entry = { name: "try", summary: "Tries it." };
  const exitCode = await exitCodeOf(entry, command, argv, { terminal, signal, environment: {} });
  return { exitCode, printed, noted };
}

const throwing = (error: unknown): Command => ({
  help,
  run: async () => {
    throw error;
  },
});

const ending: Command = { help, run: async ([given]) => (given === "a" ? 1 : 0) };

it("ends with what the command ends with", async () => {
  expect(await run(ending)).toEqual({ exitCode: 1, printed: [], noted: [] });
  expect((await run(ending, { argv: [] })).exitCode).toBe(0);
});

it.each([
  [undefined, "SIGINT", 130],
  ["stops", "SIGTERM", 143],
  ["stops", "nobody reads the output", 0],
  ["ends", "SIGTERM", 0],
] as const)("ends a command that %s at %s with %i", async (interruption, reason, exitCode) => {
  const command = { ...ending, ...(interruption === undefined ? {} : { interruption }) };
  expect((await run(command, { argv: [], signal: AbortSignal.abort(reason) })).exitCode).toBe(exitCode);
});

it.each([
  [new UsageError("--stage is missing"), 2, "--stage is missing (help: npm run try -- --help)"],
  [new CommandFailure("SQS can't be reached"), 1, "SQS can't be reached"],
  [new TypeError("a fault\n    at file.ts:1"), 1, "This was not foreseen: a fault"],
  ["odd", 1, "This was not foreseen: odd"],
])("tells %s in one line, without a stack trace", async (error, exitCode, told) => {
  expect(await run(throwing(error))).toEqual({ exitCode, printed: [], noted: [told] });
});

it("prints help and version in place of the work", async () => {
  const options = { max: { type: "string", value: "N", meaning: "at most N" } } as const;
  const asking: Command = {
    help: { usage: ["[FILE] [options]"], options },
    run: async (argv) => parseCommandLine(argv, options).positionals.length,
  };
  const { exitCode, printed } = await run(asking, { argv: ["--help"] });
  expect(exitCode).toBe(0);
  expect(printed.join("\n").split("\n")).toEqual([
    "Usage: npm run try -- [FILE] [options]",
    "",
    "Tries it.",
    "",
    "  --max N    at most N",
    "  --help     this text",
    "  --version  the version",
  ]);
  expect(await run(asking, { argv: ["--version"] })).toEqual({ exitCode: 0, printed: ["0.1.0"], noted: [] });
});
