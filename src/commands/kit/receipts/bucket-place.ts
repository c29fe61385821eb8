import { type OperatorTarget, readOperatorTarget, readRegion, targetOptions } from "../operator-target.ts";
import { defaultRegion } from "../../../platform/config/deployed-names.ts";
import { settings } from "../../../platform/config/settings.ts";
import { type OptionTable, readEndpoint, UsageError } from "../parse-command-line.ts";

/** Where the bucket of the receipts is. */
export interface BucketPlace {
  /** Its name, or the deployment whose function knows it. */
  readonly bucket: string | OperatorTarget;
  /** Null is the SDK's own choice. */
  readonly region: string | null;
  /** Null is AWS, or where the SDK's own variables point. */
  readonly endpoint: URL | null;
}

/** The options that name it. */
export const bucketOptions = {
  stage: {
    type: "string",
    value: "NAME",
    meaning: "the deployment, such as dev, whose function knows the bucket; the stack of npm start -- --serve is local",
  },
  region: {
    type: "string",
    value: "NAME",
    meaning: `default ${defaultRegion} with --stage, as the template's; else that of your AWS profile`,
  },
  bucket: {
    type: "string",
    value: "NAME",
    meaning: `the bucket of the receipts. Default: ${settings.bucketName.name}, else that of --stage`,
  },
  endpoint: targetOptions.endpoint,
} as const satisfies OptionTable;

const bucketPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/;

/**
 * Reads where the bucket is. Reading touches nothing, so that no stage need be named.
 *
 * @param environment names the bucket where no option does.
 * @throws UsageError where nothing names it, and for a value that can't be one.
 */
export function readBucketPlace(
  values: { readonly [Name in keyof typeof bucketOptions]?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): BucketPlace {
  const target = values.stage === undefined ? null : readOperatorTarget(values);
  return {
    bucket: readBucket(values.bucket, environment[settings.bucketName.name] ?? "", target),
    region: target?.region ?? (values.region === undefined ? null : readRegion(values.region)),
    endpoint: readEndpoint(values.endpoint),
  };
}

function readBucket(
  given: string | undefined,
  ofEnvironment: string,
  target: OperatorTarget | null,
): string | OperatorTarget {
  const name = given ?? ofEnvironment;
  if (isBucketName(name)) return name;
  if (name !== "") throw new UsageError(`${JSON.stringify(name)} is not the name of a bucket: give --bucket NAME`);
  if (given === undefined && target !== null) return target;
  throw new UsageError(`No bucket is named: give --bucket NAME or --stage NAME, or set ${settings.bucketName.name}`);
}

/** Whether a bucket may be called so. */
export function isBucketName(name: string): boolean {
  return bucketPattern.test(name);
}
