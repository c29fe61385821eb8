import { defaultRegion } from "../../platform/config/deployed-names.ts";
import { type OptionTable, readEndpoint, UsageError } from "./parse-command-line.ts";

/** Which deployment an operator's command talks to. */
export interface OperatorTarget {
  readonly stage: string;
  readonly region: string;
  /** Null is AWS, or where the SDK's own variables point. */
  readonly endpoint: URL | null;
}

/** The options that name it. */
export const targetOptions = {
  stage: {
    type: "string",
    value: "NAME",
    meaning: "required: the deployment, such as dev; the stack of npm start -- --serve is local",
  },
  region: { type: "string", value: "NAME", meaning: `default ${defaultRegion}, as the template's` },
  endpoint: {
    type: "string",
    value: "URL",
    meaning: "an AWS of your own, such as the one that npm start -- --serve names. Default: AWS",
  },
} as const satisfies OptionTable;

/** The function's name, of which the stage is a part, has at most 64 characters. */
const stagePattern = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Reads which deployment is meant.
 *
 * @throws UsageError where no stage is named, since none may be touched by default, and for a value that can't be one.
 */
export function readOperatorTarget(values: {
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}): OperatorTarget {
  const { stage, region = defaultRegion } = values;
  if (stage === undefined) throw new UsageError("--stage is missing: name the deployment, such as --stage dev");
  if (!stagePattern.test(stage)) {
    throw new UsageError(
      `--stage ${JSON.stringify(stage)} is not a stage: 1 to 40 letters, digits or -, beginning with a letter or digit`,
    );
  }
  return { stage, region: readRegion(region), endpoint: readEndpoint(values.endpoint) };
}

/**
 * Reads the name of a region.
 *
 * @throws UsageError where it can't be one.
 */
export function readRegion(given: string): string {
  if (regionPattern.test(given)) return given;
  throw new UsageError(`--region ${JSON.stringify(given)} is not a region such as ${defaultRegion}`);
}

/** The options that name the same deployment again, for a command that is shown to the user. */
export function targetArguments({ stage, region, endpoint }: OperatorTarget): string {
  const elsewhere = region === defaultRegion ? "" : ` --region ${region}`;
  return `--stage ${stage}${elsewhere}${endpoint === null ? "" : ` --endpoint ${endpoint.origin}`}`;
}
