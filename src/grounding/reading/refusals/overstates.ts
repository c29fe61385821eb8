import { figureOf } from "../../../features/index.ts";
import type { Claim, ClaimSpan } from "../../claims/claim.ts";
import { decide } from "../../claims/decide.ts";
import type { Figures } from "../../claims/figures.ts";
import { isClose, kindOf } from "../../claims/phrases.ts";
import type { Token } from "../parser/scanner.ts";

const strong: ReadonlySet<string> = new Set(["strong", "strongly", "robust", "powerful", "solid"]);

/**
 * Whether a sentence calls strong what it bears out by nothing but changes of the price, none of which is much: "the change of 0.07 %
 * shows strong momentum".
 */
export function overstates(tokens: readonly Token[], claims: readonly Claim[], figures: Figures): boolean {
  if (!tokens.some((token) => token.is === "word" && strong.has(token.text))) return false;
  const changes = claims.flatMap((claim) => changeTold(claim));
  const isOther = claims.some(
    (claim) =>
      claim.is !== "stance" && changeTold(claim).length === 0 && !(claim.is === "value" && isClose(claim.figure)),
  );
  return changes.length > 0 && !isOther && !changes.some((span) => isMuch(span, figures));
}

/** The span of the change that a claim tells. */
function changeTold(claim: Claim): readonly ClaimSpan[] {
  if (claim.is === "moved") return claim.of === "price" && !claim.denied ? [claim.span] : [];
  if (claim.is !== "value") return [];
  const kind = kindOf(claim.figure);
  const { span } = figureOf(claim.figure);
  const isPrice = kind.is === "change" && kind.of === "price";
  return isPrice && span !== "window" && span !== "previous_day" ? [span] : [];
}

function isMuch(span: ClaimSpan, figures: Figures): boolean {
  return (["up", "down"] as const).some(
    (way) =>
      decide({ is: "moved", of: "price", way, span, quantities: [], size: "large", denied: false }, figures).is ===
      "true",
  );
}
