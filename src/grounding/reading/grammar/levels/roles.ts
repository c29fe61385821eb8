import { figureOf, type FigureName } from "../../../../features/index.ts";
import type { LevelRole } from "../../../claims/claim.ts";
import { alt, notBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Quantity, Statement } from "../../statement.ts";
import { figureList } from "./figure-lists.ts";
import { type Piece, piece, remember } from "../pieces/piece.ts";
import { quantity } from "./quantities.ts";
import { figure, valued } from "./figures.ts";
import {
  compareAll,
  type Figures,
  figures,
  nameOf,
  namesOf,
  type Predicate,
  type Subject,
  valuesOf,
} from "../subjects.ts";

interface Role {
  readonly role: LevelRole;
  readonly rank: number | null;
}

export const rolePhrase: Parser<Role> = rule(
  seq(
    [
      opt(alt(tag("owner"), tag("product")), null),
      opt(tag("rank"), null),
      opt(tag("rank"), null),
      // "higher resistance levels"
      opt(
        tagIf("relation", (word) => word === "further above" || word === "further below" || word === "further"),
        null,
      ),
      tag("levelRole"),
      opt(
        tagIf("side", (side) => side === "above" || side === "below"),
        null,
      ),
      // "the next level above SOL-USD"
      opt(
        alt(
          tag("product"),
          seq([tag("around"), tag("product")], () => true as const),
        ),
        null,
      ),
    ],
    (_, rank, again, further, role, side): Role | null => {
      if ((role === "highest" || role === "lowest") && (rank !== null || further !== null || side !== null))
        return null;
      const isUp = role === "resistance" || role === "above";
      if (further !== null && further !== "further" && isUp !== (further === "further above")) return null;
      const fits = side === null || role === side || role === (side === "above" ? "resistance" : "support");
      return !fits || (again !== null && again !== rank) ? null : { role, rank };
    },
  ),
);

export function rolesOf(
  { role, rank }: Role,
  names: readonly FigureName[],
  denied: boolean,
): readonly Statement[] | null {
  const areLevels = names.length > 0 && names.every((name) => isLevel(name));
  if (!areLevels || (rank !== null && names.length > 1)) return null;
  return names.map((name): Statement => ({ is: "role", role, rank, figure: name, quantity: null, denied }));
}

function isLevel(name: FigureName): boolean {
  const { kind } = figureOf(name);
  return kind.is === "level" && kind.role !== "close";
}

/** `support`, `the nearest resistance`, `acts as support`: said of a level. */
export const isRole: Parser<Predicate> = rule(
  // "Is the next level below the pivot R1" is none of the price.
  seq(
    [opt(tag("actAs"), null), opt(tag("as"), null), notBefore(rolePhrase, "figure", "number")],
    (_, __, role): Predicate => ({
      last: null,
      of: ({ subject }, denied) => (subject.is === "figures" ? rolesOf(role, namesOf(subject), denied) : null),
    }),
  ),
);

/** `indicating support levels`. "Support" is such a verb too, so that no side of the price may follow: "are support levels above". */
export const showsRole: Parser<Predicate> = rule(
  seq(
    [
      tag("show"),
      notBefore(
        tagIf("levelRole", (role) => role === "support" || role === "resistance"),
        "figure",
        "number",
        "side",
      ),
    ],
    (_, role): Predicate => ({
      last: null,
      of: ({ subject }, denied) =>
        subject.is === "figures" ? rolesOf({ role, rank: null }, namesOf(subject), denied) : null,
    }),
  ),
);

type Place = Figures | Quantity;

const isFigures = (place: Place): place is Figures => "refs" in place;

