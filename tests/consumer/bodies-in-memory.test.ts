import { copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, it, type TestContext } from "vitest";
import * as z from "zod/mini";
import { bundleFunction } from "../../src/emulators/lambda/bundle-function.ts";
import { createLambdaProcess } from "../../src/emulators/lambda/lambda-process.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import { type BombEncoding, startBombServer } from "../support/upstreams/bomb-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { payload, sqsEvent, sqsRecord } from "../support/events/sqs-event.ts";

const measuredFunction = resolve(import.meta.dirname, "../support/measured-function.mjs");
const answerSchema = z.object({
  result: z.object({ batchItemFailures: z.array(z.unknown()) }),
  maxResidentMb: z.number(),
});

const taskRoot = temporaryFolder();

beforeAll(async () => {
  await bundleFunction("prompts", taskRoot);
  copyFileSync(measuredFunction, join(taskRoot, "measured.mjs"));
});

/** Runs a batch of ten in a function of its own, where one upstream answers with a bomb. */
async function runBatch(
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  [variable, path, status, encoding]: readonly [string, string, number, BombEncoding],
) {
  const bomb = await startBombServer(status, encoding, onTestFinished);
  const stack = await startStack({ market: createSampleMarket(), env: { [variable]: `${bomb}${path}` } });
  const lines: string[] = [];
  const { PATH = "" } = process.env;
  const environment = { ...stack.environment, PATH };
  const code = { taskRoot, handler: "measured.handler" };
  const onLine = (line: string): void => void lines.push(line);
  const lambda = createLambdaProcess({ code, environment, timeoutMs: 90_000, onLine });
  onTestFinished(async () => {
    await lambda.stop();
    await stack.stop();
  });
  const products = [
    "BTC-USD",
    "ETH-USD",
    "SOL-USD",
    "XRP-USD",
    "ADA-USD",
    "DOGE-USD",
    "LTC-USD",
    "LINK-USD",
    "DOT-USD",
    "AVAX-USD",
  ];
  const records = products.map((product_id) => sqsRecord(payload({ product_id })));
  const answer = z.parse(answerSchema, await lambda.invoke(sqsEvent(...records)));
  return { failed: answer.result.batchItemFailures.length, maxResidentMb: answer.maxResidentMb, log: lines.join("\n") };
}

// Side by side: each waits for most of its time, and is measured in a process of its own.
it.concurrent.for<readonly [string, string, string, number, BombEncoding, number, string]>([
  ["Coinbase", "COINBASE_API_URL", "", 200, "gzip", 10, "CANDLES_UNAVAILABLE"],
  ["Coinbase, refusing", "COINBASE_API_URL", "", 503, "gzip", 10, "CANDLES_UNAVAILABLE"],
  ["Coinbase, in brotli", "COINBASE_API_URL", "", 200, "br", 10, "CANDLES_UNAVAILABLE"],
  ["the token server", "AUTH0_OAUTH_URL", "/oauth/token", 200, "gzip", 10, "TOKEN_UNAVAILABLE"],
  ["the token server, refusing", "AUTH0_OAUTH_URL", "/oauth/token", 403, "deflate", 10, "TOKEN_REFUSED"],
  ["the Assistant", "ASSISTANT_API_URL", "", 201, "gzip", 0, "insight_posted"],
  ["the Assistant, refusing", "ASSISTANT_API_URL", "", 503, "gzip", 10, "ASSISTANT_UNAVAILABLE"],
])(
  "300 MB from %s keep a batch of ten below 256 MB, and each request ends in its outcome",
  { timeout: 90_000 },
  async ([, variable, path, status, encoding, failures, sign], { expect, onTestFinished }) => {
    const bomb = [variable, path, status, encoding] as const;
    const { failed, maxResidentMb, log } = await runBatch({ onTestFinished }, bomb);
    expect([failed, log.includes(sign)]).toEqual([failures, true]);
    expect(maxResidentMb).toBeLessThan(256);
  },
);
