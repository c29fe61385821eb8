import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import * as z from "zod/mini";
import { addConditionalWrites } from "./conditional-writes.ts";
import { type LocalAws, localAccountId } from "./local-aws.ts";
import type { Stoppable } from "../start-together.ts";

/** A message that stands in the dead-letter queue. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** The message attributes that hold text, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** How often the message was received, in the source queue and in this one. */
  readonly receiveCount: number;
}

/** What is created at start. */
export interface QueueAndBucketOptions {
  readonly queueName: string;
  readonly dlqName: string;
  readonly bucketName: string;
  readonly aws: LocalAws;
  /** Default: any free port. */
  readonly port?: number | undefined;
}

/** Running emulators of SQS and S3. */
export interface QueueAndBucket extends Stoppable {
  /** The endpoint of both. */
  readonly url: string;
  /** Its host is the endpoint's own, so that a client finds the queue without a setting for it. */
  readonly queueUrl: string;
  readonly dlqUrl: string;
  /** What stands in the dead-letter queue, oldest first. Nothing is received by looking. */
  readonly readDeadLetters: () => Promise<readonly DeadLetter[]>;
  readonly putObject: (key: string, body: string | Uint8Array) => Promise<void>;
  /** The text of an object; undefined where there is none. */
  readonly readObject: (key: string) => Promise<string | undefined>;
  /** The keys that begin with `prefix`, in order. */
  readonly listObjects: (prefix?: string) => Promise<readonly string[]>;
}

/** As in the deployed stack: a message is handled alone for 9 minutes, given up after 5 attempts, and then kept 14 days. */
const visibilityTimeoutSeconds = 540;
const maxReceiveCount = 5;
const dlqRetentionSeconds = 1_209_600;

const messageSchema = z.object({
  messageId: z.string(),
  body: z.string(),
  messageAttributes: z.record(z.string(), z.object({ StringValue: z.optional(z.string()) })),
  sentTimestamp: z.number(),
  approximateReceiveCount: z.number(),
});
const inspectionSchema = z.object({
  messages: z.object({
    ready: z.array(messageSchema),
    delayed: z.array(messageSchema),
    inflight: z.array(z.object({ message: messageSchema })),
  }),
});

/**
 * Starts fauxqs on a free port with a queue, its dead-letter queue and a bucket.
 *
 * Its own `startFauxqs` listens on every network interface of the machine and reads the environment; this listens on
 * 127.0.0.1 and reads nothing.
 */
export async function startQueueAndBucket(options: QueueAndBucketOptions): Promise<QueueAndBucket> {
  const app = buildApp({ logger: false, defaultRegion: options.aws.region });
  addConditionalWrites(app);
  const url = await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });
  const sqs = new SQSClient({ ...options.aws, endpoint: url });
  const s3 = new S3Client({ ...options.aws, endpoint: url, forcePathStyle: true });
  const { bucketName: Bucket, dlqName } = options;
  let stopped: Promise<void> | undefined;

  const running: QueueAndBucket = {
    url,
    queueUrl: `${url}/${localAccountId}/${options.queueName}`,
    dlqUrl: `${url}/${localAccountId}/${dlqName}`,
    async readDeadLetters() {
      const response = await fetch(`${url}/_fauxqs/queues/${dlqName}`);
      const { ready, delayed, inflight } = z.parse(inspectionSchema, await response.json()).messages;
      return [...ready, ...delayed, ...inflight.map((entry) => entry.message)]
        .toSorted((left, right) => left.sentTimestamp - right.sentTimestamp)
        .map(toDeadLetter);
    },
    async putObject(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Buffer.byteLength(Body) }));
    },
    async readObject(Key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async listObjects(prefix = "") {
      const keys: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken }));
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return keys;
    },
    async stop() {
      sqs.destroy();
      s3.destroy();
      stopped ??= Promise.resolve(app.close());
      await stopped;
    },
  };

  try {
    await Promise.all([createQueues(sqs, options), s3.send(new CreateBucketCommand({ Bucket }))]);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

async function createQueues(sqs: SQSClient, { queueName, dlqName, aws }: QueueAndBucketOptions): Promise<void> {
  await sqs.send(
    new CreateQueueCommand({
      QueueName: dlqName,
      Attributes: { MessageRetentionPeriod: String(dlqRetentionSeconds) },
    }),
  );
  const deadLetterTargetArn = `arn:aws:sqs:${aws.region}:${localAccountId}:${dlqName}`;
  await sqs.send(
    new CreateQueueCommand({
      QueueName: queueName,
      Attributes: {
        VisibilityTimeout: String(visibilityTimeoutSeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      },
    }),
  );
}

function toDeadLetter(message: z.infer<typeof messageSchema>): DeadLetter {
  const attributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(message.messageAttributes)) {
    if (StringValue !== undefined) attributes[name] = StringValue;
  }
  return {
    messageId: message.messageId,
    body: message.body,
    attributes,
    receiveCount: message.approximateReceiveCount,
  };
}
