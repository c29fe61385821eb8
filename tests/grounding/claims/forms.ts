import type { Claim } from "../../../src/grounding/claims/claim.ts";
import type { Quantity } from "../../../src/grounding/claims/quantity.ts";

const sides = ["above", "below"] as const;
const sizes = ["none", "small", "large"] as const;
const numbers = ["exactly", "about", "more than", "less than"] as const;
const fractions = [2, 3, 4, 5, 10].flatMap((of) => [`lowest of ${of}`, `highest of ${of}`]);
const distances = ["", " by an amount", " by a percentage"] as const;

/** Each way in which a claim can be made: of its kind, relation, degree and kind of number. */
export const forms: readonly string[] = [
  ...numbers.flatMap((number) => ["", " a rise of", " a fall of"].map((way) => `value${way} ${number}`)),
  ...["compare", "balance"].flatMap((is) => [
    `${is} at`,
    `${is} near`,
    ...cross(sides, sizes, distances).map(([side, size, distance]) => `${is} ${side} ${size}${distance}`),
  ]),
  ...["inside", "outside", "above", "below", "nearer low", "nearer high", "middle of 3", ...fractions].map(
    (part) => `place ${part}`,
  ),
  ...cross(["up", "down"], sizes, ["", " by a number"]).map(([way, size, by]) => `price moved ${way} ${size}${by}`),
  ...["flat none", "flat small", "any none", "any none by a number"].map((form) => `price moved ${form}`),
  ...["up none", "down none", "any none"].flatMap((form) => [
    `volume moved ${form}`,
    `volume moved ${form} by a number`,
  ]),
  "volume moved flat none",
  ...["overbought", "oversold"].flatMap((zone) => sizes.map((size) => `zone ${zone} ${size}`)),
  "zone neutral none",
  "zone extreme none",
  ...cross(sides, sizes).map(([side, size]) => `threshold ${side} ${size}`),
  "threshold at none",
  "threshold near none",
  ...cross(["difference", "percent", "share", "ratio"], numbers).map(
    ([operation, number]) => `derived ${operation} ${number}`,
  ),
  "coverage",
  ...cross(["bullish", "bearish", "mixed", "cautious"], sizes).map(([mood, size]) => `stance ${mood} ${size}`),
  "stance neutral none",
  ...["bullish", "bearish", "neutral"].map((mood) => `stance ${mood} of a figure`),
];

/**
 * Forms that are never both: no figure tells how much a change of volume is, so it is false of another direction and else unknown.
 * Nothing but the votes of a span can be mixed or call for caution, and nothing tells how neutral something is.
 */
export const undecidable: readonly string[] = [
  ...cross(["up", "down"], ["small", "large"], ["", " by a number"]).map(
    ([way, size, by]) => `volume moved ${way} ${size}${by}`,
  ),
  "volume moved flat small",
  ...["small", "large"].map((size) => `stance neutral ${size}`),
  "stance mixed of a figure",
  "stance cautious of a figure",
];

/** The form that a claim has. */
export function formOf(claim: Claim): string {
  switch (claim.is) {
    case "value":
      return `value${claim.way === null ? "" : claim.way === "up" ? " a rise of" : " a fall of"} ${numberForm(claim.quantity)}`;
    case "compare":
    case "balance": {
      const is = claim.left.endsWith("momentum") ? "balance" : claim.is;
      if (claim.relation === "at" || claim.relation === "near") return `${is} ${claim.relation}`;
      const by =
        claim.distance === null ? "" : claim.distance.unit === "percent" ? " by a percentage" : " by an amount";
      return `${is} ${claim.relation} ${claim.size}${by}`;
    }
    case "place": {
      const { part } = claim;
      if (typeof part === "string") return `place ${part}`;
      if ("nearer" in part) return `place nearer ${part.nearer}`;
      if ("share" in part) return "place at a share";
      const of = Math.round(1 / (part.to - part.from));
      return `place ${part.from === 0 ? "lowest" : part.to === 1 ? "highest" : "middle"} of ${of}`;
    }
    case "moved":
      return `${claim.of} moved ${claim.way} ${claim.size}${claim.quantities.length > 0 ? " by a number" : ""}`;
    case "zone":
      return `zone ${claim.zone} ${claim.size}`;
    case "threshold":
      return `threshold ${claim.relation} ${claim.size}`;
    case "derived":
      return `derived ${claim.operation} ${numberForm(claim.quantity)}`;
    case "stance":
      return `stance ${claim.stance} ${claim.of === null ? claim.size : "of a figure"}`;
    case "coverage":
    case "role":
    case "order":
    case "extent":
    case "ways":
    case "wrong":
      break;
  }
  return claim.is;
}

function numberForm({ approx, bound = 0 }: Quantity): (typeof numbers)[number] {
  return bound === 1 ? "more than" : bound === -1 ? "less than" : approx ? "about" : "exactly";
}

function cross(...lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((each) => [...row, each])), [[]]);
}
