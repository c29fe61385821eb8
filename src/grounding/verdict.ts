/** What can be wrong with a text. */
export type ViolationKind = "empty" | "too_long" | "introduction" | "product_not_named";

/** One thing that is wrong with a text: where, why, and what would be true. */
export interface Violation {
  readonly kind: ViolationKind;
  /** The words of the text that it is about; empty where the fault is that something lacks. */
  readonly words: string;
  /** Why it can't be posted, in a sentence that a model can act on. */
  readonly reason: string;
}

/** The judgement on a text. */
export interface Verdict {
  readonly grounded: boolean;
  readonly violations: readonly Violation[];
}

/** What a text is checked against. */
export interface GroundingSubject {
  readonly productId: string;
  /** The most words that the text may have. */
  readonly maxWords: number;
}
