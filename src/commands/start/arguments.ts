import { existsSync } from "node:fs";
import { grammars } from "../../consumer/events/payload.ts";
import { promptNames } from "../../prompts/registry.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** Where the candles come from: `auto` is live if Coinbase answers, else the sample market. */
export type MarketChoice =
  | { readonly kind: "auto" | "live" | "sample" }
  | { readonly kind: "files"; readonly paths: readonly string[] };

/** The collected history that stands in the bucket from the start. */
export type HistoryChoice =
  | { readonly kind: "none" | "sample" }
  | { readonly kind: "files"; readonly paths: readonly string[] };

const modelChoices = ["auto", "ollama", "bedrock", "plain"] as const;

/** What writes the text: `auto` is Ollama if it answers, else the plain insight. */
export type ModelChoice = (typeof modelChoices)[number];

/** The command line, checked. */
export interface Arguments {
  readonly productIds: readonly string[];
  readonly prompt: string;
  readonly market: MarketChoice;
  readonly history: HistoryChoice;
  readonly llm: ModelChoice;
  readonly json: boolean;
  readonly serve: boolean;
}

const startOptions = {
  prompt: { type: "string", value: "NAME", meaning: `${promptNames.join(", ")}. Default trend_analysis` },
  market: {
    type: "string",
    multiple: true,
    value: "live|sample|FILE",
    meaning:
      "live: Coinbase. sample: a synthetic market. FILE: candles in Coinbase's format, replayed; may be given once per product. Default: live, or sample without a network",
  },
  history: {
    type: "string",
    multiple: true,
    value: "sample|FILE",
    meaning:
      "what the bucket holds of collected candles, which stand in where Coinbase is down. sample: a synthetic day. FILE: CSV lines start,open,high,low,close,volume,trend, as they are; may be given once per product. Makes live the default of --market",
  },
  llm: {
    type: "string",
    value: modelChoices.join("|"),
    meaning: "auto: Ollama if it answers, else the plain insight. Default auto",
  },
  json: { type: "boolean", meaning: "one JSON object per product on standard output" },
  serve: { type: "boolean", meaning: "keep the stack up; Ctrl-C ends it" },
} as const satisfies OptionTable;

export const startHelp: CommandHelp = {
  usage: ["[PRODUCT_ID ...] [options]"],
  operands: { PRODUCT_ID: "default BTC-USD" },
  options: startOptions,
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is known.
 */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseCommandLine(argv, startOptions);
  const productIds = positionals.length === 0 ? ["BTC-USD"] : positionals;
  for (const productId of productIds) {
    if (grammars.product_id.pattern.test(productId)) continue;
    throw new UsageError(`${JSON.stringify(productId)} is not a product id: ${grammars.product_id.allowed}`);
  }
  const prompt = values.prompt ?? "trend_analysis";
  if (!promptNames.includes(prompt)) {
    throw new UsageError(`--prompt ${JSON.stringify(prompt)} is not known; known prompts: ${promptNames.join(", ")}`);
  }
  const llm = modelChoices.find((choice) => choice === (values.llm ?? "auto"));
  if (llm === undefined) {
    throw new UsageError(`--llm ${JSON.stringify(values.llm)} is not known; known: ${modelChoices.join(", ")}`);
  }
  const history = readHistory(values.history ?? []);
  return {
    productIds,
    prompt,
    llm,
    // A history is there to be fallen back on; a synthetic market would never let it come to that.
    market: readMarket(values.market ?? (history.kind === "none" ? [] : ["live"])),
    history,
    json: values.json ?? false,
    serve: values.serve ?? false,
  };
}

function readMarket(given: readonly string[]): MarketChoice {
  const [first] = given;
  if (first === undefined) return { kind: "auto" };
  if (given.length === 1 && (first === "live" || first === "sample")) return { kind: first };
  for (const path of given) {
    if (path === "live" || path === "sample")
      throw new UsageError(`--market ${path} can't be given beside another --market`);
    if (!existsSync(path)) {
      throw new UsageError(`--market ${JSON.stringify(path)} is neither live nor sample nor a file that exists`);
    }
  }
  return { kind: "files", paths: given };
}

function readHistory(given: readonly string[]): HistoryChoice {
  const [first] = given;
  if (first === undefined) return { kind: "none" };
  if (given.length === 1 && first === "sample") return { kind: "sample" };
  for (const path of given) {
    if (path === "sample") throw new UsageError("--history sample can't be given beside another --history");
    if (!existsSync(path)) {
      throw new UsageError(`--history ${JSON.stringify(path)} is neither sample nor a file that exists`);
    }
  }
  return { kind: "files", paths: given };
}
