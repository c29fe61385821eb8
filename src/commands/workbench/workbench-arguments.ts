import { grammars } from "../../consumer/events/payload.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type OperatorTarget, readOperatorTarget } from "../kit/operator-target.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";
import { type BucketPlace, bucketOptions, readBucketPlace } from "../kit/receipts/bucket-place.ts";
import { priceSetting, readPriceOptions, readPriceSetting } from "../kit/measure/token-price.ts";
import { type MarketChoice, type ModelChoice, readMarket, readModel, startOptions } from "../start/arguments.ts";
import type { ModelPrices } from "./insights/prices.ts";

/** What is shown: a stack that is started here, or a stage. */
export type ShownChoice =
  | { readonly is: "local"; readonly market: MarketChoice; readonly llm: ModelChoice }
  | { readonly is: "stage"; readonly target: OperatorTarget; readonly place: BucketPlace };

/** The command line of `npm run workbench`, checked. */
export interface WorkbenchArguments {
  readonly productIds: readonly string[];
  readonly shown: ShownChoice;
  readonly prices: ModelPrices;
  readonly days: number;
  readonly json: boolean;
  /** Null: any free port. */
  readonly port: number | null;
}

const workbenchOptions = {
  market: startOptions.market,
  llm: startOptions.llm,
  ...bucketOptions,
  days: {
    type: "string",
    value: "N",
    meaning: "list the receipts of today and the days before it, N in all, 1 to 366. Default 7",
  },
  price: {
    type: "string",
    multiple: true,
    value: "MODEL=IN/OUT",
    meaning:
      "what a model costs, US dollars for a million tokens in and out; may be given once per model. Without it its cost is unknown",
  },
  port: { type: "string", value: "N", meaning: "the page's port. Default: any" },
  json: { type: "boolean", meaning: "one JSON object with url, and what is told beside it on standard error" },
} as const satisfies OptionTable;

export const workbenchHelp: CommandHelp = {
  usage: ["[PRODUCT_ID ...] [options]", "--stage NAME [options]"],
  about:
    "It serves a page on 127.0.0.1 until Ctrl-C. Without --stage it starts the embedded stack, as npm start does, and asks it about each PRODUCT_ID. A stage is shown read-only, with your usual AWS credentials.",
  operands: { PRODUCT_ID: "default BTC-USD" },
  options: workbenchOptions,
};

const defaultDays = 7;
const maxDays = 366;

/**
 * Reads the command line.
 *
 * @param environment names the bucket of a stage where no option does.
 * @throws UsageError that says what is wrong and what is known.
 */
export function readWorkbenchArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): WorkbenchArguments {
  const { values, positionals } = parseCommandLine(argv, workbenchOptions);
  for (const productId of positionals) {
    if (grammars.product_id.pattern.test(productId)) continue;
    throw new UsageError(`${JSON.stringify(productId)} is not a product id: ${grammars.product_id.allowed}`);
  }
  const { market, llm, stage, region, bucket, endpoint } = values;
  let shown: ShownChoice;
  if (stage === undefined) {
    const stray = Object.entries({ region, bucket, endpoint }).find(([, value]) => value !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray[0]} belongs to --stage, and no stage is named`);
    shown = { is: "local", market: readMarket(market ?? []), llm: readModel(llm) };
  } else {
    const stray = Object.entries({ market, llm }).find(([, value]) => value !== undefined);
    if (stray !== undefined)
      throw new UsageError(`--${stray[0]} belongs to the local stack, and --stage shows another one`);
    shown = { is: "stage", target: readOperatorTarget(values), place: readBucketPlace(values, environment) };
  }
  return {
    productIds: positionals.length === 0 && shown.is === "local" ? ["BTC-USD"] : positionals,
    shown,
    prices: new Map([...readPriceSetting(environment[priceSetting]), ...readPriceOptions(values.price ?? [])]),
    days: readWhole("--days", values.days, defaultDays, 1, maxDays),
    json: values.json ?? false,
    port: values.port === undefined ? null : readWhole("--port", values.port, 0, 1_024, 65_535),
  };
}
