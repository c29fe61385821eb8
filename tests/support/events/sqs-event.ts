import type { SQSEvent, SQSRecord } from "aws-lambda";
import { randomUUID } from "node:crypto";

/** A record as Lambda's poller makes it, of a message with this body. */
export function sqsRecord(body: string | object, fields: Partial<SQSRecord> = {}): SQSRecord {
  return {
    messageId: randomUUID(),
    receiptHandle: "a-handle-that-no-queue-gave",
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "1763820000000",
      SenderId: "AIDAFAKE",
      ApproximateFirstReceiveTimestamp: "1763820000001",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:prompts",
    awsRegion: "us-east-1",
    ...fields,
  };
}

/** An event of these records. */
export function sqsEvent(...records: readonly SQSRecord[]): SQSEvent {
  return { Records: [...records] };
}

/** A payload with a correlation id of its own; `fields` replace its fields. */
export function payload(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { correlation_id: `test-${randomUUID()}`, product_id: "BTC-USD", prompt: "trend_analysis", ...fields };
}
