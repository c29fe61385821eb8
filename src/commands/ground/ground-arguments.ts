import type { CommandHelp } from "../kit/command.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run ground`, checked. */
export interface GroundArguments {
  readonly file: string;
  readonly json: boolean;
}

const groundOptions = {
  json: {
    type: "boolean",
    meaning: "one JSON object a line: {id, grounded, posted, sentences: [{text, verdict, reason, claims}]}",
  },
} as const satisfies OptionTable;

export const groundHelp: CommandHelp = {
  usage: ["FILE [--json]"],
  operands: {
    FILE: "a JSON list, or one JSON object a line, of {id?, product_id, features, text, prompt?}; features as npm start -- --json prints them",
  },
  options: groundOptions,
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong.
 */
export function readGroundArguments(argv: readonly string[]): GroundArguments {
  const { values, positionals } = parseCommandLine(argv, groundOptions);
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError("FILE is missing");
  if (others.length > 0) throw new UsageError(`one FILE at a time; ${others.join(", ")} is too much`);
  return { file, json: values.json ?? false };
}
