import { createCleanOutput } from "./clean-output.ts";
import {
  type Command,
  type CommandContext,
  type CommandEntry,
  CommandFailure,
  scriptOf,
  type Terminal,
} from "./command.ts";
import { terminalColumns } from "./layout.ts";
import { InformationAsked, UsageError } from "./parse-command-line.ts";

/** By convention 128 and the signal's number. */
const exitCodesOfSignals = { SIGINT: 130, SIGTERM: 143 } as const;
const outputClosed = "nobody reads the output";

/**
 * Runs the command that the first argument names as this process. Exit codes: what the command gives, 0 done and 1 not; 2 for
 * arguments that it can't follow; 130 or 143 where it was interrupted. Whatever fails is given in one line, and what is printed
 * holds no secret of the environment.
 */
export async function runProcess(
  table: readonly CommandEntry[],
  argv: readonly string[],
  environment: CommandContext["environment"],
): Promise<void> {
  const terminal = createTerminal(environment);
  const [name = "", ...rest] = argv;
  const entry = table.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    process.exitCode = await answerWithoutCommand(table, name, terminal);
    return;
  }
  const interruption = new AbortController();
  let command: Command | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      if (command === null || command.interruption === "exits") process.exit(exitCodesOfSignals[signal]);
      interruption.abort(signal);
    });
  }
  // Whoever reads the output may close it (`| head -1`): then there is nobody left to tell it to.
  process.stdout.on("error", () => interruption.abort(outputClosed));
  command = await entry.load();
  const context = { terminal, signal: interruption.signal, environment };
  process.exitCode = await exitCodeOf(entry, command, rest, context);
}

/** Runs a command and says what it fails with, or what is asked of it. Gives the exit code. */
export async function exitCodeOf(
  entry: Pick<CommandEntry, "name" | "summary">,
  command: Command,
  argv: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { terminal, signal } = context;
  try {
    const exitCode = await command.run(argv, context);
    const isOwn = !signal.aborted || signal.reason === outputClosed || command.interruption === "ends";
    return isOwn ? exitCode : exitCodesOfSignals[signal.reason === "SIGTERM" ? "SIGTERM" : "SIGINT"];
  } catch (error) {
    if (error instanceof InformationAsked) {
      terminal.print(error.about === "help" ? await helpOf(entry, command, terminal.columns) : await version());
      return 0;
    }
    if (error instanceof UsageError) {
      terminal.note(`${error.message} (help: ${scriptOf(entry.name)} -- --help)`);
      return 2;
    }
    const message = error instanceof Error ? error.message : String(error);
    const isForeseen = error instanceof CommandFailure;
    terminal.note(isForeseen ? message : `This was not foreseen: ${message.split("\n")[0] ?? ""}`);
    return 1;
  }
}

// A command that does its work needs none of this, so that it does not load it.
async function helpOf(entry: Pick<CommandEntry, "name" | "summary">, { help }: Command, width: number) {
  return (await import("./format-help.ts")).formatHelp(entry, help, width);
}

async function version(): Promise<string> {
  return (await import("./read-version.ts")).readVersion();
}

async function answerWithoutCommand(table: readonly CommandEntry[], name: string, terminal: Terminal): Promise<number> {
  if (name === "--help" || name === "-h") {
    terminal.print((await import("./format-help.ts")).formatOverview(table, terminal.columns));
  } else if (name === "--version") terminal.print(await version());
  else {
    const known = table.map((entry) => entry.name).join(", ");
    terminal.note(`${name === "" ? "A command is missing" : `${JSON.stringify(name)} is no command`}; known: ${known}`);
    return 2;
  }
  return 0;
}

function createTerminal(environment: CommandContext["environment"]): Terminal {
  const { stdout, stderr } = process;
  const columns = environment["COLUMNS"];
  const clean = createCleanOutput(environment);
  return {
    print: (line) => void stdout.write(`${clean(line)}\n`),
    note: (line) => void stderr.write(`${clean(line)}\n`),
    noteAsItIs: (text) => void stderr.write(text),
    columns: terminalColumns(columns, stdout.columns),
    rowColumns: terminalColumns(columns, stdout.columns, Number.POSITIVE_INFINITY),
    isTerminal: stdout.isTTY,
    isNoteTerminal: stderr.isTTY,
  };
}
