import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deliverBatch, productsNamed } from "../kit/bench-event.ts";
import { type BenchFigure, benchFigure } from "../kit/bench-figure.ts";
import { type BenchSetup, startBenchSetup } from "../kit/bench-setup.ts";
import { bundleBare } from "../message/bundle-bare.ts";
import { startFunctionProcess } from "../kit/function-process.ts";
import { lambdaFlags, memoryMegabytes } from "../kit/lambda-flags.ts";
import { slopeOf } from "./slope.ts";

/** What is run. */
export interface MemoryBenchOptions {
  /** The deployed function. */
  readonly code: LambdaCode;
  /** An empty folder for what it is compared with. */
  readonly folder: string;
  readonly batches: number;
  /** Products that the messages are about in turn. */
  readonly products: number;
}

const batchSize = 10;

/** SPEC 13, in megabytes of a million bytes and of 2^20 alike: what is measured is far enough from it. */
const residentBudget = 160;

/** A drift below this is the noise of a collector that is in no hurry. */
const growthBudget = 10;

/** Measures the resident size of a function that handles one batch after another. */
export async function measureMemory(options: MemoryBenchOptions): Promise<readonly BenchFigure[]> {
  const setup = await startBenchSetup();
  try {
    writeFileSync(join(options.folder, "empty.mjs"), "export const handler = async () => null;\n");
    const floor = await residentAfterOneCall({ taskRoot: options.folder, handler: "empty.handler" }, setup);
    const clients = await residentAfterOneCall(await bundleBare(options.folder), setup);
    const sizes = await followSizes(options, setup);
    const secondHalf = sizes.slice(Math.floor(sizes.length / 2));
    const growth = (slopeOf(secondHalf) * 1_000) / batchSize;
    const messages = options.batches * batchSize;
    const how = `${messages} messages about ${options.products} products in batches of ${batchSize}, node ${lambdaFlags().join(" ")} (a function of ${memoryMegabytes} MB)`;
    return [
      benchFigure("resident_mb", Math.max(...sizes), "MB", `the most after any batch of ${how}`, residentBudget),
      benchFigure("first_message_mb", sizes[0] ?? Number.NaN, "MB", "resident size after the first message"),
      benchFigure(
        "growth_mb",
        growth,
        "MB per 1000 messages",
        "least squares over the second half of the batches",
        growthBudget,
      ),
      benchFigure("floor_node_mb", floor, "MB", "resident size of the same process with an empty handler"),
      benchFigure("floor_clients_mb", clients, "MB", "with the SDK clients loaded, and no call made yet"),
    ];
  } finally {
    await setup.stop();
  }
}

async function residentAfterOneCall(code: LambdaCode, { environment }: BenchSetup): Promise<number> {
  const lambda = startFunctionProcess({ code, environment, flags: lambdaFlags() });
  try {
    return megabytes((await lambda.invoke({ stages: [] })).usage.rssBytes);
  } finally {
    await lambda.stop();
  }
}

/** The sizes after one message, and then after each batch, in MB. */
async function followSizes(
  { code, batches, products }: MemoryBenchOptions,
  { environment }: BenchSetup,
): Promise<readonly number[]> {
  const names = productsNamed("PRODUCT", products);
  const lambda = startFunctionProcess({ code, environment, flags: lambdaFlags() });
  const sizes: number[] = [];
  try {
    sizes.push(megabytes((await deliverBatch(lambda, names.slice(0, 1))).rssBytes));
    for (let batch = 0; batch < batches; batch += 1) {
      const about = Array.from(
        { length: batchSize },
        (_, index) => names[(batch * batchSize + index) % products] ?? "",
      );
      sizes.push(megabytes((await deliverBatch(lambda, about)).rssBytes));
    }
    return sizes;
  } finally {
    await lambda.stop();
  }
}

function megabytes(bytes: number): number {
  return bytes / 1_048_576;
}
