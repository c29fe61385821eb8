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
