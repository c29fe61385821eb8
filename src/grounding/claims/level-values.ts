import type { Facts } from "../facts.ts";
import { isChange, type Dimension, dimensionOf, figureLabels } from "../figure-values.ts";
import type { MentionName } from "../reading/find-mentions.ts";
import { isFigureName, openingPrice } from "./derived-values.ts";

/** A value that a text sets another one against. */
export interface Level {
  readonly value: number;
  readonly dimension: Dimension;
  /** "the EMA is 33096.15". */
  readonly told: string;
}

/** A pair is exceeded where its upper one is. */
const pairEnds = {
  bands: { 1: "bollinger_upper", [-1]: "bollinger_lower" },
  range: { 1: "daily_high", [-1]: "daily_low" },
} as const;

/** Every level that a name stands for in a comparison: that of each average where both are meant, else that of {@link levelOf}. */
export function levelsOf(name: MentionName, side: 1 | -1, facts: Facts): Level[] {
  const names = name === "averages" ? (["ema", "rolling_avg"] as const) : [name];
  return names.flatMap((each) => levelOf(each, side, facts) ?? []);
}

/**
 * What a name stands for in a comparison; null where it has no level of its own. To be above the bands is to be above the
 * upper one.
 *
 * @param side 1 where something is said to be above it, -1 below.
 */
export function levelOf(name: MentionName, side: 1 | -1, facts: Facts): Level | null {
  if (name === "bands" || name === "range") return levelOf(pairEnds[name][side], side, facts);
  if (name === "product") return levelOf("last_close", side, facts);
  if (name === "open") {
    const value = openingPrice(facts);
    return value === null ? null : { value, dimension: "price", told: "the window opened elsewhere" };
  }
  if (!isFigureName(name) || isChange(name)) return null;
  const shown = facts.figure(name);
  // Nothing is true of what is not given: every comparison with it fails.
  if (shown === null)
    return { value: Number.NaN, dimension: dimensionOf(name), told: `no ${figureLabels[name]} is given` };
  return { value: shown.value, dimension: dimensionOf(name), told: `the ${figureLabels[name]} is ${shown.text}` };
}
