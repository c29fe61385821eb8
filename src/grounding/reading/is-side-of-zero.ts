import type { Claim } from "../claims/claim.ts";
import { kindOf } from "../claims/phrases.ts";

/** The value of a line that is held against the one that follows it: on which side of that it is tells the way. */
export function isSideOfZero(claim: Claim, claims: readonly Claim[]): boolean {
  return (
    claim.is === "value" &&
    kindOf(claim.figure).is === "zero_line" &&
    claims.some((other) => other.is === "compare" && (other.left === claim.figure || other.right === claim.figure))
  );
}
