// Before all others: they make the patterns.
import "../platform/eager-patterns.ts";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { toServiceError } from "../platform/errors.ts";
import type { Outcome } from "../insight/generation.ts";
import type { Redactor } from "../platform/redactor.ts";
import { createYoungGenerationLimit } from "../platform/young-generation.ts";
import { composePrompts } from "./compose-prompts.ts";
import { deliverWithFreshSecrets } from "./deliver-with-fresh-secrets.ts";
import { handleBatch } from "./handle-batch.ts";
import { deadlineOf, type InvocationContext } from "./invocation-context.ts";
import { keepService } from "./kept-service.ts";
import { parsePayload, toRequest } from "./payload.ts";
import { publicError } from "./public-error.ts";

/** The answer to a direct invocation. */
export interface DirectAnswer {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
  readonly channel: string;
  readonly outcome: Outcome;
  readonly insight: string;
  /** True where an earlier delivery of the same request had already posted it. */
  readonly repeated: boolean;
}

const invocationTime = { reserveMs: 1_000, defaultMs: 60_000 };

const limitYoungGeneration = createYoungGenerationLimit();

const kept = keepService({ functionName: "prompts", environment: process.env, compose: composePrompts });

/**
 * The Lambda function behind the queue. Its event is a batch of SQS records, answered with the ids of those that must come
 * back, or a payload itself, answered with its insight.
 *
 * A direct invocation that fails throws an error whose name is the service's code and which has no stack.
 */
export async function handler(
  event: unknown,
  context: InvocationContext = {},
): Promise<SQSBatchResponse | DirectAnswer> {
  using deadline = deadlineOf(context, invocationTime);
  limitYoungGeneration();
  if (isBatch(event)) {
    const { batch, logger } = await deliverWithFreshSecrets(kept);
    return await handleBatch(event.Records, batch, { deadline, logger });
  }
  let redactor: Redactor | undefined;
  try {
    const { deliver, logger, channel, batch } = await deliverWithFreshSecrets(kept);
    redactor = batch.redactor;
    const request = toRequest(parsePayload(event), channel, null);
    const requestLogger = logger.child({
      correlation_id: request.correlationId,
      product_id: request.productId,
      prompt: request.promptType.name,
    });
    const delivery = await deliver(request, { deadline, logger: requestLogger });
    return {
      correlation_id: request.correlationId,
      product_id: request.productId,
      prompt: request.promptType.name,
      channel: request.channel,
      outcome: delivery.outcome,
      insight: delivery.text,
      repeated: delivery.repeated,
    };
  } catch (error) {
    throw publicError(toServiceError(error), redactor);
  }
}

function isBatch(event: unknown): event is SQSEvent {
  return typeof event === "object" && event !== null && "Records" in event && Array.isArray(event.Records);
}