/** `support at the pivot S1 of 90308.00`, `the next resistance is the upper band`, `resistance at 90455.75`. */
export const roleAt: Parser<{ readonly role: Role; readonly place: Place }> = rule(
  alt(
    seq(
      [
        rolePhrase,
        opt(alt(tag("be"), tag("colon"), tag("comma"), tag("runs")), null),
        opt(tag("find"), null),
        opt(alt(tag("at"), tag("of"), tag("on"), tag("in")), null),
        figureList,
      ],
      (role, _, __, ___, place) => ({ role, place }),
    ),
    // "support is at 90308.00, the pivot S1"
    seq(
      [rolePhrase, opt(tag("be"), null), opt(tag("at"), null), quantity, tag("comma"), figure],
      (role, _, __, value, ___, found): { readonly role: Role; readonly place: Place } | null => {
        const [ref, ...others] = found.refs;
        return ref === undefined || others.length > 0 || ref.quantity !== null
          ? null
          : { role, place: figures([{ names: ref.names, quantity: value }]) };
      },
    ),
    seq(
      [rolePhrase, opt(alt(tag("be"), tag("colon")), null), opt(alt(tag("at"), tag("of")), null), quantity],
      (role, _, __, place) => ({ role, place }),
    ),
  ),
);

export function claimsAt({ role, place }: { readonly role: Role; readonly place: Place }): readonly Statement[] | null {
  if (!isFigures(place))
    return [{ is: "role", role: role.role, rank: role.rank, figure: null, quantity: place, denied: false }];
  const claims = rolesOf(role, namesOf(place), false);
  return claims === null ? null : [...valuesOf(place), ...claims];
}

/** `between support at A and resistance at B`, `between the support of S1 and ...`: said of the product. */
export const isBetweenRoles: Parser<Predicate> = rule(
  seq([tag("between"), roleAt, tag("and"), roleAt], (_, one, __, other): Predicate => ({
    last: null,
    of: ({ subject }, denied) => {
      const [low, high] = [claimsAt(one), claimsAt(other)];
      const roles = new Set([one.role.role, other.role.role]);
      const areSides = roles.has("support") && roles.has("resistance");
      return denied || !areSides || !isPrice(subject) || low === null || high === null ? null : [...low, ...high];
    },
  })),
);

/** `between the pivot R1 of 88.61 below and the day's high of 89.56 above`: said of the product. */
export const isBetweenSides: Parser<Predicate> = rule(
  seq(
    [tag("between"), valued, tag("side"), tag("and"), valued, tag("side")],
    (_, one, side, __, other, side2): Predicate | null => {
      const [a, b] = [nameOf(one), nameOf(other)];
      const areSides = (side === "above" && side2 === "below") || (side === "below" && side2 === "above");
      if (a === null || b === null || !areSides || !isLevel(a) || !isLevel(b)) return null;
      return {
        last: null,
        of: ({ subject }, denied) =>
          denied || !isPrice(subject)
            ? null
            : [
                ...valuesOf(one),
                ...valuesOf(other),
                ...compareAll([a], side, ["last_close"], "none", null, false),
                ...compareAll([b], side2, ["last_close"], "none", null, false),
              ],
      };
    },
  ),
);

/** `finds support at the pivot S1`, `faces resistance at the VWAP`: said of the product. */
export const hasRole: Parser<Predicate> = rule(
  seq([alt(tag("have"), tag("show"), tag("find"), tag("bring")), roleAt], (_, found): Predicate => ({
    last: isFigures(found.place) ? found.place : null,
    of: ({ subject }, denied) => (denied || !isPrice(subject) ? null : claimsAt(found)),
  })),
);

function isPrice(subject: Subject): boolean {
  return (
    subject.is === "product" || namesOf(subject).every((name) => !isLevel(name) && figureOf(name).kind.is === "level")
  );
}

/** "Support lies at the pivot S1 of 90308.00", ", with resistance at the upper band". */
export const rolePiece: Parser<Piece> = seq(
  [opt(alt(tag("with"), tag("find"), tag("have")), null), roleAt],
  (_, found): Piece | null => {
    const claims = claimsAt(found);
    const last = isFigures(found.place) ? found.place : null;
    return claims === null ? null : piece((told) => ({ claims, told: remember(told, told.subject ?? last, last) }));
  },
);
