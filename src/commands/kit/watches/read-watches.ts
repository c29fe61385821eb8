import { readFileSync } from "node:fs";
import { parse, YAMLError } from "yaml";
import { readWatchFile, type WatchEntry } from "../../../platform/watches/watch-file.cjs";
import { promptNames } from "../../../prompts/registry.ts";
import { errorCodeOf } from "../../../platform/describe-error.ts";
import { UsageError } from "../parse-command-line.ts";

/**
 * Reads the watches of a stage from a file such as `watches.yml`; stage `local` has those of `dev` where it has none itself.
 *
 * @throws UsageError that names everything that is wrong with the file, whichever stage it stands under.
 */
export function readWatches(path: string, stage: string): readonly WatchEntry[] {
  const { stages, problems } = readWatchFile(readYaml(path), promptNames);
  if (problems.length > 0) throw new UsageError(`${path} is not usable: ${problems.join("; ")}`);
  return stages[stage] ?? (stage === embeddedStage ? stages[tryoutStage] : undefined) ?? [];
}

/** The stage of the stack of `npm start`, which runs another one's watches where the file has none for it. */
const embeddedStage = "local";
const tryoutStage = "dev";

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof YAMLError) throw new UsageError(`${path} is no YAML: ${error.message.split("\n")[0] ?? ""}`);
    if (errorCodeOf(error) === "ENOENT") throw new UsageError(`${path} does not exist`);
    throw new UsageError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
