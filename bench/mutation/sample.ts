import { createHash } from "node:crypto";

/** Some of a list, the same for the same seed, in the list's order. `keyOf` must differ for each. */
export function sample<T>(list: readonly T[], size: number, seed: number, keyOf: (each: T) => string): readonly T[] {
  if (size >= list.length) return list;
  const rank = (each: T) =>
    createHash("sha256")
      .update(`${seed} ${keyOf(each)}`)
      .digest("hex");
  const chosen = new Set(
    list
      .map((each) => ({ each, rank: rank(each) }))
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
      .slice(0, size)
      .map(({ each }) => each),
  );
  return list.filter((each) => chosen.has(each));
}

/** The standard normal distribution has 95 % within so many deviations. */
const deviations = 1.96;

/**
 * Where the share of all lies with 95 % certainty, if `hits` of a random sample of `size` have what is counted. Both 0 to 1.
 *
 * @see Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927)
 */
export function wilsonInterval(hits: number, size: number): readonly [min: number, max: number] {
  if (size === 0) return [0, 1];
  const share = hits / size;
  const square = deviations ** 2;
  const middle = (share + square / (2 * size)) / (1 + square / size);
  const half = (deviations / (1 + square / size)) * Math.sqrt((share * (1 - share)) / size + square / (4 * size ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
