import type { PlannedMessage } from "./plan.ts";

/** A message as it was sent. */
export interface SentMessage extends PlannedMessage {
  readonly messageId: string;
  readonly sentAtMs: number;
  /** Whether it is a dead letter of the same message that was sent back. */
  readonly isRedriven?: boolean;
}
