import { figureOf } from "../features/index.ts";
import type { Figures } from "./claims/figures.ts";
import { say } from "./claims/say.ts";
import { listValues } from "./claims/value.ts";
import type { Finding } from "./plain-insight.ts";

/** What a reader takes in as one sentence. */
const maxAmounts = 3;

/**
 * Tells the figures that no comparison and no place names: widths, counts and lines around zero. "The ATR is 120.50, the ATR in
 * percent is 0.24 %, and the realized volatility is 2.31 %".
 */
export function describeAmounts(figures: Figures): Finding[] {
  const amounts = listValues(figures).flatMap((claim): Finding[] => {
    const clause = isAmount(claim.is === "value" ? figureOf(claim.figure).kind.is : null)
      ? say(claim, figures)[0]
      : null;
    return clause === undefined || clause === null ? [] : [{ clause, claims: [claim] }];
  });
  const groups = Map.groupBy(amounts, (amount) => Math.floor(amounts.indexOf(amount) / maxAmounts));
  return [...groups.values()].map((group) => ({
    clause: joined(group.map(({ clause }) => clause)),
    claims: group.flatMap(({ claims }) => claims),
  }));
}

function isAmount(kind: string | null): boolean {
  return kind === "width" || kind === "count" || kind === "zero_line";
}

/** "A", "A and B", "A, B, and C". */
function joined(clauses: readonly string[]): string {
  if (clauses.length < 3) return clauses.join(" and ");
  return `${clauses.slice(0, -1).join(", ")}, and ${clauses.at(-1) ?? ""}`;
}
