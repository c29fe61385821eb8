import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { payload, sqsEvent, sqsRecord } from "../../tests/support/events/sqs-event.ts";
import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";
import type { StartBundles } from "./start-bundles.ts";
import { takeSample } from "./start-sample.ts";
import { type Model, models, type StartSetup, startStartSetup } from "./start-setup.ts";
import { median } from "../kit/time-interleaved.ts";

/** Of SPEC 13: what ours may take of the naive bundle's time. */
const budgets = { handler: 0.45, firstInsight: 0.65 } as const;

/** What a kind of sample gives in each round, by name. */
type Measurement = () => Promise<Readonly<Record<string, number>>>;

/** Medians over the rounds, by the name of what was measured. */
type Medians = (name: string) => number;

/**
 * Takes one sample of each kind in every round, each round beginning with another kind, so that whatever else the machine
 * does meets them all.
 */
export async function measureStart(bundles: StartBundles, rounds: number): Promise<readonly BenchFigure[]> {
  const setup = await startStartSetup();
  try {
    const kinds = measurements(bundles, setup);
    // The servers' code, and the machine's cache of the files, are cold as well. Who wants one round wants to see it run.
    if (rounds > 1) for (const measure of kinds) await measure();
    const samples = new Map<string, number[]>();
    for (let round = 0; round < rounds; round++) {
      const first = round % kinds.length;
      for (const measure of [...kinds.slice(first), ...kinds.slice(0, first)]) {
        for (const [name, value] of Object.entries(await measure())) {
          samples.set(name, [...(samples.get(name) ?? []), value]);
        }
      }
    }
    return figuresOf(bundles, (name) => median(samples.get(name) ?? []));
  } finally {
    await setup.stop();
  }
}

function measurements(bundles: StartBundles, setup: StartSetup): readonly Measurement[] {
  const { empty, dynamodb, ours, naive, naiveTuned, chunks } = bundles;
  const functions = { ours, naive, naiveTuned };
  return [
    ...Object.entries({ empty, dynamodb, ...functions }).map(([name, code]): Measurement => async () => {
      const { loadMs, endMs } = await takeSample(code, setup.environment("ollama"));
      return { [`load ${name}`]: loadMs, [`process ${name}`]: endMs };
    }),
    ...models.flatMap((model) =>
      Object.entries(functions).map(([name, code]): Measurement => async () => {
        const { deliveredMs, endMs, cpuMs } = await deliverFirst(code, model, setup);
        return {
          [`${model} delivered ${name}`]: deliveredMs,
          [`${model} answered ${name}`]: endMs,
          [`${model} cpu ${name}`]: cpuMs,
        };
      }),
    ),
    ...Object.entries(chunks).map(([name, chunk]): Measurement => async () => {
      const { restMs } = await takeSample(ours, {}, { chunk });
      return { [`chunk ${name}`]: restMs };
    }),
  ];
}

let requests = 0;

/** A request about a product that nobody asked about, so that its text has to be made. */
async function deliverFirst(code: LambdaCode, model: Model, setup: StartSetup) {
  requests += 1;
  const body = payload({ product_id: `START${requests}-USD` });
  const sample = await takeSample(code, setup.environment(model), { event: sqsEvent(sqsRecord(body)) });
  if (!sample.log.includes('"outcome":"insight"')) throw new Error(`No model's text was posted: ${sample.log}`);
  return { ...sample, deliveredMs: setup.arrivedAtMs(String(body["correlation_id"])) - sample.startedAtMs };
}

function figuresOf(bundles: StartBundles, medianOf: Medians): readonly BenchFigure[] {
  const figures = [
    benchFigure(
      "load_empty",
      medianOf("load empty"),
      "ms",
      "until the handler of an empty function is there: the floor",
    ),
    benchFigure("load_dynamodb", medianOf("load dynamodb"), "ms", "the same with the client of DynamoDB alone"),
    benchFigure("load_ours", medianOf("load ours"), "ms", "the same of the packaged function"),
    benchFigure("load_naive", medianOf("load naive"), "ms", "the same of the naive bundle"),
    ratio("load", "load_ratio", medianOf, budgets.handler, "until the handler is there, ours / naive"),
    ...models.flatMap((model) => firstInsight(model, medianOf)),
    benchFigure("zip_bytes", bundles.zipBytes, "bytes", "of the prompts function's package"),
  ];
  const [heaviest, others] = [bundles.startBytes.slice(0, 12), bundles.startBytes.slice(12)];
  const rest = others.reduce((sum, [, bytes]) => sum + bytes, 0);
  return [
    ...figures,
    ...[...heaviest, ["others", rest] as const].map(([from, bytes]) =>
      benchFigure(`start_bytes ${from}`, bytes, "bytes", "of it are read before the handler is there"),
    ),
    ...Object.keys(bundles.chunks).map((name) =>
      benchFigure(`late_load ${name}`, medianOf(`chunk ${name}`), "ms", "to load it once something needs it"),
    ),
  ];
}

function firstInsight(model: Model, medianOf: Medians): readonly BenchFigure[] {
  const detail = (name: string): string =>
    `from the process's start to the Assistant, the model on the wire of ${model}; ` +
    `answered after ${Math.round(medianOf(`${model} answered ${name}`))} ms, ` +
    `${Math.round(medianOf(`${model} cpu ${name}`))} ms of processor`;
  const prefix = `first_insight_${model}`;
  return [
    benchFigure(`${prefix}_ours`, medianOf(`${model} delivered ours`), "ms", detail("ours")),
    benchFigure(`${prefix}_naive`, medianOf(`${model} delivered naive`), "ms", detail("naive")),
    ratio(
      `${model} delivered`,
      `${prefix}_ratio`,
      medianOf,
      budgets.firstInsight,
      "until the first insight is delivered, ours / naive",
    ),
  ];
}

/** Ours in relation to the naive bundle; beside it to the one that has our options of the bundler. */
function ratio(measured: string, name: string, medianOf: Medians, budget: number, detail: string): BenchFigure {
  const [ours, naive, tuned] = ["ours", "naive", "naiveTuned"].map((each) => medianOf(`${measured} ${each}`));
  const toTuned = ((ours ?? Number.NaN) / (tuned ?? Number.NaN)).toFixed(3);
  return benchFigure(
    name,
    (ours ?? Number.NaN) / (naive ?? Number.NaN),
    "x",
    `${detail}; to a naive one that is bundled with our options too: ${toTuned}`,
    budget,
  );
}
