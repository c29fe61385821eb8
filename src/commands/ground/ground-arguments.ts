import { parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run ground`, checked. */
export interface GroundArguments {
  readonly file: string;
  readonly json: boolean;
}

export const groundUsage = `Usage: npm run ground -- FILE [--json]

Judges texts sentence by sentence, as an answer of a model is judged before it is posted.

  FILE    a JSON list, or one JSON object a line, of {id?, product_id, features, text, prompt?};
          features as npm start -- --json prints them
  --json  one JSON object a line: {id, grounded, posted, sentences: [{text, verdict, reason, claims}]}
  --help  this text`;

/**
 * Reads the command line.
 *
 * @returns null where help is asked for.
 * @throws UsageError that says what is wrong.
 */
export function readGroundArguments(argv: readonly string[]): GroundArguments | null {
  const { values, positionals } = parseCommandLine(argv, { json: { type: "boolean", default: false } });
  if (values.help === true) return null;
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError("FILE is missing");
  if (others.length > 0) throw new UsageError(`one FILE at a time; ${others.join(", ")} is too much`);
  return { file, json: values.json };
}
