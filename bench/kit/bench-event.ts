import type { SQSEvent } from "aws-lambda";
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { FunctionProcess, ProcessUsage } from "./function-process.ts";

/** A batch with a new request about each of these products. */
export function eventAbout(productIds: readonly string[]): SQSEvent {
  return {
    Records: productIds.map((productId) => ({
      messageId: randomUUID(),
      receiptHandle: "a-handle-that-no-queue-gave",
      body: JSON.stringify({ correlation_id: randomUUID(), product_id: productId, prompt: "trend_analysis" }),
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: String(Date.now()),
        SenderId: "AIDAFAKE",
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:prompts",
      awsRegion: "us-east-1",
    })),
  };
}

const nothingFailed = z.object({ batchItemFailures: z.array(z.unknown()).check(z.length(0)) });

/**
 * Has a function handle a batch about these products.
 *
 * @throws Error where one of its messages would come back: what is measured then is something else.
 */
export async function deliverBatch(lambda: FunctionProcess, productIds: readonly string[]): Promise<ProcessUsage> {
  const { result, usage } = await lambda.invoke(eventAbout(productIds));
  if (!z.safeParse(nothingFailed, result).success)
    throw new Error(`Not every message was delivered: ${JSON.stringify(result)}`);
  return usage;
}

/** `count` products, `{prefix}0-USD` and on. */
export function productsNamed(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}-USD`);
}
