import { onTestFinished } from "vitest";
import * as z from "zod/mini";
import { composePrompts } from "../../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../../src/consumer/batch/handle-batch.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { startStack, type StackOptions } from "../../../src/emulators/stack.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { parseJson } from "../../../src/platform/http/http.ts";
import { payload, sqsRecord } from "../events/sqs-event.ts";

/** What a reader and an operator get of one message. */
export interface TrialOutcome {
  /** How many messages the inbox has. */
  readonly posts: number;
  /** Whether the message comes back, and after how many seconds. Null where it does not. */
  readonly backInSeconds: number | null;
  /** What the dead letter says, if there is one. */
  readonly letter: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly mayHaveArrived: boolean | null;
  /** The events of the log at the levels `warn` and `error`. */
  readonly alarms: readonly string[];
  /** The service's metrics that were recorded. */
  readonly metrics: readonly string[];
  readonly log: string;
}

const lineSchema = z.object({
  event: z.optional(z.string()),
  level: z.optional(z.string()),
  retry_in_seconds: z.optional(z.number()),
  error: z.optional(
    z.object({
      code: z.optional(z.string()),
      message: z.string(),
      details: z.optional(z.object({ mayHaveArrived: z.optional(z.boolean()) })),
    }),
  ),
  _aws: z.optional(
    z.object({ CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })) }),
  ),
});

/** Sends one message through the whole function, while one of the servers does as the faults say. Nobody waits for backoff. */
export async function tryUpstream(faults: StackOptions["faults"], receiveCount = 1): Promise<TrialOutcome> {
  const stack = await startStack({ market: createSampleMarket(), faults });
  onTestFinished(() => stack.stop());
  const written: string[] = [];
  const service = await composePrompts(stack.environment, {
    write: (line) => void written.push(line),
    random: () => 0,
  });
  const record = sqsRecord(payload());
  record.attributes.ApproximateReceiveCount = String(receiveCount);
  const work = { deadline: createDeadline(25_000), logger: service.logger };
  const { batchItemFailures } = await handleBatch([record], service.batch, work);

  const lines = written.map((line) => z.parse(lineSchema, parseJson(line)));
  const failure = lines.find(({ event }) => event === "request_failed" || event === "request_dead_lettered");
  const [letter] = await stack.readDeadLetters();
  return {
    posts: stack.inbox.messages.length,
    backInSeconds: batchItemFailures.length === 0 ? null : (failure?.retry_in_seconds ?? null),
    letter: letter?.attributes["error_message"] ?? null,
    code: failure?.error?.code ?? null,
    message: failure?.error?.message ?? null,
    mayHaveArrived: failure?.error?.details?.mayHaveArrived ?? null,
    alarms: lines.flatMap(({ level, event }) => (level === "warn" || level === "error" ? (event ?? "") : [])),
    metrics: lines.flatMap(
      ({ _aws }) => _aws?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)) ?? [],
    ),
    log: written.join(""),
  };
}

/** A status with a body and headers, at every request. */
export function always(status: number, body: string | object = "", headers: Readonly<Record<string, string>> = {}) {
  return () => ({ kind: "status", status, body, headers }) as const;
}
