import type { SQSRecord } from "aws-lambda";
import { expect, it, onTestFinished } from "vitest";
import { composePrompts, type PromptsService } from "../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import type { Fault } from "../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../src/emulators/stack.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";

const startMs = Date.parse("2026-11-14T09:00:30Z");
const dayMs = 86_400_000;
const market = createSampleMarket();

interface TurnedSetup {
  readonly stack: Stack;
  readonly service: PromptsService;
  readonly turn: (ms: number) => void;
  /** Handles a message at one of its receives and says whether it is done with. */
  readonly receive: (record: SQSRecord, count: number) => Promise<boolean>;
}

/** The whole service on the embedded stack, with one clock for all of it. */
async function open(inbox: () => Fault | undefined): Promise<TurnedSetup> {
  let nowMs = startMs;
  const clock = (): number => nowMs;
  const stack = await startStack({ market, clock, faults: { inbox } });
  onTestFinished(() => stack.stop());
  const service = await composePrompts(stack.environment, { clock, random: () => 0, write: () => undefined });
  return {
    stack,
    service,
    turn: (ms) => void (nowMs += ms),
    async receive(record, count) {
      const attributes = { ...record.attributes, ApproximateReceiveCount: String(count) };
      const work = { deadline: createDeadline(20_000), logger: service.logger };
      const { batchItemFailures } = await handleBatch([{ ...record, attributes }], service.batch, work);
      return batchItemFailures.length === 0;
    },
  };
}

const unavailable: Fault = { kind: "status", status: 503, body: { error: "unavailable" } };

it("an outage of the Assistant, and a redrive 13 days later, end in a text of the market of then", async () => {
  let isDown = true;
  const { stack, turn, receive } = await open(() => (isDown ? unavailable : undefined));
  const body = payload();
  const record = sqsRecord(body);
  for (let count = 1; count <= 4; count += 1) {
    expect(await receive(record, count)).toBe(false);
    turn(60_000);
  }
  expect(await receive(record, 5)).toBe(true);
  const [letter] = await stack.readDeadLetters();
  expect(letter?.attributes).toMatchObject({ error_code: "ASSISTANT_UNAVAILABLE" });
  expect(letter?.attributes["error_message"]).not.toContain("may have arrived");

  isDown = false;
  turn(13 * dayMs);
  expect(await receive(sqsRecord(body), 1)).toBe(true);

  const [only, ...more] = stack.inbox.messages;
  expect(more).toEqual([]);
  // Four minutes of receives later it is 09:04:30, so that the newest candle is that of 08:55.
  const closedAt = Date.parse("2026-11-27T09:00:00Z") / 1_000;
  const [newest] = market.candles("BTC-USD", 300, closedAt - 300, closedAt - 300, closedAt + 270);
  expect(only?.message).toContain(`last closed at ${newest?.close.toFixed(2)}`);
  expect(only?.message).toMatch(/\nAs of 2026-11-27 09:00 UTC\. Synthetic market\. Automated summary of BTC-USD\.$/);
});

it("a post that may have arrived is never followed by another: its request ends as a dead letter that says so", async () => {
  let fault: Fault | undefined = { kind: "answer_then_drop" };
  const { stack, turn, receive } = await open(() => fault);
  const body = payload();
  const record = sqsRecord(body);
  expect(await receive(record, 1)).toBe(false);
  fault = unavailable;
  turn(60_000);
  expect(await receive(record, 2)).toBe(false);
  fault = undefined;
  turn(31 * 60_000);
  expect(await receive(record, 3)).toBe(true);

  expect(stack.inbox.messages).toHaveLength(1);
  const [letter] = await stack.readDeadLetters();
  expect(letter?.attributes).toMatchObject({
    error_code: "POST_MAY_HAVE_ARRIVED",
    error_message: expect.stringMatching(/too old now \(its post may have arrived\)$/),
  });
  const [key = "", ...others] = await stack.listObjects("insights/");
  expect(others).toEqual([]);
  expect(JSON.parse((await stack.readObject(key)) ?? "")).toMatchObject({
    outcome: "dead_lettered",
    delivered: null,
    reason: { code: "POST_MAY_HAVE_ARRIVED" },
    unposted_text: stack.inbox.messages[0]?.message,
  });
});

it("a duplicate that is given up while the ledger is down leaves the receipt of the post as it is", async () => {
  const { stack, service, receive } = await open(() => undefined);
  const body = payload();
  expect(await receive(sqsRecord(body), 1)).toBe(true);
  const [key = ""] = await stack.listObjects("insights/");
  const receipt = await stack.readObject(key);

  const environment = { ...stack.environment, AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:2" };
  const lines: string[] = [];
  const blind = await composePrompts(environment, { clock: () => startMs, write: (line) => void lines.push(line) });
  const attributes = { ...sqsRecord("").attributes, ApproximateReceiveCount: "5" };
  const work = { deadline: createDeadline(20_000), logger: blind.logger };
  await handleBatch([sqsRecord(body, { attributes })], { ...service.batch, ...blind.batch }, work);

  expect((await stack.readDeadLetters())[0]?.attributes).toMatchObject({ error_code: "LEDGER_UNAVAILABLE" });
  expect(await stack.listObjects("insights/")).toEqual([key]);
  expect(await stack.readObject(key)).toBe(receipt);
  expect(lines.join("")).toContain("receipt_of_post_kept");
});

it("one correlation id in two channels leaves two receipts; a delivered one replaces that of its dead letter", async () => {
  let isRefused = true;
  const { stack, receive } = await open(() => (isRefused ? { kind: "status", status: 422 } : undefined));
  const [one, other] = ["general", "alerts"].map((channel) => payload({ correlation_id: "desk/1", channel }));
  expect(await receive(sqsRecord(one ?? {}), 1)).toBe(true);
  isRefused = false;
  for (const body of [one, other]) expect(await receive(sqsRecord(body ?? {}), 1)).toBe(true);
  expect(await stack.listObjects("insights/")).toEqual([
    "insights/BTC-USD/2026-11-14/desk/1.trend_analysis.alerts.json",
    "insights/BTC-USD/2026-11-14/desk/1.trend_analysis.general.json",
  ]);
  const replaced = await stack.readObject("insights/BTC-USD/2026-11-14/desk/1.trend_analysis.general.json");
  expect(JSON.parse(replaced ?? "")).toMatchObject({ outcome: "plain", delivered: { channel: "general" } });
});
