import type { Features } from "../features/index.ts";

/** What a text is checked against. */
export interface GroundingSubject {
  readonly productId: string;
  /** The most words that the text may have. */
  readonly maxWords: number;
  /** The figures that it was written from. */
  readonly features: Features;
  /** Whether a given level on its side of the price may be called support or resistance. Default: none may. */
  readonly namesLevels?: boolean | undefined;
}
