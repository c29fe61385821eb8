import type { SQSRecord } from "aws-lambda";
import type { QueueMessage } from "../../insight/insight-request.ts";

/** The last instant that a Date can hold. */
const latestMs = 8.64e15;

/** What a record says of its message. A hand-made event may lack what SQS always sends: that is its first receive then. */
export function queueMessageOf({ messageId, attributes }: SQSRecord): QueueMessage {
  const given: Partial<SQSRecord["attributes"]> | undefined = attributes;
  const sentAtMs = Number(given?.SentTimestamp);
  return {
    id: messageId,
    receiveCount: Number(given?.ApproximateReceiveCount) || 1,
    sentAtMs: sentAtMs > 0 && sentAtMs <= latestMs ? sentAtMs : null,
  };
}
