import type { FigureName } from "../../features/index.ts";
import type { Claim } from "../claims/claim.ts";
import { isClose, kindOf } from "../claims/phrases.ts";
import type { Reading } from "./read-sentence.ts";
import type { Statement } from "./statement.ts";

type Up = "above" | "below";

const isLevel = (name: FigureName): boolean => kindOf(name).is === "level" && !isClose(name);
const turned = (side: Up): Up => (side === "above" ? "below" : "above");

/** On which side of the close a claim sets a level; null where it sets none. */
function sideOf(claim: Claim): Up | null {
  if (claim.denied) return null;
  if (claim.is === "order") return isClose(claim.from) ? claim.side : null;
  if (claim.is === "role") {
    if (claim.role === "resistance" || claim.role === "above") return "above";
    return claim.role === "support" || claim.role === "below" ? "below" : null;
  }
  if (claim.is !== "compare" || (claim.relation !== "above" && claim.relation !== "below")) return null;
  if (isLevel(claim.left) && isClose(claim.right)) return claim.relation;
  return isClose(claim.left) && isLevel(claim.right) ? turned(claim.relation) : null;
}

/** The level that a claim names last; null where it names none. */
function lastOf(claim: Claim): FigureName | null {
  if (claim.is === "order") return claim.levels.at(-1) ?? null;
  if (claim.is === "role" || claim.is === "value")
    return claim.figure !== null && isLevel(claim.figure) ? claim.figure : null;
  if (claim.is !== "compare") return null;
  return isLevel(claim.right) ? claim.right : isLevel(claim.left) ? claim.left : null;
}

/** The level on a side of the close that was told last. */
function lastOn(side: Up, before: readonly Claim[]): FigureName | null {
  return (
    before
      .filter((claim) => sideOf(claim) === side)
      .map(lastOf)
      .findLast((name) => name !== null) ?? null
  );
}

/**
 * Settles levels that "come next": behind the last one that the sentence before named, on the side of the price that it spoke of,
 * with no level between. Where that sentence speaks of both sides, or of none, what they follow can't be known, and the reading
 * is left out, unless they tell their side: then it is the last one on it, and where none was told, the price.
 *
 * @param before what the sentence before claims, where it is true.
 */
export function settleRows(readings: readonly Reading[], before: readonly Claim[]): readonly Reading[] {
  if (!readings.some((statements) => statements.some(({ is }) => is === "goesOn"))) return readings;
  const sides = new Set(before.map(sideOf).filter((side) => side !== null));
  const from = before.map(lastOf).findLast((name) => name !== null) ?? null;
  const [side] = sides;
  return readings.flatMap((statements): readonly Reading[] => {
    const settled = statements.map((statement): Statement | null => {
      if (statement.is !== "goesOn") return statement;
      const known = sides.size === 1 && side !== undefined ? side : null;
      const { levels, isNext } = statement;
      if (known !== null && from !== null && (statement.side === null || statement.side === known))
        return levels.includes(from) ? null : { is: "order", side: known, from, levels, isNext, denied: false };
      if (statement.side === null) return null;
      const own = lastOn(statement.side, before);
      if (own === null ? statement.isOfIt === true : levels.includes(own)) return null;
      return {
        is: "order",
        side: statement.side,
        from: own ?? "last_close",
        levels,
        isNext: isNext && own !== null,
        denied: false,
      };
    });
    const kept = settled.filter((statement) => statement !== null);
    return kept.length < settled.length ? [] : [kept];
  });
}
