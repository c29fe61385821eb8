import type { OptionTable } from "./parse-command-line.ts";

/** Where a command says what it has to tell. */
export interface Terminal {
  /** A line of the result, on standard output. */
  readonly print: (line: string) => void;
  /** A line beside it, on standard error. */
  readonly note: (line: string) => void;
  /** Writes on standard error what may be written over, as it is. */
  readonly noteAsItIs: (text: string) => void;
  /** Characters of a line: `COLUMNS`, else those of the terminal, else 80. */
  readonly columns: number;
  /** Characters of a row that a program may look for: `COLUMNS`, else those of the terminal, else any number of them. */
  readonly rowColumns: number;
  /** Whether somebody looks at standard output, and at standard error, at a terminal. */
  readonly isTerminal: boolean;
  readonly isNoteTerminal: boolean;
}

/** What a command is run with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C and SIGTERM, and where nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** The process's variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What `--help` prints of a command beside its name and summary. */
export interface CommandHelp {
  /** What follows its name, an alternative each: `PRODUCT_ID ... --stage NAME [options]`. */
  readonly usage: readonly string[];
  /** Paragraphs below its summary. Default: none. */
  readonly about?: string;
  /** What is given without hyphens, with its meaning. Default: nothing that needs one. */
  readonly operands?: Readonly<Record<string, string>>;
  readonly options: OptionTable;
  /** Paragraphs below its options. Default: none. */
  readonly notes?: string;
}

/** A command. */
export interface Command {
  readonly help: CommandHelp;
  /**
   * What Ctrl-C and SIGTERM do. `stops`: the command heeds the signal, puts away what it holds, and the exit code is 130 or 143.
   * `ends`: that is how it is ended, and its own exit code stands. `exits`: the process ends at once. Default `stops`.
   */
  readonly interruption?: "stops" | "ends" | "exits";
  /**
   * Reads its arguments, does its work and gives the exit code: 0 done, 1 not.
   *
   * @throws UsageError for arguments that it can't follow, and CommandFailure where it could not do its work.
   */
  readonly run: (argv: readonly string[], context: CommandContext) => Promise<number>;
}

/** A line of the table of commands. */
export interface CommandEntry {
  /** As package.json calls its script. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Why a command could not do its work, in one line for the user. */
export class CommandFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandFailure";
  }
}

/** How npm runs a command. */
export function scriptOf(name: string): string {
  return name === "start" ? "npm start" : `npm run ${name}`;
}
