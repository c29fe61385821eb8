import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { onTestFinished, vi } from "vitest";
import * as z from "zod/mini";
import { alarms } from "../../../infrastructure/alarms.cjs";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { pollOnce } from "../../../src/emulators/lambda/poller.ts";
import type { Fault, FaultHook } from "../../../src/emulators/http-server.ts";
import { type Stack, startStack, type StackOptions } from "../../../src/emulators/stack.ts";
import { deployedNames } from "../../../src/platform/config/deployed-names.ts";
import { parseJson } from "../../../src/platform/http/http.ts";
import { datapointsOf } from "../aws/alarms/datapoints.ts";
import { ringingAlarms } from "../aws/alarms/ringing-alarms.ts";
import { payload } from "../events/sqs-event.ts";
import { hurryTimersOf } from "./hurry-timers.ts";
import { type MinuteOfQueue, queueMetricsOf, type StandingMessage } from "./queue-metrics.ts";

/** Why a message was not answered. */
export interface Cause {
  readonly code: string;
  readonly message: string;
}

/** What an hour of messages brought. */
export interface HourOfMessages {
  /** The texts that the inbox has. */
  readonly posts: readonly string[];
  /** The causes of the dead letters; empty texts where SQS itself moved the message. */
  readonly letters: readonly Cause[];
  /** Each cause by which a delivery failed, once, as the log tells it. */
  readonly causes: readonly Cause[];
  /** How many messages still stand on the queue. */
  readonly waiting: number;
  /** Alarms of the template that rang, without the stage's prefix. */
  readonly ringing: readonly string[];
  /** The sum of a metric over the stage. */
  readonly sumOf: (metric: string) => number;
  /** Every line that was printed, logs and metrics, joined. */
  readonly log: string;
}

/** How an hour differs from one in which all is well. */
export interface HourOptions extends Pick<StackOptions, "faults" | "tokenExpiresInSeconds" | "parameters"> {
  /** Variables in place of the stack's. */
  readonly env?: ((stack: Stack) => Promise<Readonly<Record<string, string>>>) | undefined;
  /** Is called at each minute, from 0, before the messages are received. */
  readonly everyMinute?: ((stack: Stack, minute: number) => Promise<void>) | undefined;
  /** Timers of exactly so many milliseconds end at once: how long the function waits for an upstream that is silent. */
  readonly hurriedMs?: number;
  /** Whether each message meets a container of its own. Default false: one serves the hour. */
  readonly isCold?: boolean;
}

/** Lets every other request through, the second, the fourth and so on. */
export function everyOther(fault: () => Fault): FaultHook {
  let count = 0;
  return () => ((count += 1) % 2 === 1 ? fault() : undefined);
}

/** How many messages are sent in an hour. */
export const messagesOfHour = 10;

const minutesBetween = 6;
const minuteMs = 60_000;
const startMs = Date.parse("2026-11-20T08:00:00Z");
const names = deployedNames("local");

/**
 * Sends a message every six minutes of an hour to the deployed function and lets the template's alarms look at what it printed
 * and at what happened to its queue. The clock of everything in this process, emulators included, is turned by hand, and by
 * whoever sleeps: once a minute what is visible on the queue is received, as the queue's own rules have it. Dice fall to 0.
 *
 * SQS's and Lambda's own metrics are derived from the queue and the invocations: see {@link queueMetricsOf}.
 */
