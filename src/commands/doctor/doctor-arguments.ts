import type { CommandHelp } from "../kit/command.ts";
import { type OperatorTarget, readOperatorTarget, targetOptions } from "../kit/operator-target.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run doctor`, checked. */
export interface DoctorArguments {
  readonly target: OperatorTarget;
  readonly json: boolean;
}

const doctorOptions = {
  ...targetOptions,
  json: { type: "boolean", meaning: "one JSON object per finding: check, status, detail, fix" },
} as const satisfies OptionTable;

export const doctorHelp: CommandHelp = {
  usage: ["--stage NAME [options]"],
  about:
    "Nothing is written, posted or generated. One access token is asked for, which is kept nowhere, and both functions are started by an event that does nothing.",
  options: doctorOptions,
  notes:
    "It reads the functions' own configuration and looks at everything that it names, with your credentials. Yours may be allowed more, or less, than the function's, and your network may reach what the function's does not.",
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is known.
 */
export function readDoctorArguments(argv: readonly string[]): DoctorArguments {
  const { values, positionals } = parseCommandLine(argv, doctorOptions);
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`${JSON.stringify(first)} is not an option; name the stage by --stage`);
  return { target: readOperatorTarget(values), json: values.json ?? false };
}
