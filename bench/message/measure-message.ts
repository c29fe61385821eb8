import { setTimeout as sleepFor } from "node:timers/promises";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { randomUUID } from "node:crypto";
import { bareCallOf, type BareEvent } from "./bare-calls.ts";
import { deliverBatch, productsNamed } from "../kit/bench-event.ts";
import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";
import { type BenchSetup, startBenchSetup } from "../kit/bench-setup.ts";
import { bundleBare } from "./bundle-bare.ts";
import { createForgetTexts, productsInTurn } from "./forget-texts.ts";
import { type FunctionProcess, startFunctionProcess } from "../kit/function-process.ts";
import { lambdaFlags } from "../kit/lambda-flags.ts";
import { startRecordedSetup } from "./recorded-setup.ts";
import { median } from "../kit/time-interleaved.ts";
import { countTrips, stagesOf, formatStages, type Trip } from "./trip-recorder.ts";

/** What is run. */
export interface MessageBenchOptions {
  /** The deployed function. */
  readonly code: LambdaCode;
  /** An empty folder for the bare script's bundle. */
  readonly folder: string;
  readonly warmUpMessages: number;
  /** Blocks of each kind, of which the median counts. */
  readonly rounds: number;
  readonly messagesPerRound: number;
}

/** CPU per message: SPEC 13. */
const cpuBudget = 1.3;

/**
 * Both processes rest this long before each message, so that the function never waits for its turn at Coinbase (10 requests
 * in 2.1 s) in the middle of one: the bare script never waits, and a message that is resumed may cost more than one that runs on.
 */
const restMs = 110;

/** Measures the work of one message: its round trips, and the processor time beside that of its calls alone. */
export async function measureMessage(options: MessageBenchOptions): Promise<readonly BenchFigure[]> {
  const setup = await startBenchSetup();
  try {
    const recorded = await startRecordedSetup(setup);
    try {
      const { alone, shared } = await recordTrips(options.code, recorded);
      return [
        ...tripFigures("", alone, "the first message about a product in a window, warm"),
        ...tripFigures("shared_", shared, "a further one that is answered with the same text, warm"),
        ...(await compareCpu(options, setup, alone)),
      ];
    } finally {
      await recorded.stop();
    }
  } finally {
    await setup.stop();
  }
}

async function recordTrips(
  code: LambdaCode,
  { environment, takeTrips }: Awaited<ReturnType<typeof startRecordedSetup>>,
): Promise<{ readonly alone: readonly Trip[]; readonly shared: readonly Trip[] }> {
  const lambda = startFunctionProcess({ code, environment, flags: lambdaFlags() });
  try {
    for (const productId of productsNamed("COLD", 3)) await deliverBatch(lambda, [productId]);
    takeTrips();
    await deliverBatch(lambda, ["BTC-USD"]);
    const alone = takeTrips();
    await deliverBatch(lambda, ["BTC-USD"]);
    return { alone, shared: takeTrips() };
  } finally {
    await lambda.stop();
  }
}

function tripFigures(name: string, trips: readonly Trip[], what: string): readonly BenchFigure[] {
  const stages = stagesOf(trips);
  return [
    benchFigure(`${name}round_trips`, trips.length, "trips", `${what}: ${countTrips(trips)}`),
    benchFigure(`${name}chain_trips`, stages.length, "trips", `one after another: ${formatStages(stages)}`),
  ];
}

async function compareCpu(
  { code, folder, warmUpMessages, rounds, messagesPerRound }: MessageBenchOptions,
  setup: BenchSetup,
  trips: readonly Trip[],
): Promise<readonly BenchFigure[]> {
  const { environment } = setup;
  const forgetTexts = createForgetTexts(setup);
  const run = (one: LambdaCode): FunctionProcess =>
    startFunctionProcess({ code: one, environment, flags: lambdaFlags() });
  const [ours, bare] = [run(code), run(await bundleBare(folder))];
  const products = productsNamed("PRODUCT", productsInTurn);
  let delivered = 0;
  const deliver = async (): Promise<number> => {
    if (delivered % productsInTurn === 0) await forgetTexts();
    await sleepFor(restMs);
    const { cpuMs } = await deliverBatch(ours, [products[delivered % productsInTurn] ?? ""]);
    delivered += 1;
    return cpuMs;
  };
  const call = async (event: BareEvent): Promise<number> => {
    await sleepFor(restMs);
    return (await bare.invoke(event)).usage.cpuMs;
  };
  try {
    let bareCpuMs = await call({ stages: stagesOf(trips).map((stage) => stage.map(bareCallOf)) });
    let ownCpuMs = 0;
    for (let message = 0; message < warmUpMessages; message += 1) {
      ownCpuMs = await deliver();
      bareCpuMs = await call({ mark: randomUUID() });
    }
    const perMessage = { ours: [] as number[], bare: [] as number[] };
    const writtenBefore = { ...ours.written };
    for (let round = 0; round < rounds; round += 1) {
      const [ownBefore, bareBefore] = [ownCpuMs, bareCpuMs];
      for (let message = 0; message < messagesPerRound; message += 1) {
        ownCpuMs = await deliver();
        bareCpuMs = await call({ mark: randomUUID() });
      }
      perMessage.ours.push((ownCpuMs - ownBefore) / messagesPerRound);
      perMessage.bare.push((bareCpuMs - bareBefore) / messagesPerRound);
    }
    const [oursMs, bareMs] = [median(perMessage.ours), median(perMessage.bare)];
    const messages = rounds * messagesPerRound;
    const how = `median of ${rounds} interleaved rounds of ${messagesPerRound} messages, one at a time, after ${warmUpMessages} for warm-up`;
    const lines = (ours.written.lines - writtenBefore.lines) / messages;
    const bytes = (ours.written.bytes - writtenBefore.bytes) / messages;
    return [
      benchFigure("cpu_ours", oursMs, "ms", `the packaged function, ${how}`),
      benchFigure("cpu_bare", bareMs, "ms", "a bare script with the same clients, fetches and bodies"),
      benchFigure(
        "cpu_ratio",
        oursMs / bareMs,
        "x",
        "the function's CPU per message by that of its bare calls",
        cpuBudget,
      ),
      benchFigure("log_lines", lines, "lines", `log and metrics, ${Math.round(bytes)} bytes`),
    ];
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}
