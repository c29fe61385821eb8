import type { GenerationFacts } from "../generation.ts";
import type { InsightRequest } from "../insight-request.ts";
import { describeRequest, type Receipt } from "../receipt.ts";
import type { Turn, WatchFacts } from "./take-turn.ts";

/** All that is known of a request whose watch had nothing to say: nothing was posted, and no model was asked. */
export interface QuietReceipt extends Receipt {
  readonly outcome: "quiet";
  readonly insight: null;
  readonly delivered: null;
  readonly channel: string;
  readonly market: GenerationFacts["market"];
  readonly reason: NonNullable<GenerationFacts["reason"]>;
  /** What it was held against. */
  readonly watch: WatchFacts;
}

/** Writes down why nothing was posted. */
export function buildQuietReceipt(
  request: InsightRequest,
  { reason, facts, market }: Extract<Turn, { readonly kind: "quiet" }>,
  { receivedAtMs, endedAtMs }: { readonly receivedAtMs: number; readonly endedAtMs: number },
): QuietReceipt {
  return {
    ...describeRequest(request, receivedAtMs),
    outcome: "quiet",
    coalesced: false,
    insight: null,
    delivered: null,
    channel: request.channel,
    market,
    reason,
    watch: facts,
    timings_ms: { total: endedAtMs - receivedAtMs },
  };
}
