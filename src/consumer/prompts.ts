import type { SQSBatchResponse } from "aws-lambda";
import type { Deadline } from "../platform/deadline.ts";
import { type ServiceError, toServiceError } from "../platform/errors.ts";
import type { DeliveryOutcome } from "../insight/generation.ts";
import { createYoungGenerationLimit } from "../platform/young-generation.ts";
import { composePrompts, type PromptsService } from "./wiring/compose-prompts.ts";
import { deliverWithFreshSecrets } from "./wiring/deliver-with-fresh-secrets.ts";
import { endingWith } from "./batch/ending-with.ts";
import { handleBatch } from "./batch/handle-batch.ts";
import { deadlineOf, type InvocationContext } from "./wiring/invocation-context.ts";
import { keepService } from "./wiring/kept-service.ts";
import { toRequest } from "./events/payload.ts";
import { publicError } from "./events/public-error.ts";
import { readEvent } from "./events/read-event.ts";
import { peekCorrelationId, readDirectEvent } from "./events/read-payload.ts";

/** The answer to a direct invocation. */
export interface DirectAnswer {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
  readonly channel: string;
  readonly outcome: DeliveryOutcome;
  /** Null where its watch had nothing to say. */
  readonly insight: string | null;
  /** True where an earlier delivery of the same request had already posted it. */
  readonly repeated: boolean;
}

const invocationTime = { reserveMs: 1_000, defaultMs: 60_000 };

const limitYoungGeneration = createYoungGenerationLimit();

const kept = keepService({ functionName: "prompts", environment: process.env, compose: composePrompts });

/**
 * The Lambda function behind the queue. Its event is a batch of SQS records, answered with the ids of those that must come
 * back, or a payload itself, answered with its insight. An empty batch is answered at once; whatever else comes is refused
 * by an error that names it.
 *
 * A direct invocation that fails is logged in one line, and throws an error whose name is the service's code and which has
 * no stack: where nobody waits for the answer, Lambda tries again and then gives the event to the dead-letter queue. A batch
 * throws only where some of its records are no messages that could be named in the answer, after the others were handled.
 */
export async function handler(
  event: unknown,
  context: InvocationContext = {},
): Promise<SQSBatchResponse | DirectAnswer> {
  using deadline = deadlineOf(context, invocationTime);
  limitYoungGeneration();
  const received = readEvent(event);
  if (received.kind === "direct") return await answerDirectly(event, deadline);
  const service = await deliverWithFreshSecrets(kept);
  const { batch, logger } = service;
  const response = await handleBatch(received.records, batch, { deadline, logger });
  if (received.problem !== null) throw refused(received.problem, service, {});
  return response;
}

async function answerDirectly(event: unknown, deadline: Deadline): Promise<DirectAnswer> {
  const service = await deliverWithFreshSecrets(kept).catch((error: unknown) => {
    // It has been logged as the start's.
    throw publicError(toServiceError(error));
  });
  let fields: Readonly<Record<string, unknown>> = { correlation_id: peekCorrelationId(event) ?? undefined };
  try {
    const request = toRequest(readDirectEvent(event), service.channel, null);
    fields = {
      correlation_id: request.correlationId,
      product_id: request.productId,
      prompt: request.promptType.name,
    };
    const delivering = service.deliver(request, { deadline, logger: service.logger.child(fields) });
    const delivery = await endingWith(deadline, delivering);
    return {
      correlation_id: request.correlationId,
      product_id: request.productId,
      prompt: request.promptType.name,
      channel: request.channel,
      outcome: delivery.outcome,
      insight: delivery.outcome === "quiet" ? null : delivery.text,
      repeated: delivery.repeated,
    };
  } catch (error) {
    throw refused(toServiceError(error), service, fields);
  }
}

/** The error that ends an invocation, once it is logged and counted. */
function refused(error: ServiceError, service: PromptsService, fields: Readonly<Record<string, unknown>>): Error {
  service.metrics.record("RequestFailures", 1, { code: error.code });
  service.logger.error("invocation_failed", { ...fields, error });
  // Lambda keeps it, in its log and in the dead-letter queue.
  return publicError(error, service.batch.redactor);
}
