import type { Deadline } from "../../platform/deadline.ts";
import type { Ledger } from "../../platform/aws/ledger.ts";
import type { Logger } from "../../platform/logger.ts";

/** The turn to ask the token server. */
export interface GrantTurn {
  /** Lets the next one have it. Never throws. */
  end(): Promise<void>;
}

/** Asks for the turn; null while another container has it. Never throws: a ledger that fails costs a grant, not a delivery. */
export type TakeGrantTurn = (deadline: Deadline) => Promise<GrantTurn | null>;

/** A container that was killed in its turn holds the others up for this long. */
const leaseMs = 8_000;
const maxLedgerWaitMs = 2_000;

/** Makes the {@link TakeGrantTurn} of a client and audience, so that containers which start together ask for one token. */
export function createGrantTurns(
  ledger: Ledger,
  { clientId, audience }: { readonly clientId: string; readonly audience: string },
  logger: Logger,
): TakeGrantTurn {
  const id = `token#${clientId}#${audience}`;
  return async (deadline) => {
    try {
      const claim = await ledger.claim(id, { leaseMs, signal: deadline.within(maxLedgerWaitMs).signal });
      // Nobody completes a turn, so work that is done stands here by mistake and binds nobody.
      if (claim.state !== "claimed") return claim.state === "busy" ? null : freeTurn;
      return {
        async end() {
          await claim.lease.release(AbortSignal.timeout(maxLedgerWaitMs)).catch((error: unknown) => {
            logger.warn("grant_turn_not_ended", { error });
          });
        },
      };
    } catch (error) {
      logger.warn("grant_turn_not_taken", { error });
      return freeTurn;
    }
  };
}

/** The turn of whoever has nobody to take turns with. */
export const freeTurn: GrantTurn = { end: () => Promise.resolve() };
