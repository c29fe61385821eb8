import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import { setTimeout as sleepFor } from "node:timers/promises";
import * as z from "zod/mini";
import { parseJson } from "../../platform/http/http.ts";
import type { InboxMessage } from "../../emulators/upstreams/assistant-inbox.ts";
import type { LambdaCode } from "../../emulators/lambda/lambda-code.ts";
import { createLambdaProcess } from "../../emulators/lambda/lambda-process.ts";
import { startPoller } from "../../emulators/lambda/poller.ts";
import { createReachedSteps } from "./reached-step.ts";
import type { DeadLetter } from "../../emulators/aws/queue-and-bucket.ts";
import type { Stack } from "../../emulators/stack.ts";

/** A request, as the queue gets it. */
export interface QueuedRequest {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
}

/** What became of a request, given by what the inbox, the dead-letter queue and the bucket hold. */
export type RequestEnd =
  | { readonly kind: "delivered"; readonly received: InboxMessage; readonly receipt: Readonly<Record<string, unknown>> }
  | { readonly kind: "dead_lettered"; readonly letter: DeadLetter }
  | {
      readonly kind: "unfinished";
      readonly lastFailure: RequestFailure | null;
      /** What it was at when nobody waited any longer, as words that follow "while". */
      readonly reached: string;
    };

/** Why an attempt at a request failed, as the function logged it. */
export interface RequestFailure {
  readonly code: string;
  readonly message: string;
}

/** The deployed function at work on the embedded stack. */
export interface Runner {
  /**
   * Sends a request through the queue and waits for its end, or for the signal. What it says then stays true: the function
   * is ended first, and what it had posted counts.
   *
   * @param options.goesOn whether the function works on after the signal, so that it must not be ended. Default: it does not.
   */
  run(
    request: QueuedRequest,
    signal: AbortSignal,
    options?: { readonly goesOn?: (() => boolean) | undefined },
  ): Promise<RequestEnd>;
  /**
   * Puts any message on the queue, and waits until it is done with: handled, or given up; or for the signal.
   */
  ask(message: object, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** As deployed, see serverless.yml. */
const functionTimeoutMs = 90_000;

const failureLine = z.object({
  event: z.literal("request_failed"),
  correlation_id: z.string(),
  error: z.object({ code: z.string(), message: z.string() }),
});

/** How often the end of a request is looked for. */
const lookEveryMs = 25;

/** What an ended process had sent may take this long to be read. */
const graceMs = 100;

/**
 * Starts the function in a process of its own and a poller that feeds it from the stack's queue.
 *
 * @param options.code the function, bundled as it is deployed, or unzipped.
 * @param options.onLine takes what the function logs.
 * @param options.timeoutMs the function's timeout. Default: as deployed, 90 000.
 */
export function startRunner(
  stack: Stack,
  options: {
    readonly code: LambdaCode;
    readonly onLine: (line: string) => void;
    readonly onError: (error: unknown) => void;
    readonly timeoutMs?: number;
  },
): Runner {
  const { AWS_REGION: region = "", AWS_ENDPOINT_URL_SQS: endpoint = "" } = stack.environment;
  const client = new SQSClient({
    region,
    endpoint,
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const done = new Set<string>();
  const failures = new Map<string, RequestFailure>();
  const steps = createReachedSteps();
  const lambda = createLambdaProcess({
    code: options.code,
    environment: stack.environment,
    timeoutMs: options.timeoutMs ?? functionTimeoutMs,
    onLine: (line) => {
      const logged = z.safeParse(failureLine, parseJson(line));
      if (logged.success) failures.set(logged.data.correlation_id, logged.data.error);
      steps.see(line);
      options.onLine(line);
    },
  });
  const poller = startPoller({
    client,
    queueUrl: stack.queueUrl,
    queueArn: `arn:aws:sqs:${region}:000000000000:prompts`,
    region,
    invoke: (event) => lambda.invoke(event),
    onError: options.onError,
    onDone: (messageIds) => {
      for (const messageId of messageIds) done.add(messageId);
    },
  });

  async function lookFor(request: QueuedRequest, messageId: string): Promise<RequestEnd | null> {
    const delivered = done.has(messageId) ? await lookForPost(request) : null;
    if (delivered !== null) return delivered;
    const letters = await stack.readDeadLetters();
    const letter = letters.find(
      (candidate) => candidate.messageId === messageId || candidate.attributes["source_message_id"] === messageId,
    );
    return letter === undefined ? null : { kind: "dead_lettered", letter };
  }

  async function lookForPost(request: QueuedRequest): Promise<RequestEnd | null> {
    const received = stack.receiver.messages.find((message) => message.correlationId === request.correlation_id);
    return received === undefined ? null : { kind: "delivered", received, receipt: await readReceipt(stack, request) };
  }

  /** Whatever a request was at, it goes no further, and what had been posted has come in. */
  async function endFunction(): Promise<void> {
    await lambda.stop();
    await sleepFor(graceMs);
    await stack.receiver.settle();
  }

  return {
    async run(request, signal, { goesOn = () => false } = {}) {
      const command = new SendMessageCommand({ QueueUrl: stack.queueUrl, MessageBody: JSON.stringify(request) });
      const { MessageId: messageId = "" } = signal.aborted ? {} : await client.send(command);
      while (!signal.aborted) {
        const end = await lookFor(request, messageId);
        if (end !== null) return end;
        await sleepFor(lookEveryMs, undefined, { signal }).catch(() => undefined);
      }
      const reached = steps.of(request.correlation_id);
      if (!goesOn()) await endFunction();
      const lastFailure = failures.get(request.correlation_id) ?? null;
      return (await lookForPost(request)) ?? { kind: "unfinished", lastFailure, reached };
    },
    async ask(message, signal) {
      if (signal.aborted) return;
      const command = new SendMessageCommand({ QueueUrl: stack.queueUrl, MessageBody: JSON.stringify(message) });
      const { MessageId: messageId = "" } = await client.send(command);
      while (!signal.aborted && !done.has(messageId)) {
        await sleepFor(lookEveryMs, undefined, { signal }).catch(() => undefined);
      }
    },
    async stop() {
      // A call that hangs must not keep the poller from its end.
      await Promise.all([lambda.stop(), poller.stop()]);
      client.destroy();
    },
  };
}

/** Makes a request with an id of its own. */
export function newRequest(productId: string, prompt: string): QueuedRequest {
  return { correlation_id: `local-${randomUUID()}`, product_id: productId, prompt };
}

/** The request's receipt; empty where it could not be written. */
async function readReceipt(stack: Stack, request: QueuedRequest): Promise<Readonly<Record<string, unknown>>> {
  const keys = await stack.listObjects(`insights/${request.product_id}/`);
  const key = keys.find((candidate) => candidate.includes(`/${request.correlation_id}.`));
  const receipt = key === undefined ? undefined : parseJson((await stack.readObject(key)) ?? "");
  return typeof receipt === "object" && receipt !== null ? { ...receipt } : {};
}
