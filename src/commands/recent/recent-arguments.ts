import { grammars } from "../../consumer/events/payload.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type BucketPlace, bucketOptions, readBucketPlace } from "../kit/receipts/bucket-place.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run recent`, checked. */
export interface RecentArguments {
  readonly place: BucketPlace;
  /** How many are listed at most. */
  readonly limit: number;
  /** Whether it goes on with those that come. */
  readonly follow: boolean;
  /** Null looks through every product. */
  readonly productId: string | null;
  readonly json: boolean;
}

const defaultLimit = 20;
const maxLimit = 1_000;

const recentOptions = {
  limit: {
    type: "string",
    value: "N",
    meaning: `list the latest N, 1 to ${maxLimit}. Default ${defaultLimit}`,
  },
  follow: { type: "boolean", meaning: "go on with those that come, until Ctrl-C" },
  product: { type: "string", value: "PRODUCT_ID", meaning: "look at this product alone. Default: every product" },
  ...bucketOptions,
  json: { type: "boolean", meaning: "one JSON object per line" },
} as const satisfies OptionTable;

export const recentHelp: CommandHelp = {
  usage: ["--stage NAME [--limit N] [--follow] [options]"],
  about:
    "It reads the receipts of today and yesterday (UTC): time, product, prompt, outcome, model, tokens in and out, channel and correlation id.",
  options: recentOptions,
};

/**
 * Reads the command line.
 *
 * @param environment names the bucket where no option does.
 * @throws UsageError that says what is wrong and what is known.
 */
export function readRecentArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): RecentArguments {
  const { values, positionals } = parseCommandLine(argv, recentOptions);
  const [stray] = positionals;
  if (stray !== undefined) {
    throw new UsageError(`${JSON.stringify(stray)} is not an option; npm run why tells one insight by its id`);
  }
  const { product } = values;
  if (product !== undefined && !grammars.product_id.pattern.test(product)) {
    throw new UsageError(`${JSON.stringify(product)} is not a product id: ${grammars.product_id.allowed}`);
  }
  return {
    place: readBucketPlace(values, environment),
    limit: readWhole("--limit", values.limit, defaultLimit, 1, maxLimit),
    follow: values.follow ?? false,
    productId: product ?? null,
    json: values.json ?? false,
  };
}
