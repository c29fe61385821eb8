import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { asOfSeconds } from "../../src/market/candle.ts";
import { deliverBatch, productsNamed } from "../kit/bench-event.ts";
import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";
import { type BenchSetup, startBenchSetup } from "../kit/bench-setup.ts";
import { type FunctionProcess, startFunctionProcess } from "../kit/function-process.ts";
import { lambdaFlags } from "../kit/lambda-flags.ts";
import { deliverSerially } from "./serial-service.ts";
import { median } from "../kit/time-interleaved.ts";

/** What is run. */
export interface BatchBenchOptions {
  /** The deployed function. */
  readonly code: LambdaCode;
  /** Milliseconds that the model takes for a text, where wall time is measured. */
  readonly modelDelayMs: number;
  /** One message and one batch are timed so often, in turn. */
  readonly rounds: number;
  /** Messages of the one window. */
  readonly messages: number;
}

const batchSize = 10;
const productCount = 10;
const containers = 3;

/** SPEC 13. */
const batchBudget = 1.15;

/** Messages that the serial way is measured on: it takes the model's whole time for each. */
const serialMessages = 5;

/** Measures what a batch costs in wall time, and how many texts the messages of one window take. */
export async function measureBatch(options: BatchBenchOptions): Promise<readonly BenchFigure[]> {
  const slow = await startBenchSetup({ modelDelayMs: options.modelDelayMs });
  try {
    const wall = await measureWall(options, slow);
    const fast = await startBenchSetup();
    try {
      return [...wall, ...(await measureWindow(options, fast))];
    } finally {
      await fast.stop();
    }
  } finally {
    await slow.stop();
  }
}

function start(code: LambdaCode, { environment }: BenchSetup): FunctionProcess {
  return startFunctionProcess({ code, environment, flags: lambdaFlags() });
}

async function measureWall(
  { code, modelDelayMs, rounds }: BatchBenchOptions,
  setup: BenchSetup,
): Promise<readonly BenchFigure[]> {
  const lambda = start(code, setup);
  const [ones, tens]: [number[], number[]] = [[], []];
  try {
    await deliverBatch(lambda, productsNamed("WARM", batchSize));
    for (let round = 0; round < rounds; round += 1) {
      ones.push(await timed(() => deliverBatch(lambda, [`ONE${round}-USD`])));
      tens.push(await timed(() => deliverBatch(lambda, productsNamed(`TEN${round}N`, batchSize))));
    }
  } finally {
    await lambda.stop();
  }
  const serial = productsNamed("SERIAL", Math.min(serialMessages, rounds));
  const serialMs = (await timed(() => deliverSerially(setup, serial))) / serial.length;
  const [one, ten] = [median(ones), median(tens)];
  const how = `wall time, median of ${rounds} interleaved rounds, warm, model ${modelDelayMs} ms`;
  return [
    benchFigure("one_message", one, "ms", how),
    benchFigure("batch_of_10", ten, "ms", `10 messages for 10 products; ${how}`),
    benchFigure("batch_ratio", ten / one, "x", "the batch's wall time by that of one message", batchBudget),
    benchFigure(
      "serial_10",
      serialMs * batchSize,
      "ms",
      `the way of the service that this one replaces (one after the other, a token for each, nothing shared), measured on ${serial.length} messages and multiplied`,
    ),
  ];
}

async function measureWindow(
  { code, messages }: BatchBenchOptions,
  setup: BenchSetup,
): Promise<readonly BenchFigure[]> {
  const products = productsNamed("WINDOW", productCount);
  const about = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => products[index % productCount] ?? "");
  for (;;) {
    const callsBefore = setup.modelCalls;
    const tokensBefore = setup.stack.tokenServer.tokenRequestCount;
    const requestsBefore = setup.stack.exchange?.requestCount ?? 0;
    const window = asOfSeconds(Date.now(), "FIVE_MINUTE");
    const lambdas = Array.from({ length: containers }, () => start(code, setup));
    try {
      let left = messages;
      await Promise.all(
        lambdas.map(async (lambda) => {
          while (left > 0) {
            const count = Math.min(batchSize, left);
            left -= count;
            await deliverBatch(lambda, about(count));
          }
        }),
      );
    } finally {
      await Promise.all(lambdas.map((lambda) => lambda.stop()));
    }
    // A run that crossed into the next window was about two of them.
    if (asOfSeconds(Date.now(), "FIVE_MINUTE") !== window) continue;
    const calls = setup.modelCalls - callsBefore;
    const tokens = setup.stack.tokenServer.tokenRequestCount - tokensBefore;
    const requests = (setup.stack.exchange?.requestCount ?? 0) - requestsBefore;
    const serial = await countSerially(setup, about(productCount * 2));
    return [
      benchFigure(
        "window_model_calls",
        calls,
        "model calls",
        `${messages} messages for ${productCount} products in one window, ${containers} containers; ${requests} requests to the exchange, ${tokens} for a token`,
        productCount,
      ),
      benchFigure(
        "serial_window_model_calls",
        serial.calls * messages,
        "model calls",
        `the way of the service that this one replaces, measured on ${productCount * 2} messages and multiplied; as many requests to the exchange, and ${serial.tokens * messages} for a token`,
      ),
    ];
  }
}

async function countSerially(
  setup: BenchSetup,
  productIds: readonly string[],
): Promise<{ readonly calls: number; readonly tokens: number }> {
  const [callsBefore, tokensBefore] = [setup.modelCalls, setup.stack.tokenServer.tokenRequestCount];
  await deliverSerially(setup, productIds);
  return {
    calls: (setup.modelCalls - callsBefore) / productIds.length,
    tokens: (setup.stack.tokenServer.tokenRequestCount - tokensBefore) / productIds.length,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}
