/**
 * What words without a number mean. Each pair leaves no distance that is both slight and large. Distances between prices are
 * shares of the traded range, those between sums shares of the larger one.
 */
export const bounds = {
  /** Up to this share of the traded range a level is slightly above another, from it on well above. */
  price: 0.15,
  sum: 0.15,
  /** Of two extents, shares of the larger one: what is alike, near, slightly larger, much larger; and how rough "twice" is. */
  nearExtent: 0.12,
  slightExtent: 0.25,
  largeExtent: 0.4,
  ratio: 0.08,
  /** Up to this share of the larger one a measure is slightly above another, from it on well above. */
  width: 0.2,
  /** "Near" another level. Beside an edge of a traded range a little more, beside a band less: a share of the bands' width. */
  nearPrice: 0.1,
  nearTradedEdge: 0.17,
  nearBandOfWidth: 0.3,
  nearSum: 0.06,
  /** A change over 24 hours in percent; over other spans by the square root of their length. */
  dayChangePercent: 1.5,
  /** A change of one candle, as a share of the traded range. */
  candleChange: 0.1,
  /** "Little changed": percent of a day, and the share of the traded range for a candle. */
  flatDayPercent: 0.15,
  flatCandle: 0.01,
  /** Into an oscillator's zone, or from a limit, in points of its scale of 100. */
  zone: 5,
  threshold: 5,
  nearThreshold: 5,
  /** How far from its middle an oscillator speaks for a direction, in points of its scale of 100. */
  oscillatorMiddle: 2,
  /** What is not far from balanced. */
  quietSum: 0.12,
  quietDayPercent: 1.5,
} as const;
