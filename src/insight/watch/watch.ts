/** A watch, as far as a message of it says when it may speak. */
export interface Watch {
  readonly name: string;
  /** Null: it always speaks. */
  readonly material: MaterialBounds | null;
  /** Null: at any hour. */
  readonly quietHours: QuietHours | null;
  /** A name such as `Europe/Berlin`: quiet hours are of its clocks. */
  readonly timeZone: string;
}

/** Which changes since its last post are worth a text. */
export interface MaterialBounds {
  /** A move of the price by so many average true ranges. */
  readonly atr?: number;
  /** A move of the price by so many percent. */
  readonly percent?: number;
  /** So long after its last post it speaks all the same. */
  readonly atLeastEverySeconds?: number;
}

/** Minutes of the day, `to` excluded. From 22:00 to 07:00 they pass midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** A move of this many ATR where a watch names neither ATR nor percent. */
export const defaultMoveAtr = 3;
