/** The slope of the straight line that fits the values best (least squares), per step from one to the next. */
export function slopeOf(values: readonly number[]): number {
  const meanAt = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [products, squares] = [0, 0];
  for (const [at, value] of values.entries()) {
    products += (at - meanAt) * (value - mean);
    squares += (at - meanAt) ** 2;
  }
  return products / squares;
}