export async function spendHour(options: HourOptions = {}): Promise<HourOfMessages> {
  vi.useFakeTimers({ toFake: ["Date", "performance"], now: startMs });
  onTestFinished(() => void vi.useRealTimers());
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { faults = {}, parameters, tokenExpiresInSeconds } = options;
  let hasBegun = false;
  const stack = await startStack({
    market: createSampleMarket(),
    // The tables are made while all is well.
    faults: mapFaults(faults, (hook) => (request) => (hasBegun ? hook(request) : undefined)),
    parameters,
    tokenExpiresInSeconds,
  });
  hasBegun = true;
  onTestFinished(() => stack.stop());
  const variables = { ...stack.environment, ...(await options.env?.(stack)) };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  vi.doMock("node:timers/promises", () => ({ setTimeout: async (ms: number) => void vi.advanceTimersByTime(ms) }));
  onTestFinished(() => vi.doUnmock("node:timers/promises"));
  if (options.hurriedMs !== undefined) hurryTimersOf(options.hurriedMs);
  let handler = await startContainer();

  const client = new SQSClient({ endpoint: String(variables["AWS_ENDPOINT_URL_SQS"]) });
  onTestFinished(() => client.destroy());
  const { queueUrl } = stack;
  const poller = { client, queueUrl, queueArn: "arn:aws:sqs:us-east-2:000000000000:x", region: "us-east-2" };
  const minutes: MinuteOfQueue[] = [];
  let state: QueueState = { standing: [], deadLetters: 0 };
  for (let minute = 0; minute < messagesOfHour * minutesBetween; minute += 1) {
    const atMs = startMs + minute * minuteMs;
    vi.advanceTimersByTime(Math.max(0, atMs - Date.now()));
    await options.everyMinute?.(stack, minute);
    if (minute % minutesBetween === 0) {
      if (options.isCold === true) handler = await startContainer();
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(payload()) }));
    }
    let received = 0;
    let failedInvocations = 0;
    const invoke = (event: { readonly Records: readonly unknown[] }): Promise<unknown> => {
      received += event.Records.length;
      return handler(event).catch((error: unknown) => {
        failedInvocations += 1;
        throw error;
      });
    };
    await pollOnce({ ...poller, invoke }, { waitSeconds: 0 }).catch(() => undefined);
    if (received > 0) state = await look(stack);
    minutes.push({ atMs, ...state, received, failedInvocations });
  }

  const datapoints = [...datapointsOf(lines), ...minutes.flatMap((minute) => queueMetricsOf(minute, names))];
  const resources = alarms({ service: "trader-data-llm", stage: "local", topicArn: "" });
  return {
    posts: stack.inbox.messages.map(({ message }) => message),
    letters: (await stack.readDeadLetters()).map(({ attributes }) => ({
      code: attributes["error_code"] ?? "",
      message: attributes["error_message"] ?? "",
    })),
    causes: causesOf(lines),
    waiting: state.standing.length,
    ringing: ringingAlarms(resources, datapoints).map((name) => name.replace("trader-data-llm-local-", "")),
    sumOf: (metric) =>
      datapoints
        .filter((point) => point.metric === metric && Object.keys(point.dimensions).join() === "stage")
        .reduce((sum, { value }) => sum + value, 0),
    log: lines.join(""),
  };
}

/**
 * How many messages ended as dead letters or stand on the queue, each for this code and with these words. Throws where a
 * message has another cause.
 */
export function endedUnanswered({ letters, waiting, causes }: HourOfMessages, code: string, words: string): number {
  const others = [...letters, ...causes].filter((cause) => cause.code !== code || !cause.message.includes(words));
  if (others.length > 0 || causes.length === 0) throw new Error(`Other causes than ${code}: ${JSON.stringify(others)}`);
  return letters.length + waiting;
}

/** The deployed module, as a new container loads it. */
async function startContainer() {
  vi.resetModules();
  return (await import("../../../src/consumer/prompts.ts")).handler;
}

const failureSchema = z.object({
  event: z.enum(["request_failed", "request_dead_lettered"]),
  error: z.object({ code: z.string(), message: z.string() }),
});

function causesOf(lines: readonly string[]): readonly Cause[] {
  const causes = lines.flatMap((line) => {
    const failure = z.safeParse(failureSchema, parseJson(line));
    return failure.success ? [failure.data.error] : [];
  });
  return [...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values()];
}

function mapFaults(faults: NonNullable<StackOptions["faults"]>, change: (hook: FaultHook) => FaultHook): typeof faults {
  return Object.fromEntries(Object.entries(faults).map(([name, hook]) => [name, change(hook)]));
}

const messageSchema = z.object({ sentTimestamp: z.number(), approximateReceiveCount: z.number() });
const queueSchema = z.object({
  messages: z.object({
    ready: z.array(messageSchema),
    delayed: z.array(messageSchema),
    inflight: z.array(z.object({ message: messageSchema })),
  }),
});

interface QueueState {
  readonly standing: readonly StandingMessage[];
  readonly deadLetters: number;
}

/** What stands on the queues, without receiving anything. */
async function look(stack: Stack): Promise<QueueState> {
  const answer = await fetch(`${stack.environment["AWS_ENDPOINT_URL_SQS"] ?? ""}/_fauxqs/queues/${names.queue}`);
  const { ready, delayed, inflight } = z.parse(queueSchema, parseJson(await answer.text())).messages;
  const standing = [...ready, ...delayed, ...inflight.map(({ message }) => message)];
  return {
    standing: standing.map((message) => ({
      sentAtMs: message.sentTimestamp,
      receiveCount: message.approximateReceiveCount,
    })),
    deadLetters: (await stack.readDeadLetters()).length,
  };
}
