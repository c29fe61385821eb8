import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createDeadline } from "../platform/deadline.ts";
import { toServiceError } from "../platform/errors.ts";
import type { Outcome } from "../insight/generation.ts";
import { composePrompts } from "./compose.ts";
import { handleBatch } from "./handle-batch.ts";
import { parsePayload, toRequest } from "./payload.ts";
import { publicError } from "./public-error.ts";
import { startOnce } from "./start-once.ts";

/** What of Lambda's context is used. */
export interface InvocationContext {
  readonly awsRequestId?: string;
  getRemainingTimeInMillis?(): number;
}

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

/** Kept back from the invocation's time: a function that is killed at its limit reports nothing. */
const answerReserveMs = 1_000;

/** Without a context (a test, a console) an invocation may take this long. */
const defaultTimeMs = 60_000;

const service = startOnce(() => composePrompts(process.env));

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
  const remainingMs = context.getRemainingTimeInMillis?.() ?? defaultTimeMs;
  const deadline = createDeadline(remainingMs - answerReserveMs);
  if (isBatch(event)) {
    const { batch, logger } = await service();
    return await handleBatch(event.Records, batch, { deadline, logger });
  }
  try {
    const { deliver, logger, channel } = await service();
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
    throw publicError(toServiceError(error));
  }
}

function isBatch(event: unknown): event is SQSEvent {
  return typeof event === "object" && event !== null && "Records" in event && Array.isArray(event.Records);
}
