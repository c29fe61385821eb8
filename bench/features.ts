import { setImmediate as nextTurn } from "node:timers/promises";
import type { Command, CommandContext } from "../src/commands/kit/command.ts";
import { type OptionTable, parseCommandLine, readWhole } from "../src/commands/kit/parse-command-line.ts";
import { catalogue, type FeatureCandle } from "../src/features/index.ts";
import { createSampleMarket } from "../src/emulators/markets/sample-market.ts";
import { parseCandles } from "../src/market/parse-candles.ts";
import { oursOfAll, type WiderImplementation, widerPeers } from "./features/all-figures.ts";
import { compare, type Comparison, formatTable, ofAllFigures } from "./features/comparison.ts";
import { helpedPeer, type Implementation, ours, peers } from "./features/peer-figures.ts";
import { assertSameFigures, assertSameWiderFigures } from "./features/same-figures.ts";
import { refusePositionals } from "./kit/refuse-positionals.ts";
import { timeInterleaved } from "./kit/time-interleaved.ts";

/** Fewer candles still show that the peers' averages begin elsewhere. */
const minCandles = 288;
const maxCandles = 1_000_000;

const featuresOptions = {
  json: { type: "boolean", meaning: "one line of JSON, a list of comparisons" },
  rounds: { type: "string", value: "N", meaning: "rounds, 1 to 1000. Default 31" },
  candles: {
    type: "string",
    value: "N,N,...",
    meaning: `numbers of candles, ${minCandles} to ${maxCandles} each. Default 288,1000,100000`,
  },
} as const satisfies OptionTable;

/** `npm run bench:features`: how fast `computeFeatures` is, against libraries that compute the same figures. It judges nothing. */
export const benchFeatures: Command = {
  help: { usage: ["[options]"], options: featuresOptions },
  interruption: "exits",
  run,
};

interface Options {
  readonly json: boolean;
  readonly rounds: number;
  readonly candleCounts: readonly number[];
}

function readOptions(argv: readonly string[]): Options {
  const { values, positionals } = parseCommandLine(argv, featuresOptions);
  refusePositionals(positionals);
  const counts = (values.candles ?? "288,1000,100000").split(",");
  return {
    json: values.json ?? false,
    rounds: readWhole("--rounds", values.rounds, 31, 1, 1_000),
    candleCounts: counts.map((count) => readWhole("--candles", count, minCandles, minCandles, maxCandles)),
  };
}

/** Candles as the service has them: those of a synthetic market, through the parser of Coinbase's answers. */
function makeCandles(count: number): readonly FeatureCandle[] {
  const endSeconds = 1_700_000_100;
  const candles = createSampleMarket().candles("BTC-USD", 300, endSeconds - count * 300, endSeconds - 300, endSeconds);
  return parseCandles(JSON.stringify({ candles })).candles;
}

/** What keeps the compiler from dropping computations whose result nobody reads. */
let sink = 0;

function measure(
  implementations: readonly (Implementation | WiderImplementation)[],
  candles: readonly FeatureCandle[],
  rounds: number,
): ReadonlyMap<string, number> {
  const tasks = implementations.map(({ name, compute }) => ({
    name,
    run: () => {
      sink += compute(candles).rsi ?? 0;
    },
  }));
  return timeInterleaved(tasks, { rounds });
}

/** Nanoseconds a candle by implementation. */
function perCandle(
  times: ReadonlyMap<string, number>,
  names: readonly string[],
  count: number,
): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, (times.get(name) ?? Number.NaN) / count]));
}

async function run(argv: readonly string[], { terminal }: CommandContext): Promise<number> {
  const { json, rounds, candleCounts } = readOptions(argv);
  const defaults: Comparison[] = [];
  const helped: string[] = [];
  const names = [ours, ...peers].map(({ name }) => name);
  for (const count of candleCounts) {
    // A signal is heard between two measurements.
    await nextTurn();
    const candles = makeCandles(count);
    assertSameFigures(ours, [...peers, helpedPeer], candles);
    const times = measure([ours, ...peers, helpedPeer], candles, rounds);
    defaults.push(compare(candles.length, perCandle(times, names, candles.length)));
    helped.push(`${((times.get(helpedPeer.name) ?? Number.NaN) / (times.get(ours.name) ?? Number.NaN)).toFixed(1)}x`);
  }
  // Afterwards, so that what is compiled for all figures does not meet the default ones.
  const comparisons = defaults.map((comparison): Comparison => {
    const candles = makeCandles(comparison.candles);
    assertSameWiderFigures(oursOfAll, widerPeers, candles);
    const times = measure([oursOfAll, ...widerPeers], candles, rounds);
    const { ns_per_candle, ratio_to_fastest_peer } = compare(candles.length, perCandle(times, names, candles.length));
    return { ...comparison, all_figures: { ns_per_candle, ratio_to_fastest_peer } };
  });
  if (!Number.isFinite(sink)) throw new Error("An implementation gave no RSI");
  terminal.print(
    json
      ? JSON.stringify(comparisons)
      : `The same 14 figures of the same candles. Nanoseconds per candle, median of ${rounds} interleaved rounds, and\n` +
          `times ours in brackets. Node ${process.version}.\n\n${formatTable(comparisons)}\n\n` +
          `${helpedPeer.name} (given only the last 5 closes for its bands): ${helped.join(", ")} times ours.\n\n` +
          `All ${catalogue.length} figures, against those of them that each library has:\n\n${formatTable(ofAllFigures(comparisons))}`,
  );
  return 0;
}
