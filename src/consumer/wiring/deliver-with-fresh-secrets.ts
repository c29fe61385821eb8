import type { DeliverInsight } from "../../insight/deliver-insight.ts";
import { toServiceError } from "../../platform/errors.ts";
import type { PromptsService } from "./compose-prompts.ts";
import type { KeptService } from "./kept-service.ts";

/** With less time than this left, a second try would only end in a cause that says less than the first one's. */
const minTryMs = 10_000;

/**
 * The service of an invocation, with deliveries that are tried once more where a refusal shows that a secret has been
 * rotated: so a rotated key costs no redelivery. The ledger makes the second try safe, and keeps a text that was written.
 * What may have arrived already is left to a redelivery, which says so if it is given up.
 */
export async function deliverWithFreshSecrets(kept: KeptService<PromptsService>): Promise<PromptsService> {
  const service = await kept.get();
  const deliver: DeliverInsight = async (request, work) => {
    try {
      return await service.deliver(request, work);
    } catch (thrown) {
      const error = toServiceError(thrown);
      const renewed = await kept.renew(service, error);
      const isTooLate = work.deadline.remainingMs() < minTryMs || error.details.mayHaveArrived === true;
      if (renewed === null || isTooLate) throw error;
      work.logger.warn("request_tried_anew", { error });
      return await renewed.deliver(request, work);
    }
  };
  return { ...service, deliver, batch: { ...service.batch, deliver } };
}
