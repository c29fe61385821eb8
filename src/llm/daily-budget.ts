import type { Random, Sleep } from "../platform/clock.ts";
import type { Amounts, DailyCounter, Reserved } from "../platform/aws/daily-counter.ts";
import { type CapsConfig, labelOf } from "../platform/config/caps-config.ts";
import type { Budget, CallTokens } from "./budget.ts";

/** Billionths in a US dollar. */
export const nanosOfUsd = 1_000_000_000;

/** Settling must not keep a reader waiting. */
const maxSettleMs = 2_000;

/** The first pause before room is looked for again, doubled each time up to the longest one. */
const firstPauseMs = 250;
const maxPauseMs = 2_000;

/** What a budget works with. */
interface DailyBudgetOptions {
  readonly counter: DailyCounter;
  readonly prices: CapsConfig["prices"];
  readonly sleep: Sleep;
  readonly random?: Random | undefined;
}

/**
 * Makes the {@link Budget} of a stage's day: tokens, and what they cost where a price is known. Where there is no room only
 * because of calls that go on, it waits for them: they take less in the end than they hold.
 */
export function createDailyBudget({ counter, prices, sleep, random = Math.random }: DailyBudgetOptions): Budget {
  async function reserveOrWait(
    most: Amounts,
    { leaseMs, waitMs, signal }: Parameters<Budget["reserve"]>[1],
  ): Promise<Reserved | null> {
    let leftMs = waitMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, maxPauseMs)) {
      const reserved = await counter.reserve(most, { leaseMs, signal });
      if (reserved === "full") return null;
      if (reserved !== "held") return reserved;
      const ownMs = pauseMs * (1 + random()) * 0.5;
      leftMs -= ownMs;
      if (leftMs < 0) return null;
      await sleep(ownMs, signal);
    }
  }

  return {
    async reserve({ provider, model, most }, options) {
      const price = prices[labelOf({ name: provider, model })] ?? { input: 0, output: 0 };
      const amountsOf = ({ inputTokens, outputTokens }: CallTokens): Amounts => ({
        nanoUsd: Math.ceil((inputTokens * price.input + outputTokens * price.output) * nanosOfUsd - roundingError),
        tokens: inputTokens + outputTokens,
      });
      const reserved = await reserveOrWait(amountsOf(most), options);
      if (reserved === null) return null;
      return { settle: (taken) => reserved.settle(amountsOf(taken), AbortSignal.timeout(maxSettleMs)) };
    },
  };
}

/** Prices have six decimals for a million tokens: what is below a millionth of a billionth is a double's own. */
const roundingError = 1e-6;
