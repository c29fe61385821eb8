import { figureOf, type FigureName } from "../../../../../features/index.ts";
import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Side, Size, Statement } from "../../../statement.ts";
import { degree } from "../../movements/degrees.ts";
import { edgeOf } from "../edges.ts";
import { figureList } from "../figure-lists.ts";
import { figure } from "../figures.ts";
import { type Piece, piece, remember, type Told } from "../../pieces/piece.ts";
import { predicate } from "../../predicates.ts";
import { roleAt, claimsAt, rolesOf, rolePhrase } from "../roles.ts";
import { type Figures, nameOf, namesOf, valuesOf } from "../../subjects.ts";

type Role = Extract<Statement, { is: "role" }>;

function areLevels(names: readonly FigureName[]): boolean {
  return names.length > 0 && names.every((name) => figureOf(name).kind.is === "level");
}

/** On which side of the price a level of that part lies. */
function sideOf({ role }: Role): "above" | "below" | null {
  if (role === "support" || role === "below") return "below";
  return role === "resistance" || role === "above" ? "above" : null;
}

const beside = (left: FigureName, side: Side, right: FigureName): Extract<Statement, { is: "compare" }> => ({
  is: "compare",
  left,
  side,
  right,
  size: "none",
  distance: null,
  denied: false,
});

/** Levels in the order in which they follow on another, away from the price. */
function inOrder(base: FigureName, side: "above" | "below", names: readonly FigureName[]): readonly Statement[] {
  return names.map((name, index) => beside(name, side, names[index - 1] ?? base));
}

/** `followed by the day's high of 184.99`: the levels behind the one that was named. */
function following(found: Figures, { role }: Told): readonly Statement[] | null {
  const side = role === null ? null : sideOf(role);
  const names = namesOf(found);
  if (role === null || role.figure === null || side === null || !areLevels(names) || names.includes(role.figure))
    return null;
  const roles = names.map((name): Statement => ({ ...role, figure: name, rank: null }));
  const order = {
    is: "order",
    side,
    from: role.figure,
    levels: names,
    isNext: role.rank !== null,
    denied: false,
  } as const;
  return [...valuesOf(found), ...roles, order];
}

/** `followed closely by the day's high of 184.99`: the next one, and near the one that was named. */
function closelyFollowing(found: Figures, told: Told): readonly Statement[] | null {
  const claims = following(found, told);
  const [first] = namesOf(found);
  const before = told.role?.figure ?? null;
  return claims === null || first === undefined || before === null ? null : [...claims, beside(first, "near", before)];
}

/** `the second is the upper band of A`: of the side that was told. */
function ranked(found: Figures, rank: number, { role }: Told): readonly Statement[] | null {
  const [name] = namesOf(found);
  if (role === null || rank < 2 || name === undefined || nameOf(found) === null || sideOf(role) === null) return null;
  return areLevels([name]) ? [...valuesOf(found), { ...role, figure: name, rank }] : null;
}

const follows = tagIf("relation", (word) => word === "follows");

const farther = tagIf("relation", (word) => word === "further" || word === "further above" || word === "further below");

/** `with pivot R1 of 3549.33 further up`: beyond what was named, on that side. */
function furtherOn(
  found: Figures,
  word: string,
  { role, named, subject }: Told,
  size: Size = "none",
): readonly Statement[] | null {
  const names = namesOf(found);
  const own = subject?.is === "figures" ? nameOf(subject) : null;
  const before = role?.figure ?? own ?? (named === null ? null : nameOf(named));
  const told = role === null ? null : sideOf(role);
  const side = word === "further above" ? "above" : word === "further below" ? "below" : told;
  if (before === null || side === null || !areLevels([...names, before]) || names.includes(before)) return null;
  if (told !== null && told !== side) return null;
  return [
    ...valuesOf(found),
    ...names.flatMap((name) => [
      { ...beside(name, side, before), size },
      ...(role === null ? [] : [{ ...role, role: side, rank: null, figure: name } satisfies Role]),
    ]),
  ];
}

function ofTold(found: Figures, claimsFor: (told: Told) => readonly Statement[] | null): Piece {
  return piece((told) => {
    const claims = claimsFor(told);
    return claims === null ? null : { claims, told: remember(told, told.subject ?? found, found) };
  }, 0.4);
}

const sideBefore: Parser<"above" | "below"> = tagBeside();

function tagBeside(): Parser<"above" | "below"> {
  return rule(
    seq([tagIf("side", (side) => side === "above" || side === "below")], (side) =>
      side === "above" || side === "below" ? side : null,
    ),
  );
}

