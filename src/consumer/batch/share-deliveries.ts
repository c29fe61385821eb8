import type { DeliverInsight, Delivery } from "../../insight/deliver-insight.ts";
import type { SharedGeneration } from "../../insight/generate-once.ts";
import { deliveryIdOf } from "../../insight/insight-request.ts";
import { isServiceError } from "../../platform/errors.ts";

interface Running {
  readonly delivery: Promise<Delivery>;
  /** The day of its receipt and its text, null until they are known. */
  readonly receiptDay: () => string | null;
  readonly shared: () => SharedGeneration | null;
}

/**
 * Lets copies of one request that are handled side by side share its delivery, and its failure: without this the second one
 * would find its own container at it, and come back later for nothing. What follows a delivery's deadline is not shared any
 * more, since work that ignores it may never end. A copy with more time than the first one had tries for itself.
 */
export function shareDeliveries(deliver: DeliverInsight): DeliverInsight {
  const deliveries = new Map<string, Running>();

  return async (request, work) => {
    const id = deliveryIdOf(request);
    const running = deliveries.get(id);
    if (running !== undefined) {
      try {
        const delivery = await running.delivery;
        work.logger.info("request_delivered_with_copy");
        return { ...delivery, repeated: true };
      } catch (error) {
        const [receiptDay, shared] = [running.receiptDay(), running.shared()];
        if (receiptDay !== null) work.onClaimed?.(receiptDay);
        if (shared !== null) work.onGenerated?.(shared);
        const isFirstOnesTime = isServiceError(error, "DEADLINE_EXCEEDED") && !work.deadline.signal.aborted;
        if (!isFirstOnesTime) throw error;
        return await deliver(request, work);
      }
    }
    let day: string | null = null;
    let generated: SharedGeneration | null = null;
    const onClaimed = (receiptDay: string): void => {
      day = receiptDay;
      work.onClaimed?.(receiptDay);
    };
    const onGenerated = (shared: SharedGeneration): void => {
      generated = shared;
      work.onGenerated?.(shared);
    };
    const own: Running = {
      delivery: deliver(request, { ...work, onClaimed, onGenerated }),
      receiptDay: () => day,
      shared: () => generated,
    };
    const forget = (): void => {
      if (deliveries.get(id) === own) deliveries.delete(id);
    };
    deliveries.set(id, own);
    const { signal } = work.deadline;
    signal.addEventListener("abort", forget, { once: true });
    try {
      return await own.delivery;
    } finally {
      forget();
      signal.removeEventListener("abort", forget);
    }
  };
}
