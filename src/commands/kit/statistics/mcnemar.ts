/**
 * The two-sided p of McNemar's exact test: how likely pairs that differ would split so unevenly if neither side were better.
 *
 * @param gained pairs in which only the new side succeeded.
 * @param lost pairs in which only the old side did.
 * @see McNemar (1947), Psychometrika 12, 153-157
 */
export function mcnemarP(gained: number, lost: number): number {
  const count = gained + lost;
  if (count === 0) return 1;
  const fewer = Math.min(gained, lost);
  // Logarithms: 2 to the 1100th is beyond a double.
  let logChoose = 0;
  let tail = 0;
  for (let hits = 0; hits <= fewer; hits += 1) {
    if (hits > 0) logChoose += Math.log(count - hits + 1) - Math.log(hits);
    tail += Math.exp(logChoose - count * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
