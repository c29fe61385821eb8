import { type OperatorTarget, readOperatorTarget, targetOptions, targetUsage } from "../kit/operator-target.ts";
import { parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run doctor`, checked. */
export interface DoctorArguments {
  readonly target: OperatorTarget;
  readonly json: boolean;
}

export const doctorUsage = `Usage: npm run doctor -- --stage NAME [options]

Looks at a deployment for what a message would trip over, without sending one: nothing is written, posted or generated.
One access token is asked for, which is kept nowhere, and both functions are started by an event that does nothing.

${targetUsage}
  --json                 one JSON object per finding: check, status, detail, fix
  --help                 this text

It reads the functions' own configuration and looks at everything that it names, with your credentials. Yours may be
allowed more, or less, than the function's, and your network may reach what the function's does not.`;

/**
 * Reads the command line.
 *
 * @returns null where help is asked for.
 * @throws UsageError that says what is wrong and what is known.
 */
export function readDoctorArguments(argv: readonly string[]): DoctorArguments | null {
  const { values, positionals } = parseCommandLine(argv, { ...targetOptions, json: { type: "boolean" } });
  if (values.help ?? false) return null;
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`${JSON.stringify(first)} is not an option; name the stage by --stage`);
  return { target: readOperatorTarget(values), json: values.json ?? false };
}
