import * as z from "zod/mini";
import { asOfSeconds } from "../market/candle.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { DeliveryNote } from "./delivery-note.ts";
import { finishGeneration } from "./finish-generation.ts";
import { createGenerateOnce, type SharedGeneration } from "./generate-once.ts";
import { type Generation, generationSchema } from "./generation.ts";
import { generationIdOf, type InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";
import { asOfOf, postUntilMsOf } from "./text-age.ts";

/** The text that a delivery posts. */
export interface TextToPost extends SharedGeneration {
  /** End of the window that its candles are of, UNIX seconds. */
  readonly asOf: number;
  /** The last moment at which it may be posted, milliseconds since the UNIX epoch. */
  readonly postUntilMs: number;
  /** Whether an earlier attempt had begun to post it, so that it may have arrived. */
  readonly isResumed: boolean;
}

/** Finds or writes the text of a claimed delivery, whose note an earlier attempt may have left. */
export type FindTextToPost = (
  request: InsightRequest,
  earlier: DeliveryNote | null,
  work: { readonly deadline: Deadline; readonly logger: Logger },
) => Promise<TextToPost>;

/** The clock goes on by more than the limit while a text is made only where a container was frozen meanwhile. */
const maxTexts = 2;

/** Time kept back from generating, so that what was written can also be posted and recorded. */
const deliveryReserveMs = 12_000;

/**
 * Makes the {@link FindTextToPost}. A text whose posting began may have arrived, so it is the only one that its request is
 * ever answered with; whether it is still young enough is `postUntilMs` to say. One that was only written serves as long as
 * it is young enough; else one is written of the present candles.
 *
 * It throws what generating throws, and ServiceError `TEXT_OUTDATED` (retryable) where each text was too old once written.
 */
export function createFindTextToPost(ports: InsightPorts): FindTextToPost {
  const generateOnce = createGenerateOnce(ports);

  return async (request, earlier, work) => {
    if (earlier?.posting !== undefined) return await resume(request, earlier, earlier.posting, work);
    let asOf = await chooseAsOf(request, earlier, work.deadline);
    for (let made = 1; made <= maxTexts; made += 1) {
      const text = await generate(request, asOf, work);
      if (ports.clock() <= text.postUntilMs) return text;
      work.logger.warn("text_outdated", { as_of: asOf });
      // The limit is a whole number of intervals, so that no text becomes too old within its own window.
      asOf = findPresentAsOf(request);
    }
    throw outdated();
  };

  function findPresentAsOf({ promptType }: InsightRequest): number {
    return asOfSeconds(ports.clock(), promptType.series[0].granularity);
  }

  /** What a text was made from; a version before this one kept it under an id that does not say who made it. */
  async function readFacts(request: InsightRequest, asOf: number, signal: AbortSignal): Promise<unknown> {
    const kept = await ports.ledger.result(generationIdOf(request, asOf, ports.madeBy), signal);
    return kept ?? (await ports.ledger.result(generationIdOf(request, asOf), signal));
  }

  async function resume(
    request: InsightRequest,
    { asOf }: DeliveryNote,
    posting: NonNullable<DeliveryNote["posting"]>,
    { deadline, logger }: { readonly deadline: Deadline; readonly logger: Logger },
  ): Promise<TextToPost> {
    logger.info("posting_resumed", { as_of: asOf });
    const kept = await readFacts(request, asOf, deadline.signal);
    const { data } = z.safeParse(generationSchema, kept);
    const generation = { ...posting, as_of: data?.as_of, facts: data?.facts ?? {} };
    const postUntilMs = postUntilMsOf(generation, request.promptType.series[0], asOf);
    return { generation, coalesced: false, asOf, postUntilMs, isResumed: true };
  }

  async function generate(
    request: InsightRequest,
    asOf: number,
    { deadline, logger }: { readonly deadline: Deadline; readonly logger: Logger },
  ): Promise<TextToPost> {
    const reserveMs = Math.min(deliveryReserveMs, deadline.remainingMs() / 3);
    const shared = await generateOnce(request, asOf, { deadline: deadline.endingEarlier(reserveMs), logger });
    if (shared.coalesced) ports.metrics.record("CoalescedRequests", 1);
    const generation = withFooter(request, shared.generation, asOf);
    const postUntilMs = postUntilMsOf(generation, request.promptType.series[0], asOf);
    return { ...shared, generation, asOf, postUntilMs, isResumed: false };
  }

  /** An earlier attempt's `asOf` where its text was written and may still be posted, so that it is not written twice. */
  async function chooseAsOf(
    request: InsightRequest,
    earlier: DeliveryNote | null,
    { signal }: Deadline,
  ): Promise<number> {
    const presentAsOf = findPresentAsOf(request);
    if (earlier === null || earlier.asOf === presentAsOf) return presentAsOf;
    const kept = await ports.ledger.result(generationIdOf(request, earlier.asOf, ports.madeBy), signal);
    const { data } = z.safeParse(generationSchema, kept);
    if (data === undefined) return presentAsOf;
    const postUntilMs = postUntilMsOf(data, request.promptType.series[0], earlier.asOf);
    return ports.clock() <= postUntilMs ? earlier.asOf : presentAsOf;
  }
}

/** Says that time went on faster than texts were made. */
export function outdated(): ServiceError {
  const details = { mayHaveArrived: false };
  return new ServiceError("TEXT_OUTDATED", "The text became too old before it could be posted", {
    retryable: true,
    details,
  });
}

/** A text that an earlier version wrote has none. */
function withFooter(request: InsightRequest, generation: Generation, asOf: number): Generation {
  if (generation.as_of !== undefined) return generation;
  const { outcome, text, facts } = generation;
  const closedBy = asOfOf(generation, request.promptType.series[0], asOf);
  return finishGeneration(text, { productId: request.productId, outcome, asOf: closedBy, standIn: null }, facts);
}
