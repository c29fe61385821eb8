import { catalogue, type CatalogueFigure, type FigureName, isFigureName } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { BalanceClaim, Claim, Decision, Relation, Size } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { decideDistance } from "../distance.ts";
import { type Figures, sideOf, valueOf } from "../figures.ts";
import { kindOf, type Naming, plainly, sentence, withValues, writeQuantity } from "../phrases.ts";

/** Decides which of two sums that are weighed against one another is larger. */
export function decideBalance(claim: BalanceClaim, figures: Figures): Decision {
  const { left, right, relation, size, distance } = claim;
  const kind = kindOf(left);
  if (kind.is !== "sum" || kind.against !== right) return unknown;
  const side = sideOf(left, right, figures);
  const share = balanceShare(left, right, figures);
  if (side === null || share === null) return unknown;
  const truth = (): string => sentence(balanceInWords(left, side, right, figures));
  const holds = relation === "near" ? share <= bounds.nearSum : side === relation;
  if (!holds) return holdsOr(false, truth);
  const hasSize = size !== "none" && (relation === "above" || relation === "below");
  if (hasSize && share < bounds.sum !== (size === "small")) return holdsOr(false, truth);
  return distance === null ? { is: "true" } : decideDistance(left, right, distance, figures);
}

/** How far two sums are apart, as a share of the larger one. */
export function balanceShare(left: FigureName, right: FigureName, figures: Figures): number | null {
  const [a, b] = [valueOf(left, figures), valueOf(right, figures)];
  if (a === null || b === null) return null;
  const larger = Math.max(a, b);
  return larger <= 0 ? 0 : Math.abs(a - b) / larger;
}

function balanceInWords(left: FigureName, side: Relation, right: FigureName, figures: Figures): string {
  const claim: BalanceClaim & { readonly denied: boolean } = {
    is: "balance",
    left,
    relation: side,
    right,
    size: "none",
    distance: null,
    denied: false,
  };
  return sayBalance(claim, figures, withValues(figures))[0] ?? "";
}

const verbs: Readonly<Record<Relation, readonly [verb: string, base: string, state: string]>> = {
  above: ["outweighs", "outweigh", "above"],
  below: ["trails", "trail", "below"],
  at: ["equals", "equal", "level with"],
  near: ["nearly equals", "nearly equal", "near"],
};

const degrees: Readonly<Record<Size, readonly [verb: string, state: string]>> = {
  none: ["", ""],
  small: ["slightly ", "slightly "],
  large: ["clearly ", "well "],
};

/** Says a balance: "buying momentum slightly outweighs selling momentum". */
export function sayBalance(
  claim: BalanceClaim & { readonly denied: boolean },
  figures: Figures,
  naming: Naming = plainly,
): string[] {
  const { left, right, relation, size, distance, denied } = claim;
  const [verb, base, state] = verbs[relation];
  const [verbDegree, stateDegree] = degrees[size];
  const far = distance === null ? "" : writeQuantity(distance, figures, false);
  const by = far === "" ? "" : ` by ${far}`;
  return [
    denied
      ? `${naming(left)} does not ${verbDegree}${base} ${naming(right)}${by}`
      : `${naming(left)} ${verbDegree}${verb} ${naming(right)}${by}`,
    `${naming(left)} is ${denied ? "not " : ""}${far === "" ? stateDegree : `${far} `}${state} ${naming(right)}`,
  ];
}

/** The larger of each two sums, first. */
export function listBalance(figures: Figures): Claim[] {
  return catalogue.flatMap(({ name, kind }: CatalogueFigure): Claim[] => {
    if (kind.is !== "sum" || kind.means !== "up" || !isFigureName(kind.against)) return [];
    const side = sideOf(name, kind.against, figures);
    if (side === null) return [];
    const [left, right] = side === "below" ? [kind.against, name] : [name, kind.against];
    return [
      {
        is: "balance",
        left,
        relation: side === "at" ? "at" : "above",
        right,
        size: "none",
        distance: null,
        denied: false,
      },
    ];
  });
}
