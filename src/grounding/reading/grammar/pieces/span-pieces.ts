import { alt, map, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import type { Scope, Statement } from "../../statement.ts";
import { type Piece, piece } from "./piece.ts";
import { predicate } from "../predicates.ts";
import { type Predicate, product } from "../subjects.ts";

/** `the day`, `the past week`, `the hour`: a span as that which moved. */
const spanNoun: Parser<Scope> = rule(
  alt(
    map(tag("day"), (): Scope => "day"),
    tag("hours"),
  ),
);

/** What is said of a span: movements and moods alone, each of that span. */
function saidOf(said: Predicate, scope: Scope): readonly Statement[] | null {
  const claims = said.of({ subject: product, scope, they: null }, false);
  const isOfSpan = claims?.every((claim) => (claim.is === "moved" || claim.is === "mood") && claim.scope === scope);
  return isOfSpan === true && claims !== null && claims.length > 0 ? claims : null;
}

const both = opt(tag("either"), null);

/** "The week is up 0.77 %", "both the hour and the day are down". */
export const spanSubjectPiece: Parser<Piece> = alt(
  seq([spanNoun, predicate], (scope, said): Piece | null => {
    const claims = saidOf(said, scope);
    return claims === null ? null : piece((told) => ({ claims, told: { ...told, subject: product, scope } }));
  }),
  seq([both, spanNoun, tag("and"), spanNoun, opt(tag("both"), null), predicate], (_, one, __, other, ___, said) => {
    const claims = one === other ? null : [saidOf(said, one), saidOf(said, other)];
    const [first, second] = claims ?? [null, null];
    if (first === null || second === null || first === undefined || second === undefined) return null;
    if (first.some((claim) => claim.is === "moved" && claim.quantities.length > 0)) return null;
    return piece((told) => ({ claims: [...first, ...second], told: { ...told, subject: product } }));
  }),
);
