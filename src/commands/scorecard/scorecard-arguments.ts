import type { CommandHelp } from "../kit/command.ts";
import { bucketOptions, readBucketPlace } from "../kit/receipts/bucket-place.ts";
import type { ReceiptChoice } from "../kit/receipts/stage-receipts.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";
import { priceSetting, readPriceOptions, readPriceSetting, type TokenPrice } from "../kit/measure/token-price.ts";

/** The command line of `npm run scorecard`, checked. */
export interface ScorecardArguments {
  readonly choice: ReceiptChoice;
  readonly prices: ReadonlyMap<string, TokenPrice>;
  readonly json: boolean;
}

const scorecardOptions = {
  days: { type: "string", value: "N", meaning: "the days back from today, UTC, 1 to 400. Default 7" },
  price: {
    type: "string",
    multiple: true,
    value: "MODEL=IN/OUT",
    meaning: `US dollars for a million tokens, such as bedrock:amazon.nova-lite-v1:0=0.06/0.24. Default: ${priceSetting}`,
  },
  ...bucketOptions,
  json: { type: "boolean", meaning: "one JSON object: {receipts, outcomes, shared, unknown, results, cost_usd}" },
} as const satisfies OptionTable;

export const scorecardHelp: CommandHelp = {
  usage: ["--stage NAME [--days N] [--price MODEL=IN/OUT ...] [options]"],
  about:
    "By prompt version and model: whole at first try, in part, repaired and plain, true sentences, commonest faults, words, tokens, cost and latency, with 95 % intervals. It reads, and nothing else.",
  options: scorecardOptions,
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is allowed.
 */
export function readScorecardArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ScorecardArguments {
  const { values, positionals } = parseCommandLine(argv, scorecardOptions);
  const [stray] = positionals;
  if (stray !== undefined) throw new UsageError(`${JSON.stringify(stray)} is not an option; a stage is --stage NAME`);
  return {
    choice: {
      place: readBucketPlace(values, environment),
      days: readWhole("--days", values.days, 7, 1, 400),
    },
    prices: new Map([...readPriceSetting(environment[priceSetting]), ...readPriceOptions(values.price ?? [])]),
    json: values.json ?? false,
  };
}
