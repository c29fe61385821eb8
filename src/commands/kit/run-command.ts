import { createCleanOutput } from "./clean-output.ts";
import { UsageError } from "./parse-command-line.ts";

/** Where a command says what it has to tell. */
export interface Terminal {
  /** A line of the result, on standard output. */
  readonly print: (line: string) => void;
  /** A line beside it, on standard error. */
  readonly note: (line: string) => void;
}

/** What a command is run with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C, and where nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** The process's variables, where its entry gives them. Default: none. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Reads its arguments, does its work and gives the exit code. */
export type Command = (argv: readonly string[], context: CommandContext) => Promise<number>;

/** Why a command could not do its work, in one line for the user. */
export class CommandFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandFailure";
  }
}

/**
 * Runs a command as this process: 0 done, 1 failed, 2 for arguments that it can't follow (with its usage), 130 interrupted.
 * Whatever fails is given in one line. What is printed holds no secret of `environment`.
 */
export async function runCommand(
  command: Command,
  usage: string,
  environment: CommandContext["environment"] = {},
): Promise<void> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  // The command puts away what it holds, and then ends.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, interrupt);
  // Whoever reads the output may close it (`| head -1`): then there is nobody left to tell it to.
  process.stdout.on("error", interrupt);
  const clean = createCleanOutput(environment);
  const terminal: Terminal = {
    print: (line) => void process.stdout.write(`${clean(line)}\n`),
    note: (line) => void process.stderr.write(`${clean(line)}\n`),
  };
  const context = { terminal, signal: interruption.signal, environment };
  process.exitCode = await exitCodeOf(command, usage, process.argv.slice(2), context);
}

/** Runs a command and says what it fails with. Gives the exit code. */
export async function exitCodeOf(
  command: Command,
  usage: string,
  argv: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { terminal, signal } = context;
  try {
    const exitCode = await command(argv, context);
    return signal.aborted ? 130 : exitCode;
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.note(`${error.message}\n\n${usage}`);
      return 2;
    }
    const isForeseen = error instanceof CommandFailure;
    const message = error instanceof Error ? error.message : String(error);
    terminal.note(isForeseen ? message : `This was not foreseen: ${message.split("\n")[0] ?? ""}`);
    return 1;
  }
}
