import type { Claim } from "./claims/claim.ts";

/** A clause of the plain insight, and the claims that it makes. */
export interface Finding {
  readonly clause: string;
  readonly claims: readonly Claim[];
}
