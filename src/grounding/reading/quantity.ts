/** What a number counts, as far as the text says. */
export type QuantityUnit = "percent" | "usd" | "eur" | "gbp" | "jpy" | "base" | "quote" | "points" | "times" | null;

/** A number of a text, as it is written. */
export interface Quantity {
  /** Where it stands in its sentence, sign and unit included. */
  readonly start: number;
  readonly end: number;
  /** Its words, as the text has them. */
  readonly text: string;
  /** Without its sign. */
  readonly size: number;
  /** The sign it is written with; 0 where it has none. */
  readonly sign: -1 | 0 | 1;
  /** The value of one unit of its last written digit: 0.01 of `50,100.00`, 100 of `50.1k`. */
  readonly step: number;
  readonly unit: QuantityUnit;
  /** Written as "about": zeros at its end may be rounding. */
  readonly approximate: boolean;
  /** Written as "more than" (1) or "less than" (-1); 0 where it is written as it is. */
  readonly bound: -1 | 0 | 1;
}
