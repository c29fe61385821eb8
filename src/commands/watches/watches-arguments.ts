import type { CommandHelp } from "../kit/command.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../kit/parse-command-line.ts";
import { type BucketPlace, bucketOptions, readBucketPlace } from "../kit/receipts/bucket-place.ts";

/** The command line of `npm run watches`, checked. */
export interface WatchesArguments {
  readonly stage: string;
  readonly place: BucketPlace;
  readonly file: string;
  readonly json: boolean;
}

const watchesOptions = {
  file: { type: "string", value: "FILE", meaning: "the file of the watches. Default watches.yml" },
  ...bucketOptions,
  json: { type: "boolean", meaning: "one JSON object per line" },
} as const satisfies OptionTable;

export const watchesHelp: CommandHelp = {
  usage: ["--stage NAME [--file FILE] [options]"],
  about:
    "It reads the file and, of the last 7 days, the newest receipt of each watch. The times of a rate are known once it has asked for the first time.",
  options: watchesOptions,
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is allowed.
 */
export function readWatchesArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): WatchesArguments {
  const { values, positionals } = parseCommandLine(argv, watchesOptions);
  const [stray] = positionals;
  if (stray !== undefined) throw new UsageError(`${JSON.stringify(stray)} is not an option; a stage is --stage NAME`);
  const { stage } = values;
  if (stage === undefined) throw new UsageError("--stage is missing: name the deployment, such as --stage dev");
  return {
    stage,
    place: readBucketPlace(values, environment),
    file: values.file ?? "watches.yml",
    json: values.json ?? false,
  };
}
