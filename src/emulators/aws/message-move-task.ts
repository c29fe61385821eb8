import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { Clock } from "../../platform/clock.ts";
import { parseJson } from "../../platform/http/http.ts";
import type { HttpAnswer, HttpHandler, HttpRequest } from "../http-server.ts";
import type { LocalAws } from "./local-aws.ts";
import type { Stoppable } from "../start-together.ts";

/** What the tasks work with. */
export interface MessageMoveTaskOptions {
  /** The emulator of SQS. */
  readonly url: string;
  readonly aws: LocalAws;
  readonly clock?: Clock | undefined;
}

/** Answers to the operations about message movement, which fauxqs does not know. */
export interface MessageMoveTasks extends Stoppable {
  /** By `X-Amz-Target`. */
  readonly operations: Readonly<Record<string, HttpHandler>>;
}

interface Task {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn: string;
  readonly startedAtMs: number;
  readonly toMove: number;
  moved: number;
  status: "RUNNING" | "COMPLETED" | "FAILED";
  failureReason: string | undefined;
}

const startSchema = z.object({ SourceArn: z.string(), DestinationArn: z.optional(z.string()) });
const listSchema = z.object({ SourceArn: z.string(), MaxResults: z.optional(z.int().check(z.gte(1), z.lte(10))) });
const batchSize = 10;

/** An error as SQS tells it. */
class Refusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/**
 * Starts what moves messages from a dead-letter queue to another, as `StartMessageMoveTask` does: in the background, with
 * body and attributes, under a new id, until nothing can be received any more.
 *
 * SQS itself sends a message back to where it was moved from when no destination is named, and fails at one that was *sent*
 * to the dead-letter queue, as the function does. So a task without a destination is refused here.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function startMessageMoveTasks(options: MessageMoveTaskOptions): Promise<MessageMoveTasks> {
  const { url, aws, clock = Date.now } = options;
  const client = new SQSClient({ ...aws, endpoint: url });
  const tasks: Task[] = [];
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function start(request: HttpRequest): Promise<object> {
    const { SourceArn, DestinationArn } = read(startSchema, request);
    const source = await findQueue(client, SourceArn, "SourceArn");
    if (DestinationArn === undefined) {
      throw new Refusal(
        "UnsupportedOperation",
        "DestinationArn is missing: SQS could not determine the source of messages that were sent to the queue, and " +
          "not moved (CouldNotDetermineMessageSource)",
      );
    }
    const destination = await findQueue(client, DestinationArn, "DestinationArn");
    const count = "ApproximateNumberOfMessages";
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: source, AttributeNames: [count] }),
    );
    if (tasks.some(({ sourceArn, status }) => sourceArn === SourceArn && status === "RUNNING")) {
      throw new Refusal("UnsupportedOperation", "There is already a task running. Only one active task is allowed");
    }
    const task: Task = {
      handle: randomUUID(),
      sourceArn: SourceArn,
      destinationArn: DestinationArn,
      startedAtMs: clock(),
      toMove: Number(Attributes?.[count] ?? 0),
      moved: 0,
      status: "RUNNING",
      failureReason: undefined,
    };
    tasks.unshift(task);
    const work = run(task, source, destination).finally(() => running.delete(work));
    running.add(work);
    return { TaskHandle: task.handle };
  }

  async function run(task: Task, source: string, destination: string): Promise<void> {
    try {
      // What comes back meanwhile is left there: a message that can never succeed would go round for ever.
      while (task.moved < task.toMove) {
        const messages = await receive(source);
        if (messages.length === 0) break;
        for (const message of messages) {
          await move(message, source, destination);
          task.moved += 1;
        }
      }
      task.status = "COMPLETED";
    } catch (error) {
      task.status = "FAILED";
      task.failureReason = error instanceof Error ? error.name : String(error);
    }
  }

  async function receive(QueueUrl: string): Promise<readonly Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: batchSize,
      MessageAttributeNames: ["All"],
    });
    return (await client.send(command, { abortSignal: stopping.signal })).Messages ?? [];
  }

  async function move({ Body, MessageAttributes, ReceiptHandle }: Message, source: string, QueueUrl: string) {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: Body, MessageAttributes }));
    await client.send(new DeleteMessageCommand({ QueueUrl: source, ReceiptHandle }));
  }

  async function list(request: HttpRequest): Promise<object> {
    const { SourceArn, MaxResults = 1 } = read(listSchema, request);
    await findQueue(client, SourceArn, "SourceArn");
    const found = tasks.filter(({ sourceArn }) => sourceArn === SourceArn).slice(0, MaxResults);
    return { Results: found.map(describe) };
  }

  return {
    operations: {
      "AmazonSQS.StartMessageMoveTask": (request) => answered(() => start(request)),
      "AmazonSQS.ListMessageMoveTasks": (request) => answered(() => list(request)),
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
      client.destroy();
    },
  };
}

function describe(task: Task): object {
  return {
    // As SQS does: only a task that runs can be cancelled, and only for that the handle is good.
    ...(task.status === "RUNNING" ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    StartedTimestamp: task.startedAtMs,
    ...(task.failureReason === undefined ? {} : { FailureReason: task.failureReason }),
  };
}

function read<T extends z.ZodMiniType>(schema: T, { body }: HttpRequest): z.infer<T> {
  const result = z.safeParse(schema, parseJson(body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal("InvalidParameterValue", `${issue?.path.join(".") ?? "The request"} is missing or invalid`);
}

/** The URL of the queue that an ARN names. */
async function findQueue(client: SQSClient, arn: string, field: string): Promise<string> {
  const [, , service, region, , name = ""] = arn.split(":");
  const missing = new Refusal(
    "ResourceNotFoundException",
    `The resource that you specified for the ${field} parameter doesn't exist.`,
  );
  if (service !== "sqs" || region !== (await client.config.region())) throw missing;
  try {
    const { QueueUrl = "" } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl;
  } catch (error) {
    throw error instanceof QueueDoesNotExist ? missing : error;
  }
}

async function answered(operation: () => Promise<object>): Promise<HttpAnswer> {
  const headers = { "content-type": "application/x-amz-json-1.0" };
  try {
    return { status: 200, headers, body: await operation() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { type, message } = error;
    return { status: 400, headers, body: { __type: `com.amazonaws.sqs#${type}`, message } };
  }
}