/** How levels follow on one another. */
export const levelOrderPiece: Parser<Piece> = alt(
  // "The day's low of 75242.50 is also the 7-day low": both read the same
  seq([figure, tag("be"), figure], (one, _, other): Piece | null => {
    const [left, right] = [nameOf(one), nameOf(other)];
    if (left === null || right === null || left === right || edgeOf(left) === null || edgeOf(left) !== edgeOf(right))
      return null;
    return ofTold(one, () => [...valuesOf(one), ...valuesOf(other), beside(left, "at", right)]);
  }),
  seq([tagIf("relation", (word) => word === "followed by" || word === "comes before"), figureList], (_, found) =>
    ofTold(found, (told) => following(found, told)),
  ),
  // "followed closely by the day's high of 184.99", ", with the pivot of 0.2685 close behind"
  seq([tagIf("relation", (word) => word === "followed closely by"), figureList], (_, found) =>
    ofTold(found, (told) => closelyFollowing(found, told)),
  ),
  seq(
    [opt(tag("with"), null), figureList, opt(tag("be"), null), tagIf("relation", (word) => word === "close behind")],
    (_, found) => ofTold(found, (told) => closelyFollowing(found, told)),
  ),
  // "The nearest level above is A, just ahead of B"
  seq(
    [tagIf("degree", (size) => size === "small"), tagIf("relation", (word) => word === "comes before"), figureList],
    (_, __, found) => ofTold(found, (told) => closelyFollowing(found, told)),
  ),
  // "; behind it stand A and B": on from what was named, on its side
  seq([tagIf("relation", (word) => word === "further"), alt(tag("be"), follows), figureList], (_, __, found) =>
    ofTold(found, (told) => following(found, told)),
  ),
  // ", while the day's high of 14.50 follows", ", with the day's high of 184.99 next"
  seq([opt(tag("with"), null), figureList, tagIf("relation", (word) => word === "follows")], (_, found) =>
    ofTold(found, (told) => following(found, told)),
  ),
  seq(
    [
      tag("rank"),
      opt(
        tagIf("relation", (word) => word === "levels"),
        null,
      ),
      opt(tag("be"), null),
      figure,
    ],
    (rank, _, __, found) => ofTold(found, (told) => ranked(found, rank, told)),
  ),
  // ", while the lower band of B comes second"
  seq([figure, opt(tag("be"), null), tag("rank")], (found, _, rank) =>
    ofTold(found, (told) => ranked(found, rank, told)),
  ),
  seq([opt(tag("with"), null), figureList, opt(tag("be"), null), degree, farther], (_, found, __, size, word) =>
    ofTold(found, (told) => furtherOn(found, word, told, size ?? "none")),
  ),
  // "with pivot R1 at 0.2074 just above it": above the level that was named
  seq(
    [
      opt(tag("with"), null),
      figureList,
      opt(tag("be"), null),
      degree,
      alt(
        sideBefore,
        map(tag("relation"), (word) =>
          word === "further above" ? ("above" as const) : word === "further below" ? ("below" as const) : null,
        ),
      ),
      tag("it"),
    ],
    (_, found, __, size, side): Piece | null =>
      size === "large"
        ? null
        : // Without a level that was given its part, "it" may be the price.
          ofTold(found, (told) =>
            told.role === null ? null : furtherOn(found, side === "above" ? "further above" : "further below", told),
          ),
  ),
  // "Further up stand the upper band of A and the day's high of B": above the price
  seq([farther, alt(tag("be"), follows), figureList], (word, _, found): Piece | null => {
    const side = word === "further above" ? "above" : word === "further below" ? "below" : null;
    const names = namesOf(found);
    return side === null || !areLevels(names)
      ? null
      : ofTold(found, () => [...valuesOf(found), ...names.map((name) => beside(name, side, "last_close"))]);
  }),
  // "Below the pivot, the 24-hour VWAP of A and the lower band of B serve as support"
  seq([sideBefore, figure, tag("comma"), figureList, predicate], (side, base, _, found, said): Piece | null => {
    const [mark, names] = [nameOf(base), namesOf(found)];
    if (mark === null || !areLevels([mark, ...names]) || names.includes(mark)) return null;
    return piece((told) => {
      const claims = said.of({ subject: found, scope: told.scope, they: told.they }, false);
      if (claims === null) return null;
      const sides = names.map((name) => beside(name, side, mark));
      return {
        claims: [...valuesOf(base), ...valuesOf(found), ...sides, ...claims],
        told: remember(told, found, found),
      };
    }, 0.6);
  }),
  // "Beyond the upper band, resistance lies at the day's high of A and pivot R1 of B"
  seq([sideBefore, figure, tag("comma"), roleAt], (side, base, _, found): Piece | null => {
    const mark = nameOf(base);
    const claims = claimsAt(found);
    if (mark === null || claims === null || !("refs" in found.place)) return null;
    const { place } = found;
    const names = namesOf(place);
    return !areLevels([mark, ...names]) || names.includes(mark)
      ? null
      : ofTold(place, () => [...valuesOf(base), ...claims, ...names.map((name) => beside(name, side, mark))]);
  }),
  // "Under the VWAP, the lower band of A comes before pivot S1 of B"
  seq(
    [sideBefore, figure, tag("comma"), figure, tagIf("relation", (word) => word === "comes before"), figureList],
    (side, base, _, first, __, rest): Piece | null => {
      const [mark, one] = [nameOf(base), nameOf(first)];
      const names = namesOf(rest);
      if (mark === null || one === null || !areLevels([mark, one, ...names])) return null;
      return ofTold(first, () => [
        ...valuesOf(base),
        ...valuesOf(first),
        ...valuesOf(rest),
        ...inOrder(mark, side, [one, ...names]),
      ]);
    },
  ),
  // "sits just under the upper band of A, the next level above"
  seq([rolePhrase], (role): Piece =>
    piece(({ named, ...told }) => {
      const found = named;
      const claims = found === null || nameOf(found) === null ? null : rolesOf(role, namesOf(found), false);
      return claims === null ? null : { claims, told: { ...told, named } };
    }, 1.2),
  ),
);
