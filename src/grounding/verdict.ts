import type { Features } from "../features/index.ts";

/** What can be wrong with a text. */
export type ViolationKind =
  | "empty"
  | "too_long"
  | "introduction"
  /** A sentence that is too long, or holds too much, to be read. */
  | "not_understood"
  /** Something that a chat would act on: a mention, a link, a spoiler. */
  | "markup"
  | "product_not_named"
  | "other_product"
  /** A number that is none of the figures, nor a difference or percentage of those it stands beside. */
  | "unknown_figure"
  /** A figure's name beside another value. */
  | "wrong_figure"
  | "wrong_sign"
  | "wrong_unit"
  /** A period, date or time that the figures do not cover. */
  | "wrong_period"
  /** Words about the figures that the figures do not bear out. */
  | "false_claim"
  /** Something that no figure tells of: another indicator, news, volume itself. */
  | "invented"
  | "advice";

/** One thing that is wrong with a text: where, why, and what would be true. */
export interface Violation {
  readonly kind: ViolationKind;
  /** The words of the text that it is about; empty where the fault is that something lacks. */
  readonly words: string;
  /** Why it can't be posted, and the nearest true value, in a sentence that a model can act on. */
  readonly reason: string;
}

/** The judgement on a text, less than 16 KB of JSON. */
export interface Verdict {
  readonly grounded: boolean;
  readonly violations: readonly Violation[];
}

/** What a text is checked against. */
export interface GroundingSubject {
  readonly productId: string;
  /** The most words that the text may have. */
  readonly maxWords: number;
  /** The figures that it was written from. */
  readonly features: Features;
}
