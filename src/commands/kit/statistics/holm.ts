/**
 * Corrects p-values for their number by Holm's method. The results stand in the order of the values.
 *
 * @see Holm (1979), Scand. J. Stat. 6, 65-70
 */
export function holmCorrected(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).toSorted((one, other) => (values[one] ?? 1) - (values[other] ?? 1));
  const corrected = [...values];
  let greatest = 0;
  order.forEach((index, rank) => {
    greatest = Math.max(greatest, Math.min(1, (values.length - rank) * (values[index] ?? 1)));
    corrected[index] = greatest;
  });
  return corrected;
}
