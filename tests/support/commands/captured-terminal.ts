import { type Command, type CommandContext, CommandFailure } from "../../../src/commands/kit/run-command.ts";

/** What a command left behind that ran in this process. */
export interface CapturedRun {
  /** Undefined where it threw. */
  readonly exitCode: number | undefined;
  /** The line that it failed with. */
  readonly failure: string | undefined;
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

/** Runs a command in this process. */
export async function runCaptured(
  command: Command,
  argv: readonly string[],
  given: Partial<CommandContext> = {},
): Promise<CapturedRun> {
  const printed: string[] = [];
  const noted: string[] = [];
  const terminal = {
    print: (line: string) => void printed.push(line),
    note: (line: string) => void noted.push(line),
  };
  try {
    const exitCode = await command(argv, { terminal, signal: new AbortController().signal, ...given });
    return { exitCode, failure: undefined, printed, noted };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { exitCode: undefined, failure: error.message, printed, noted };
  }
}
