import type { Watch } from "./watch/watch.ts";
import type { PromptType } from "../prompts/prompt-type.ts";

/** The SQS message that brought a request. */
export interface QueueMessage {
  readonly id: string;
  /** How often the queue has given it out, this time included. */
  readonly receiveCount: number;
  /** When it was put on the queue, milliseconds since the UNIX epoch; null where the event does not say. */
  readonly sentAtMs: number | null;
}

/** A validated request for one insight. */
export interface InsightRequest {
  readonly correlationId: string;
  readonly productId: string;
  readonly promptType: PromptType;
  /** The Assistant's channel that the insight is posted to. */
  readonly channel: string;
  /**
   * Who asked for it, where requests are distinguished by that, as those of the HTTP API are: two callers may use one correlation
   * id without answering each other's request. Null or absent where nobody is known.
   */
  readonly caller?: string | null;
  /** The watch that it comes from, which may have nothing to say. Null or absent: whoever asks is answered. */
  readonly watch?: Watch | null;
  /** What brought it, or null for a direct invocation. */
  readonly message: QueueMessage | null;
}

/** The ledger's id of one delivery: a request is the same request however often it arrives. */
export function deliveryIdOf(request: InsightRequest): string {
  const { correlationId, productId, promptType, channel, caller = null } = request;
  const whose = caller === null ? [] : [caller];
  return ["delivery", correlationId, productId, promptType.name, channel, ...whose].join("#");
}

/**
 * The ledger's id of one generation: requests for the same closed candles share it, as far as the same providers with the
 * same settings, under the same check, would write for them.
 *
 * @param asOf in UNIX seconds. @param madeBy a short name of providers, settings and check; absent: they are not distinguished.
 */
export function generationIdOf(request: InsightRequest, asOf: number, madeBy?: string): string {
  const { name, version } = request.promptType;
  return ["generation", name, version, request.productId, asOf, ...(madeBy === undefined ? [] : [madeBy])].join("#");
}
