import { boundSignal } from "../platform/http/bound-signal.ts";
import { modelError } from "./model-error.ts";
import type { ModelAnswer, ModelPrompt, ModelProvider } from "./model-provider.ts";

/** What bounds one attempt. */
export interface AttemptBounds {
  /** The caller's own signal; not aborted yet. */
  readonly signal: AbortSignal;
  /** Milliseconds that this attempt may take. */
  readonly shareMs: number;
  /** See {@link AnswerOptions}. */
  readonly promptName?: string | undefined;
}

/**
 * Asks a provider for an answer within its share of the time. When the share is over, or the caller gives up, the
 * provider's signal aborts and the wait ends at once, whether the provider heeds the signal or not; what it answers later
 * is ignored.
 *
 * @throws ServiceError `MODEL_UNAVAILABLE` when the time was up; else what the provider threw.
 */
export async function answerWithin(
  provider: ModelProvider,
  prompt: ModelPrompt,
  bounds: AttemptBounds,
): Promise<ModelAnswer> {
  const share = boundSignal(bounds.signal, bounds.shareMs);
  const { signal } = share;
  const asked = bounds.promptName === undefined ? { signal } : { signal, promptName: bounds.promptName };
  const timeUp = Promise.withResolvers<never>();
  const giveUp = () => timeUp.reject(timeUpError(bounds, share.isTimeUp()));
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([provider.answer(prompt, asked), timeUp.promise]);
  } finally {
    share.release();
    signal.removeEventListener("abort", giveUp);
  }
}

function timeUpError(bounds: AttemptBounds, shareIsOver: boolean) {
  const message = shareIsOver
    ? `No answer within ${Math.round(bounds.shareMs)} ms`
    : "No answer before the time was up";
  return modelError("MODEL_UNAVAILABLE", message, shareIsOver ? {} : { cause: bounds.signal.reason });
}
