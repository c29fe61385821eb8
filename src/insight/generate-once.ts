import * as z from "zod/mini";
import { createDeadline, type Deadline } from "../platform/deadline.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import { generateInsight } from "./generate-insight.ts";
import { type Generation, generationSchema } from "./generation.ts";
import { generationIdOf, type InsightRequest } from "./insight-request.ts";
import type { InsightPorts } from "./ports.ts";

/** A generation, and whether this very request had to make it. */
export interface SharedGeneration {
  readonly generation: Generation;
  readonly coalesced: boolean;
}

/** Gives the generation of a request and its `asOf` (UNIX seconds), made at most once. */
export type GenerateOnce = (
  request: InsightRequest,
  asOf: number,
  work: { readonly deadline: Deadline; readonly logger: Logger },
) => Promise<SharedGeneration>;

/** Nobody asks for a window's text a day later: a redelivery by then gets fresh candles. */
const keepSeconds = 86_400;

/** How long a request waits for another container's generation before it is left to a redelivery. */
const maxWaitMs = 20_000;
const pollEveryMs = 400;

/** A text is recorded in the time that is kept back for the delivery: a slow model may have used up all of its own. */
const maxRecordMs = 3_000;

/** Giving work back saves the next one a wait, and is not worth more than this. */
const maxReleaseMs = 1_000;

/** An abandoned generation can be taken over this long after the work's own time was up. */
const leaseMarginMs = 1_000;

/** Finished texts that a container remembers, about 15 KB each. None of them changes any more. */
const maxRemembered = 50;

/**
 * Makes the {@link GenerateOnce}: requests of one container share a running generation and remember a finished one, those of
 * other containers find it in the ledger. A container that has to wait polls for a bounded time.
 *
 * It throws what `generateInsight` throws, and ServiceError `LEDGER_BUSY` (retryable) if the other container did not finish.
 */
export function createGenerateOnce(ports: InsightPorts): GenerateOnce {
  const running = new Map<string, Promise<SharedGeneration>>();
  const finished = new Map<string, Generation>();

  return async (request, asOf, work) => {
    const id = generationIdOf(request, asOf, ports.madeBy);
    const generation = finished.get(id);
    if (generation !== undefined) return { generation, coalesced: true };
    const shared = running.get(id);
    if (shared !== undefined) return { ...(await shared), coalesced: true };
    const own = claimAndGenerate(id, request, asOf, work).finally(() => running.delete(id));
    running.set(id, own);
    const made = await own;
    remember(id, made.generation);
    return made;
  };

  function remember(id: string, generation: Generation): void {
    finished.set(id, generation);
    const [oldest] = finished.keys();
    if (finished.size > maxRemembered && oldest !== undefined) finished.delete(oldest);
  }

  async function claimAndGenerate(
    id: string,
    request: InsightRequest,
    asOf: number,
    { deadline, logger }: { deadline: Deadline; logger: Logger },
  ): Promise<SharedGeneration> {
    const waitUntil = ports.clock() + maxWaitMs;
    for (;;) {
      const leaseMs = deadline.remainingMs() + leaseMarginMs;
      const claim = await ports.ledger.claim(id, { leaseMs, signal: deadline.signal });
      if (claim.state === "done") {
        const stored = z.safeParse(generationSchema, claim.result);
        if (stored.success) return { generation: stored.data, coalesced: true };
        throw new ServiceError("LEDGER_UNAVAILABLE", "The ledger holds a generation of another form", {
          retryable: true,
        });
      }
      if (claim.state === "claimed") {
        try {
          const generation = await generateInsight(request, asOf, ports, { deadline, logger });
          // Not `AbortSignal.timeout`: what it ends would be kept in memory until it fires.
          using recording = createDeadline(maxRecordMs);
          if (await claim.lease.complete(generation, keepSeconds, recording.signal))
            return { generation, coalesced: false };
          // Somebody took the work over, so theirs is the text that every other request gets.
          continue;
        } catch (error) {
          await claim.lease
            .release(AbortSignal.timeout(maxReleaseMs))
            .catch((failure: unknown) => logger.warn("lease_not_released", { error: failure }));
          throw error;
        }
      }
      if (ports.clock() + pollEveryMs > waitUntil || deadline.remainingMs() <= pollEveryMs) {
        const retryAfterMs = Math.max(0, claim.leaseUntilMs - ports.clock());
        const message = "Another container is still at this text";
        throw new ServiceError("LEDGER_BUSY", message, { retryable: true, details: { retryAfterMs } });
      }
      await ports.sleep(pollEveryMs, deadline.signal);
    }
  }
}
