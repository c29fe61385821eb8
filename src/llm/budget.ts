import { errorCodeOf } from "../platform/describe-error.ts";
import { ServiceError } from "../platform/errors.ts";
import { defaultMaxOutputTokens } from "./generation-limits.ts";
import { isModelError } from "./model-error.ts";
import type { ModelPrompt, ModelProvider, TokenUsage } from "./model-provider.ts";

/** Counted tokens of a call. */
export interface CallTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What models may take. Asked before each call to one, and told after it. */
export interface Budget {
  /** Holds the most that a call can take, or waits a while for room; null where it could be too much. */
  reserve(
    call: { readonly provider: string; readonly model: string; readonly most: CallTokens },
    options: { readonly leaseMs: number; readonly waitMs: number; readonly signal: AbortSignal },
  ): Promise<HeldBudget | null>;
}

/** What is held for a call. */
export interface HeldBudget {
  settle(taken: CallTokens): Promise<void>;
}

/** A call that may be made. */
export interface PaidCall {
  /** Says what it took. Never throws. */
  settle(taken: TokenUsage): Promise<void>;
}

/** A call that no budget is asked for. */
export const free: PaidCall = { settle: async () => undefined };

/** A settlement that takes longer than the call may is worth no more time than this. */
const leaseMarginMs = 15_000;

/** Other calls give back what they did not take: a part of a call's own time is worth waiting for it. */
const waitShare = 0.25;

/** What a provider puts around a prompt: roles, separators, a template's own words. */
const aroundTokens = 256;

/** Most tokens that a prompt can be: no tokenizer makes more than there are bytes. */
export function mostInputTokens({ system, user }: Pick<ModelPrompt, "system" | "user">): number {
  return Buffer.byteLength(system) + Buffer.byteLength(user) + aroundTokens;
}

/**
 * Reserves what a call can take at most.
 *
 * @param maxMs how long the call may take; what it reserved is held for little longer.
 * @throws ServiceError `DAILY_LIMIT_REACHED` where the day's limits leave no room; what the budget throws.
 */
export async function reserveCall(
  budget: Budget | undefined,
  provider: ModelProvider,
  prompt: ModelPrompt,
  {
    maxMs,
    signal,
    onUnsettled,
  }: {
    readonly maxMs: number;
    readonly signal: AbortSignal;
    readonly onUnsettled: (error: unknown) => void;
  },
): Promise<PaidCall> {
  if (budget === undefined) return free;
  const told = provider.settings?.["maxOutputTokens"];
  const outputTokens = typeof told === "number" ? told : defaultMaxOutputTokens;
  const most = { inputTokens: mostInputTokens(prompt), outputTokens };
  const { name, model } = provider;
  const bounds = { leaseMs: maxMs + leaseMarginMs, waitMs: maxMs * waitShare, signal };
  const held = await budget.reserve({ provider: name, model, most }, bounds);
  if (held === null) {
    const message = `The day's limit leaves no room for a call of ${name}:${model}`;
    throw new ServiceError("DAILY_LIMIT_REACHED", message);
  }
  return {
    async settle({ inputTokens, outputTokens: written }) {
      // What nobody counted may have been as much as it could.
      const taken = { inputTokens: inputTokens ?? most.inputTokens, outputTokens: written ?? most.outputTokens };
      await held.settle(taken).catch(onUnsettled);
    },
  };
}

/** Of a call that was not made, or was refused. */
export const nothing: TokenUsage = { inputTokens: 0, outputTokens: 0 };
const unknown: TokenUsage = { inputTokens: null, outputTokens: null };

/** Connections that broke when the request may have been there already. */
const brokenCodes: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/** What a failed call was billed for, as far as it says or can be known. `isTimeUp`: it was given up while it went on. */
export function billedOf(error: ServiceError, isTimeUp: boolean): TokenUsage {
  if (!isModelError(error)) return nothing;
  const { usage, status } = error.details;
  if (usage !== undefined) return usage;
  if (error.code === "MODEL_ANSWER_INCOMPLETE" || error.code === "MODEL_REFUSED") return unknown;
  if (status !== undefined) return nothing;
  return isTimeUp || isBroken(error) ? unknown : nothing;
}

function isBroken(error: Error): boolean {
  let each: unknown = error;
  for (let depth = 0; depth < 5 && each instanceof Error; depth += 1) {
    if (brokenCodes.has(errorCodeOf(each) ?? "")) return true;
    each = each.cause;
  }
  return false;
}
