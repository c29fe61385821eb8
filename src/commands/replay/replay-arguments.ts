import { parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";
import { type BucketPlace, bucketOptions, readBucketPlace } from "../kit/receipts/bucket-place.ts";
import { type ModelChoice, readModelChoice } from "./models/model-choice.ts";
import { readPrices } from "./models/spending.ts";
import { priceSetting, type TokenPrice } from "../kit/measure/token-price.ts";
import { replayOptions } from "./replay-options.ts";

/** Where the cases come from. */
export type CaseChoice =
  | { readonly kind: "market"; readonly paths: readonly string[]; readonly everySeconds: number }
  | { readonly kind: "sample"; readonly count: number; readonly seed: number }
  | { readonly kind: "receipts"; readonly place: BucketPlace; readonly days: number };

/** The command line of `npm run replay`, checked. */
export interface ReplayArguments {
  readonly cases: CaseChoice;
  /** The receipts whose answers are judged again, and nothing else is done; null is a replay. */
  readonly recheck: Extract<CaseChoice, { readonly kind: "receipts" }> | null;
  /** NAME, or NAME@REF. */
  readonly prompts: readonly string[];
  readonly models: readonly ModelChoice[];
  readonly prices: ReadonlyMap<string, TokenPrice>;
  readonly repeats: number;
  readonly concurrency: number;
  readonly cacheFolder: string;
  readonly isOffline: boolean;
  readonly maxCostUsd: number | null;
  readonly baseline: string | null;
  readonly margin: number;
  readonly gate: boolean;
  readonly json: boolean;
  readonly reportFile: string | null;
}

const defaultSample = 20;

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is allowed.
 */
export function readReplayArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ReplayArguments {
  const { values, positionals } = parseCommandLine(argv, replayOptions);
  const [stray] = positionals;
  if (stray !== undefined) throw new UsageError(`${JSON.stringify(stray)} is not an option; a file is --market FILE`);
  const cases = readCases(values, environment);
  const recheck = readRecheck(values, cases);
  const labels = unique(values.model ?? [], "--model");
  if (labels.length === 0 && recheck === null) {
    throw new UsageError("--model is missing: ollama:NAME, bedrock:ID, openai:NAME, recorded:FILE or plain");
  }
  const models = labels.map(readModelChoice);
  const prices = readPrices(values.price ?? [], labels, environment[priceSetting]);
  const maxCostUsd = readNumber("--max-cost", values["max-cost"], 0, 1_000_000);
  if (maxCostUsd !== null) {
    const unpriced = models.find(
      ({ kind, label }) => ["ollama", "bedrock", "openai"].includes(kind) && !prices.has(label),
    );
    if (unpriced !== undefined) throw new UsageError(`--max-cost needs --price ${unpriced.label}=IN/OUT`);
  }
  return {
    cases,
    recheck,
    prompts: unique(values.prompt ?? ["trend_analysis"], "--prompt"),
    models,
    prices,
    repeats: readWhole("--repeats", values.repeats, 1, 1, 100),
    concurrency: readWhole("--concurrency", values.concurrency, 1, 1, 64),
    cacheFolder: values.cache ?? ".replay",
    isOffline: values.offline ?? false,
    maxCostUsd,
    baseline: values.baseline ?? null,
    margin: readNumber("--margin", values.margin, 0.01, 0.5) ?? 0.05,
    gate: values.gate ?? false,
    json: values.json ?? false,
    reportFile: values.report ?? null,
  };
}

type Values = ReturnType<typeof parseCommandLine<typeof replayOptions>>["values"];

function readCases(values: Values, environment: Readonly<Record<string, string | undefined>>): CaseChoice {
  const { market = [], sample, receipts = false, every, seed, days } = values;
  const given = [market.length > 0 && "--market", sample !== undefined && "--sample", receipts && "--receipts"];
  const [one, two] = given.filter((name) => name !== false);
  if (two !== undefined) throw new UsageError(`${one} and ${two} can't be given together: cases come from one of them`);
  if (every !== undefined && one !== "--market") throw new UsageError("--every is for --market alone");
  if (days !== undefined && one !== "--receipts") throw new UsageError("--days is for --receipts alone");
  if (seed !== undefined && (one === "--market" || one === "--receipts"))
    throw new UsageError("--seed is for --sample alone");
  const stray = Object.keys(bucketOptions).find((name) => Reflect.get(values, name) !== undefined);
  if (stray !== undefined && one !== "--receipts") throw new UsageError(`--${stray} is for --receipts alone`);
  if (one === "--market") return { kind: "market", paths: unique(market, "--market"), everySeconds: readEvery(every) };
  if (one === "--receipts") {
    return {
      kind: "receipts",
      place: readBucketPlace(values, environment),
      days: readWhole("--days", days, 7, 1, 400),
    };
  }
  return {
    kind: "sample",
    count: readWhole("--sample", sample, defaultSample, 1, 10_000),
    seed: readWhole("--seed", seed, 1, 0, 4_294_967_295),
  };
}

/** What a recheck takes beside its receipts. */
const recheckOptions = new Set(["recheck", "receipts", "days", "json", ...Object.keys(bucketOptions)]);

function readRecheck(values: Values, cases: CaseChoice): ReplayArguments["recheck"] {
  if (values.recheck !== true) return null;
  if (cases.kind !== "receipts")
    throw new UsageError("--recheck is for --receipts alone: a replay judges kept answers anew");
  const stray = Object.entries(values).find(([name, value]) => value !== undefined && !recheckOptions.has(name));
  if (stray !== undefined) throw new UsageError(`--${stray[0]} can't be given with --recheck: no text is written`);
  return cases;
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };
const fiveMinutes = 300;

/** Seconds; candles of five minutes close at no other times. */
function readEvery(given = "30m"): number {
  const [, number = "", unit = ""] = /^(\d{1,4})([mhd])$/.exec(given) ?? [];
  const seconds = Number(number) * (unitSeconds[unit] ?? Number.NaN);
  if (seconds > 0 && seconds % fiveMinutes === 0) return seconds;
  throw new UsageError(`--every ${JSON.stringify(given)} is no whole number of five minutes such as 30m, 2h or 1d`);
}

function readNumber(name: string, given: string | undefined, min: number, max: number): number | null {
  if (given === undefined) return null;
  const value = /^\d{1,7}(?:\.\d{1,6})?$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${name} ${JSON.stringify(given)} is not a number from ${min} to ${max}`);
}

function unique(given: readonly string[], name: string): readonly string[] {
  const twice = given.find((value, index) => given.indexOf(value) !== index);
  if (twice !== undefined) throw new UsageError(`${name} ${twice} is given twice`);
  return given;
}
