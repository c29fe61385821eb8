import { grammars } from "../../consumer/events/payload.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type BucketPlace, bucketOptions, readBucketPlace } from "../kit/receipts/bucket-place.ts";
import { dayOf, lastDays } from "../kit/receipts/days.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run why`, checked. */
export interface WhyArguments {
  /** Null is the newest receipt. */
  readonly correlationId: string | null;
  /** Null looks through every product. */
  readonly productId: string | null;
  /** The days to look through, UTC, `YYYY-MM-DD`, newest first. */
  readonly days: readonly string[];
  /** Whether the days were chosen. */
  readonly daysAreGiven: boolean;
  readonly place: BucketPlace;
  readonly form: "short" | "full" | "json";
}

const defaultDays = 14;
const maxDays = 366;

const whyOptions = {
  last: { type: "boolean", meaning: "the newest receipt in place of those of an id; with --product, of that one" },
  full: { type: "boolean", meaning: "figures, prompt and every answer of a model as well" },
  product: { type: "string", value: "PRODUCT_ID", meaning: "look at this product alone. Default: every product" },
  date: { type: "string", value: "YYYY-MM-DD", meaning: "look at this day alone (UTC)" },
  days: {
    type: "string",
    value: "N",
    meaning: `look through today and the days before it, N in all, 1 to ${maxDays}. Default ${defaultDays}`,
  },
  ...bucketOptions,
  json: { type: "boolean", meaning: "the receipt itself, one JSON object per line" },
} as const satisfies OptionTable;

export const whyHelp: CommandHelp = {
  usage: ["CORRELATION_ID --stage NAME [options]", "--last --stage NAME [options]"],
  options: whyOptions,
};

/**
 * Reads the command line.
 *
 * @param environment names the bucket where no option does.
 * @throws UsageError that says what is wrong and what is known.
 */
export function readWhyArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  nowMs: number,
): WhyArguments {
  const { values, positionals } = parseCommandLine(argv, whyOptions);
  const [correlationId, ...more] = positionals;
  if (values.last === true && correlationId !== undefined) {
    throw new UsageError(`--last names the newest receipt: leave ${JSON.stringify(correlationId)} out, or --last`);
  }
  if (correlationId === undefined && values.last !== true) {
    throw new UsageError("A correlation id is missing; --last takes the newest receipt");
  }
  if (more.length > 0) throw new UsageError(`One correlation id at a time, not ${positionals.length}`);
  return {
    correlationId: correlationId === undefined ? null : matching("correlation_id", correlationId, "a correlation id"),
    productId: values.product === undefined ? null : matching("product_id", values.product, "a product id"),
    days: readDays(values.date, values.days, nowMs),
    daysAreGiven: values.date !== undefined || values.days !== undefined,
    place: readBucketPlace(values, environment),
    form: values.json === true ? "json" : values.full === true ? "full" : "short",
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
  return lastDays(readWhole("--days", days, defaultDays, 1, maxDays), nowMs);
}
