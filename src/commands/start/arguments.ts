import { existsSync } from "node:fs";
import { grammars } from "../../consumer/events/payload.ts";
import { promptNames } from "../../prompts/registry.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";

/** Where the candles come from: `auto` is live if Coinbase answers, else the sample market. */
export type MarketChoice =
  | { readonly kind: "auto" | "live" | "sample" }
  | { readonly kind: "files"; readonly paths: readonly string[] };

/** The collected history that stands in the bucket from the start. */
export type HistoryChoice =
  | { readonly kind: "none" | "sample" }
  | { readonly kind: "files"; readonly paths: readonly string[] };

const modelChoices = ["auto", "ollama", "bedrock", "openai", "plain"] as const;

/** What writes the text: `auto` is Ollama if it answers, else the plain insight. */
export type ModelChoice = (typeof modelChoices)[number];

const deliveryChoices = ["assistant", "discord"] as const;

/** Where the insight is posted: to the inbox, or to a server that speaks Discord's wire format. */
export type DeliveryChoice = (typeof deliveryChoices)[number];

/** The command line, checked. */
export interface Arguments {
  readonly productIds: readonly string[];
  /** Each product is asked about with each of them. */
  readonly prompts: readonly string[];
  readonly market: MarketChoice;
  readonly history: HistoryChoice;
  readonly llm: ModelChoice;
  readonly deliver: DeliveryChoice;
  readonly json: boolean;
  readonly showPrompt: boolean;
  readonly serve: boolean;
  /** The file of the watches that run while it serves; null: none. */
  readonly watches: string | null;
  /** The time between two questions of watches passes so many times as fast. */
  readonly speed: number;
  /** Null: any free port. */
  readonly port: number | null;
}

/** The options of `npm start`. */
export const startOptions = {
  prompt: {
    type: "string",
    multiple: true,
    value: "NAME",
    meaning: `${promptNames.join(", ")}; may be given several times. Default trend_analysis`,
  },
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
  deliver: {
    type: "string",
    value: deliveryChoices.join("|"),
    meaning:
      "discord: a server here that speaks Discord's wire format, and the true webhooks where DISCORD_WEBHOOK_URLS names them. Default assistant",
  },
  json: { type: "boolean", meaning: "one JSON object per product on standard output" },
  "show-prompt": {
    type: "boolean",
    meaning: "print what a model would get, and ask none; what is posted to the inbox here is the plain insight",
  },
  serve: { type: "boolean", meaning: "keep the stack up; Ctrl-C ends it" },
  watches: {
    type: "string",
    value: "FILE",
    meaning: "with --serve: run the watches of a file such as watches.yml, those of stage local, else of dev",
  },
  speed: {
    type: "string",
    value: "N",
    meaning:
      "with --watches: the time between what they ask passes N times as fast, 1 to 100000. Default 1; else the market is sample, unless it is a FILE",
  },
  port: {
    type: "string",
    value: "N",
    meaning:
      "port of the stack's AWS, so that it is the same each time; the inbox has N+1, the queue N+2, the workbench N+3. Default: any",
  },
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
  const prompts = values.prompt ?? ["trend_analysis"];
  for (const prompt of prompts) {
    if (promptNames.includes(prompt)) continue;
    throw new UsageError(`--prompt ${JSON.stringify(prompt)} is not known; known prompts: ${promptNames.join(", ")}`);
  }
  const deliver = deliveryChoices.find((choice) => choice === (values.deliver ?? "assistant"));
  if (deliver === undefined) {
    const known = deliveryChoices.join(", ");
    throw new UsageError(`--deliver ${JSON.stringify(values.deliver)} is not known; known: ${known}`);
  }
  const history = readHistory(values.history ?? []);
  const { serve = false, watches = null } = values;
  if (watches !== null && !serve) throw new UsageError("--watches goes with --serve: they ask while the stack is up");
  if (values.speed !== undefined && watches === null) throw new UsageError("--speed goes with --watches FILE");
  const speed = values.speed === undefined ? 1 : readWhole("--speed", values.speed, 1, 1, 100_000);
  const market = readMarket(values.market ?? (history.kind === "none" ? [] : ["live"]));
  if (speed > 1 && market.kind === "live") {
    throw new UsageError("--speed can't be given with --market live: Coinbase has no candles of the future");
  }
  return {
    productIds,
    prompts: [...new Set(prompts)],
    llm: readModel(values.llm),
    deliver,
    // A history is there to be fallen back on; a synthetic market would never let it come to that.
    market: speed > 1 && market.kind === "auto" ? { kind: "sample" } : market,
    history,
    json: values.json ?? false,
    showPrompt: values["show-prompt"] ?? false,
    serve,
    watches,
    speed,
    port: values.port === undefined ? null : readWhole("--port", values.port, 0, 1_024, 65_532),
  };
}

/**
 * Reads `--llm`.
 *
 * @throws UsageError for what is not known.
 */
export function readModel(given = "auto"): ModelChoice {
  const llm = modelChoices.find((choice) => choice === given);
  if (llm !== undefined) return llm;
  throw new UsageError(`--llm ${JSON.stringify(given)} is not known; known: ${modelChoices.join(", ")}`);
}

/**
 * Reads `--market`, given any number of times.
 *
 * @throws UsageError for what is neither a market nor a file.
 */
export function readMarket(given: readonly string[]): MarketChoice {
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
