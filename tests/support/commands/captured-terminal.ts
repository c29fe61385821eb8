import { type Command, type CommandContext, CommandFailure } from "../../../src/commands/kit/command.ts";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";

/** What a command left behind that ran in this process. */
export interface CapturedRun {
  /** Undefined where it threw. */
  readonly exitCode: number | undefined;
  /** The line that it failed with, or refused its arguments with. */
  readonly failure: string | undefined;
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

/** How a command is run otherwise than at a wide terminal that nobody looks at. */
export interface CaptureOptions extends Partial<Omit<CommandContext, "terminal">> {
  readonly columns?: number;
  readonly rowColumns?: number;
  /** Takes each line as it is printed. */
  readonly onPrint?: (line: string) => void;
}

/** Runs a command in this process. Its environment is empty unless one is given. */
export async function runCaptured(
  command: Pick<Command, "run">,
  argv: readonly string[],
  options: CaptureOptions = {},
): Promise<CapturedRun> {
  const { columns = 100, rowColumns = Number.POSITIVE_INFINITY, onPrint = () => undefined, ...given } = options;
  const printed: string[] = [];
  const noted: string[] = [];
  const terminal = {
    print(line: string) {
      printed.push(line);
      onPrint(line);
    },
    note: (line: string) => void noted.push(line),
    noteAsItIs: () => undefined,
    columns,
    rowColumns,
    isTerminal: false,
    isNoteTerminal: false,
  };
  const context = { terminal, signal: new AbortController().signal, environment: {}, ...given };
  try {
    const exitCode = await command.run(argv, context);
    return { exitCode, failure: undefined, printed, noted };
  } catch (error) {
    if (error instanceof UsageError) return { exitCode: 2, failure: error.message, printed, noted };
    if (!(error instanceof CommandFailure)) throw error;
    return { exitCode: undefined, failure: error.message, printed, noted };
  }
}

/** What a process would have written. */
export function asWritten({ exitCode, failure, printed, noted }: CapturedRun) {
  return {
    exitCode: exitCode ?? 1,
    stdout: textOf(printed),
    stderr: textOf(failure === undefined ? noted : [...noted, failure]),
  };
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
