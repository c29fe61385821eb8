import { hashText, hashToUnit } from "../src/emulators/markets/price-path.ts";

/** Gives a number in [0, 1) at each call. */
export type Dice = () => number;

/** Makes dice of their own for one purpose: the same seed and purpose throw the same numbers in the same order. */
export function createDice(seed: number, purpose: string): Dice {
  const own = hashText(`${seed}:${purpose}`);
  let throws = 0;
  return () => hashToUnit(own, 0, (throws += 1));
}

/** One of the list, each as probable as the others. Throws RangeError for an empty one. */
export function pick<T>(dice: Dice, list: readonly T[]): T {
  const picked = list[Math.floor(dice() * list.length)];
  if (picked === undefined) throw new RangeError("There is nothing to pick from");
  return picked;
}

/** One of the names, as probable as its weight says; what is left to 1 is undefined. */
export function pickWeighted<T extends string>(
  dice: Dice,
  weights: Readonly<Partial<Record<T, number>>>,
): T | undefined {
  let left = dice();
  for (const name in weights) {
    left -= weights[name] ?? 0;
    if (left < 0) return name;
  }
  return undefined;
}
