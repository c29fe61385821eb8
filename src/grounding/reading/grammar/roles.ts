import { figureOf, type FigureName } from "../../../features/index.ts";
import type { LevelRole } from "../../claims/claim.ts";
import { alt, opt, type Parser, rule, seq, tag } from "../parser.ts";
import type { Quantity, Statement } from "../statement.ts";
import { figureList } from "./figure-lists.ts";
import { type Piece, piece, remember } from "./piece.ts";
import { quantity } from "./quantities.ts";
import { type Figures, namesOf, type Predicate, type Subject, valuesOf } from "./subjects.ts";

interface Role {
  readonly role: LevelRole;
  readonly rank: number | null;
}

const rolePhrase: Parser<Role> = rule(
  seq(
    [opt(tag("rank"), null), opt(tag("rank"), null), tag("levelRole")],
    (rank, again, role): Role | null => (again !== null && again !== rank ? null : { role, rank }),
  ),
);

function rolesOf({ role, rank }: Role, names: readonly FigureName[], denied: boolean): readonly Statement[] | null {
  const areLevels = names.length > 0 && names.every((name) => isLevel(name));
  if (!areLevels || (rank !== null && names.length > 1)) return null;
  return names.map((figure): Statement => ({ is: "role", role, rank, figure, quantity: null, denied }));
}

function isLevel(name: FigureName): boolean {
  const { kind } = figureOf(name);
  return kind.is === "level" && kind.role !== "close";
}

/** `support`, `the nearest resistance`, `acts as support`: said of a level. */
export const isRole: Parser<Predicate> = rule(
  seq([opt(tag("actAs"), null), opt(tag("as"), null), rolePhrase], (_, __, role): Predicate => ({
    last: null,
    of: ({ subject }, denied) => (subject.is === "figures" ? rolesOf(role, namesOf(subject), denied) : null),
  })),
);

type Place = Figures | Quantity;

const isFigures = (place: Place): place is Figures => "refs" in place;

/** `support at the pivot S1 of 90308.00`, `the next resistance is the upper band`, `resistance at 90455.75`. */
const roleAt: Parser<{ readonly role: Role; readonly place: Place }> = rule(
  alt(
    seq(
      [
        rolePhrase,
        opt(alt(tag("be"), tag("colon"), tag("comma"), tag("runs")), null),
        opt(alt(tag("at"), tag("of"), tag("on"), tag("in")), null),
        figureList,
      ],
      (role, _, __, place) => ({ role, place }),
    ),
    seq(
      [rolePhrase, opt(alt(tag("be"), tag("colon")), null), opt(alt(tag("at"), tag("of")), null), quantity],
      (role, _, __, place) => ({ role, place }),
    ),
  ),
);

function claimsAt({ role, place }: { readonly role: Role; readonly place: Place }): readonly Statement[] | null {
  if (!isFigures(place))
    return [{ is: "role", role: role.role, rank: role.rank, figure: null, quantity: place, denied: false }];
  const claims = rolesOf(role, namesOf(place), false);
  return claims === null ? null : [...valuesOf(place), ...claims];
}

/** `finds support at the pivot S1`, `faces resistance at the VWAP`: said of the product. */
export const hasRole: Parser<Predicate> = rule(
  seq([alt(tag("have"), tag("show"), tag("find"), tag("bring")), roleAt], (_, found): Predicate => ({
    last: isFigures(found.place) ? found.place : null,
    of: ({ subject }, denied) => (denied || !isPrice(subject) ? null : claimsAt(found)),
  })),
);

function isPrice(subject: Subject): boolean {
  return subject.is === "product" || namesOf(subject).every((name) => !isLevel(name) && figureOf(name).kind.is === "level");
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
