import { afterEach, describe, expect, it } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack, type Stack } from "../../src/emulators/stack.ts";
import type { Candle } from "../../src/market/candle.ts";
import { hashCandles } from "../../src/market/hash-candles.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { parseJson } from "../../src/platform/http/http.ts";
import { collectedDay, toCsv } from "../support/collected-csv.ts";
import { deadUrl } from "../support/upstreams/dead-url.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";

let stack: Stack | undefined;

afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

const key = "COINBASE/BTC-USD/historical/today.csv";

/** Handles one message about BTC-USD while Coinbase is down and the bucket holds these candles. */
async function handle(candles: readonly Candle[]) {
  stack = await startStack({ market: createSampleMarket(), env: { COINBASE_API_URL: await deadUrl() } });
  if (candles.length > 0) await stack.putObject(key, toCsv(candles));
  const lines: string[] = [];
  const service = await composePrompts(stack.environment, { write: (line) => void lines.push(line), random: () => 0 });
  const record = sqsRecord(payload());
  const { batchItemFailures } = await handleBatch([record], service.batch, {
    deadline: createDeadline(30_000),
    logger: service.logger,
  });
  const receiptKeys = await stack.listObjects("insights/");
  return {
    messages: stack.inbox.messages,
    isRetried: batchItemFailures.some(({ itemIdentifier }) => itemIdentifier === record.messageId),
    receipt: Object(parseJson((await stack.readObject(receiptKeys[0] ?? "none")) ?? "null")),
    event: (name: string) => lines.map((line) => Object(parseJson(line))).find((line) => line.event === name),
  };
}

describe("while Coinbase is down", () => {
  it("the collected candles make the insight, and its log and receipt say so", async () => {
    const candles = collectedDay(300);
    const { messages, isRetried, receipt, event } = await handle(candles);
    expect([messages.length, isRetried]).toEqual([1, false]);
    expect(messages[0]?.message).toContain("BTC-USD");
    const market = {
      source: "history",
      expected: 288,
      object_key: key,
      fallback_reason: "127.0.0.1:2 can't be reached: ECONNREFUSED",
    };
    expect(receipt).toMatchObject({ outcome: "plain", market });
    expect(event("candles_fetched")).toMatchObject(market);
    const used = candles.filter(({ start }) => start >= receipt.market.window_end - 86_400);
    expect(receipt.market).toMatchObject({ count: used.length, sha256: hashCandles(used) });
    expect(receipt.features.last_close).toBe(candles.at(-1)?.close);
  });

  it("candles that were collected too long ago make none: the message comes back, and the log says why", async () => {
    const { messages, isRetried, event } = await handle(collectedDay(1_200));
    expect([messages.length, isRetried]).toEqual([0, true]);
    expect(event("request_failed").error).toMatchObject({
      code: "CANDLES_UNAVAILABLE",
      details: { history: { message: expect.stringContaining(`${key} ends 1`) } },
    });
  });

  it("an empty bucket makes none", async () => {
    const { messages, isRetried, event } = await handle([]);
    expect([messages.length, isRetried]).toEqual([0, true]);
    expect(event("request_failed").error.message).toContain("no object under COINBASE/BTC-USD/historical/");
  });
});
