import { grammars } from "../../consumer/events/payload.ts";
import { defaultRegion } from "../../platform/config/deployed-names.ts";
import { type OperatorTarget, readOperatorTarget, readRegion, targetOptions } from "../kit/operator-target.ts";
import { parseCommandLine, readEndpoint, readWhole, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run why`, checked. */
export interface WhyArguments {
  readonly correlationId: string;
  /** Null looks through every product. */
  readonly productId: string | null;
  /** The days to look through, UTC, `YYYY-MM-DD`, newest first. */
  readonly days: readonly string[];
  /** Its name, or the deployment whose function knows it. */
  readonly bucket: string | OperatorTarget;
  /** Null is the SDK's own choice. */
  readonly region: string | null;
  /** Null is AWS, or where the SDK's own variables point. */
  readonly endpoint: URL | null;
  readonly json: boolean;
}

/** What to look for, once the bucket is known. */
export interface ReceiptQuery extends Omit<WhyArguments, "bucket"> {
  readonly bucketName: string;
}

export const whyUsage = `Usage: npm run why -- CORRELATION_ID [options]

Tells from its receipt why a request was answered as it was, or why it was not.

  --product PRODUCT_ID  look at this product alone. Default: every product
  --date YYYY-MM-DD     look at this day alone (UTC)
  --days N              look through today and the days before it, N in all. Default 14
  --stage NAME          the deployment, such as dev, whose function knows the bucket; the stack of npm start -- --serve is local
  --region NAME         default ${defaultRegion} with --stage, as the template's; else that of your AWS profile
  --bucket NAME         the bucket of the receipts. Default: DATA_COLLECTION_BUCKET_NAME, else that of --stage
  --endpoint URL        an AWS of your own, such as the one that npm start -- --serve names. Default: AWS
  --json                the receipt itself, one JSON object per line
  --help                this text`;

const dayMs = 86_400_000;
const defaultDays = 14;
const maxDays = 366;
const bucketPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/;

/**
 * Reads the command line.
 *
 * @param environment names the bucket where no option does.
 * @returns null where help is asked for.
 * @throws UsageError that says what is wrong and what is known.
 */
export function readWhyArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): WhyArguments | null {
  const { values, positionals } = parseCommandLine(argv, {
    product: { type: "string" },
    date: { type: "string" },
    days: { type: "string" },
    bucket: { type: "string" },
    ...targetOptions,
    json: { type: "boolean" },
  });
  if (values.help ?? false) return null;
  const [correlationId, ...more] = positionals;
  if (correlationId === undefined) throw new UsageError("A correlation id is missing");
  if (more.length > 0) throw new UsageError(`One correlation id at a time, not ${positionals.length}`);
  // Reading touches nothing, so that no stage need be named.
  const target = values.stage === undefined ? null : readOperatorTarget(values);
  return {
    correlationId: matching("correlation_id", correlationId, "a correlation id"),
    productId: values.product === undefined ? null : matching("product_id", values.product, "a product id"),
    days: readDays(values.date, values.days, nowMs),
    bucket: readBucket(values.bucket, environment["DATA_COLLECTION_BUCKET_NAME"] ?? "", target),
    region: target?.region ?? (values.region === undefined ? null : readRegion(values.region)),
    endpoint: readEndpoint(values.endpoint),
    json: values.json ?? false,
  };
}

function matching(name: "correlation_id" | "product_id", value: string, what: string): string {
  const { pattern, allowed } = grammars[name];
  if (pattern.test(value)) return value;
  throw new UsageError(`${JSON.stringify(value)} is not ${what}: ${allowed}`);
}

function readDays(date: string | undefined, days: string | undefined, nowMs: number): readonly string[] {
  if (date !== undefined) {
    if (days !== undefined) throw new UsageError("--date and --days can't be given together");
    const startMs = Date.parse(`${date}T00:00:00Z`);
    // 31 February is parsed, as a day in March.
    if (Number.isNaN(startMs) || dayOf(startMs) !== date) {
      throw new UsageError(`--date ${JSON.stringify(date)} is not a day: YYYY-MM-DD, such as ${dayOf(nowMs)}`);
    }
    return [date];
  }
  const count = readWhole("--days", days, defaultDays, 1, maxDays);
  return Array.from({ length: count }, (_, index) => dayOf(nowMs - index * dayMs));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
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
  throw new UsageError("No bucket is named: give --bucket NAME or --stage NAME, or set DATA_COLLECTION_BUCKET_NAME");
}

/** Whether a bucket may be called so. */
export function isBucketName(name: string): boolean {
  return bucketPattern.test(name);
}
