import type { Datapoint } from "../aws/alarms/datapoints.ts";

/** A message that stands on a queue. */
export interface StandingMessage {
  /** Milliseconds since the UNIX epoch. */
  readonly sentAtMs: number;
  readonly receiveCount: number;
}

/** What SQS and Lambda saw of one minute. */
export interface MinuteOfQueue {
  /** Its beginning, milliseconds since the UNIX epoch. */
  readonly atMs: number;
  /** What stands on the queue at its end, messages in flight included. */
  readonly standing: readonly StandingMessage[];
  /** How many messages the function was called with. */
  readonly received: number;
  /** How many invocations threw. */
  readonly failedInvocations: number;
  /** How many messages stand in the dead-letter queue at its end. */
  readonly deadLetters: number;
}

/** The names that the metrics are of. */
export interface QueueNames {
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly promptsFunction: string;
}

/** A message that was received this often goes to the back of its queue, and is no longer the oldest for SQS. */
const oldestBelowReceives = 3;

/**
 * What AWS itself would tell CloudWatch of a minute. The function does not write these metrics, so they are derived from the
 * queue that it worked on: the age of the oldest message (SQS leaves out what was received three times), the messages
 * received, the dead letters, and the invocations that threw.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function queueMetricsOf(minute: MinuteOfQueue, names: QueueNames): readonly Datapoint[] {
  const { atMs: timestampMs, standing } = minute;
  const counted = standing.filter(({ receiveCount }) => receiveCount < oldestBelowReceives);
  const ages = counted.map(({ sentAtMs }) => Math.floor((timestampMs - sentAtMs) / 1_000));
  const ofQueue = (metric: string, QueueName: string, value: number): Datapoint => ({
    namespace: "AWS/SQS",
    metric,
    dimensions: { QueueName },
    timestampMs,
    value,
  });
  return [
    ofQueue("ApproximateAgeOfOldestMessage", names.queue, Math.max(0, ...ages)),
    ofQueue("NumberOfMessagesReceived", names.queue, minute.received),
    ofQueue("ApproximateNumberOfMessagesVisible", names.deadLetterQueue, minute.deadLetters),
    {
      namespace: "AWS/Lambda",
      metric: "Errors",
      dimensions: { FunctionName: names.promptsFunction },
      timestampMs,
      value: minute.failedInvocations,
    },
  ];
}
