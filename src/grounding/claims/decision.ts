import type { Decision } from "./claim.ts";

export const unknown: Decision = { is: "unknown" };
export const isTrue: Decision = { is: "true" };

/** True where it holds; else false with what would be true, a sentence that is only written then. */
export function holdsOr(holds: boolean, truth: () => string): Decision {
  return holds ? isTrue : { is: "false", truth: truth() };
}
