import { grammars } from "../../consumer/events/payload.ts";
import { type Granularity, granularitySeconds, isGranularity } from "../../market/candle.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run candles`, checked. */
export interface CandlesArguments {
  readonly productId: string;
  readonly granularity: Granularity;
  /** The first start that is wanted, UNIX seconds. */
  readonly fromSeconds: number;
  /** The end of what is wanted, UNIX seconds; no candle starts there. */
  readonly toSeconds: number;
  readonly file: string;
}

const granularities = Object.keys(granularitySeconds).join(", ");

const candlesOptions = {
  granularity: {
    type: "string",
    value: "LENGTH",
    meaning: `the candles' length: ${granularities}. Default FIVE_MINUTE`,
  },
  from: { type: "string", value: "TIME", meaning: "required: the first day or hour, 2026-11-01 or 2026-11-01T12:00Z" },
  to: { type: "string", value: "TIME", meaning: "required: where it ends; 2026-11-08 leaves that day out" },
  out: {
    type: "string",
    value: "FILE",
    meaning: "required: the file; what it holds already is not asked for again",
  },
} as const satisfies OptionTable;

export const candlesHelp: CommandHelp = {
  usage: ["PRODUCT_ID --from TIME --to TIME --out FILE [--granularity LENGTH]"],
  about:
    "It asks the exchange as the service does, with its limits. Times are UTC. The file has Coinbase's response format, for --market of npm start and npm run replay.",
  operands: { PRODUCT_ID: "one product, such as BTC-USD" },
  options: candlesOptions,
  notes: "COINBASE_API_URL, COINBASE_API_KEY and COINBASE_API_SECRET count as they do for the service.",
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is allowed.
 */
export function readCandlesArguments(argv: readonly string[]): CandlesArguments {
  const { values, positionals } = parseCommandLine(argv, candlesOptions);
  const [productId, ...others] = positionals;
  if (productId === undefined) throw new UsageError("PRODUCT_ID is missing, such as BTC-USD");
  if (others.length > 0) throw new UsageError(`one PRODUCT_ID at a time; ${others.join(", ")} is too much`);
  if (!grammars.product_id.pattern.test(productId)) {
    throw new UsageError(`${JSON.stringify(productId)} is not a product id: ${grammars.product_id.allowed}`);
  }
  const granularity = values.granularity ?? "FIVE_MINUTE";
  if (!isGranularity(granularity)) {
    throw new UsageError(`--granularity ${JSON.stringify(granularity)} is not known; known: ${granularities}`);
  }
  const fromSeconds = readTime("--from", values.from, granularity);
  const toSeconds = readTime("--to", values.to, granularity);
  if (fromSeconds >= toSeconds) throw new UsageError(`--from ${values.from} is not before --to ${values.to}`);
  if (values.out === undefined || values.out === "") throw new UsageError("--out is missing: name the file");
  return { productId, granularity, fromSeconds, toSeconds, file: values.out };
}

const timePattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/;

/** A time of UTC that candles of this length start at, UNIX seconds. */
function readTime(name: string, given: string | undefined, granularity: Granularity): number {
  if (given === undefined) throw new UsageError(`${name} is missing: give a day, such as 2026-11-01`);
  const ms = timePattern.test(given) ? Date.parse(given) : Number.NaN;
  // Date.parse takes the 31st of February for one of March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(given.slice(0, 10))) {
    throw new UsageError(`${name} ${JSON.stringify(given)} is no time such as 2026-11-01 or 2026-11-01T12:00Z`);
  }
  const seconds = ms / 1_000;
  if (seconds % granularitySeconds[granularity] === 0) return seconds;
  throw new UsageError(`${name} ${given} is no time that a candle of ${granularity} starts at`);
}
