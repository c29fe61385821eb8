import type { FigureName } from "../../../features/index.ts";
import { type Parser, alt, map, opt, rule, seq, tag } from "../parser/parser.ts";
import type { Quantity, Statement } from "../statement.ts";
import { degree } from "./movements/degrees.ts";
import { edgeOf, oppositeOf } from "./levels/edges.ts";
import { figure } from "./levels/figures.ts";
import { top, whole } from "./levels/parts/parts.ts";
import { quantity } from "./levels/quantities.ts";
import { type Figures, type Predicate, comparable, nameOf, namesOf, valuesOf } from "./subjects.ts";

const isHigh = (name: FigureName): boolean => edgeOf(name) === "high";

type End =
  | Figures
  | "high"
  | "low"
  | { readonly is: "extreme"; readonly end: "high" | "low"; readonly value: Quantity };

const ends: Parser<End> = alt(
  figure,
  tag("extremeOf"),
  seq([tag("extremeOf"), alt(tag("of"), tag("at")), quantity], (end, _, value): End => ({ is: "extreme", end, value })),
  seq([tag("extremeOf"), tag("open"), quantity, tag("close")], (end, _, value): End => ({ is: "extreme", end, value })),
  seq([quantity, tag("extremeOf")], (value, end): End => ({ is: "extreme", end, value })),
  map(tag("part"), ([from, to]): "high" | "low" | null =>
    top(from, to) ? "high" : from === 0 && to <= 0.5 ? "low" : null,
  ),
);

function endOf(told: End, they: Figures | null, other: FigureName | null): FigureName | null {
  if (typeof told !== "string" && told.is === "figures") return nameOf(told);
  const end = typeof told === "string" ? told : told.end;
  // "Nearer the top than the bottom": what is nearer is no end of itself.
  if (other !== null) {
    const away = oppositeOf(other);
    return away !== null && isHigh(away) === (end === "high") ? away : null;
  }
  if (they === null || (they.group !== "bands" && they.group !== "range")) return null;
  return namesOf(they)[end === "high" ? 1 : 0] ?? null;
}

const ofThem = opt(
  seq([whole, alt(tag("they"), tag("two"))], () => true as const),
  null,
);

/** `closer to the lower band than to the upper one`, `nearer the top than the bottom`. */
export const isCloser: Parser<Predicate> = rule(
  seq(
    [
      degree,
      tag("closer"),
      opt(tag("to"), null),
      ends,
      ofThem,
      opt(
        seq([tag("than"), opt(tag("to"), null), ends], (_, __, found) => found),
        null,
      ),
    ],
    (size, _, __, to, ___, than): Predicate => ({
      last: typeof to === "string" || to.is === "extreme" ? null : to,
      of: (said, denied) => {
        const names = namesOf(said.subject);
        const one = endOf(to, said.they, null);
        const two = than === null ? null : endOf(than, said.they, one);
        if (than !== null && two === null) return null;
        const other = two ?? (one === null ? null : oppositeOf(one));
        if (one === null || other === null || denied || !comparable(names, [one]) || !comparable(names, [other]))
          return null;
        const values = [to, than].flatMap((found, index): readonly Statement[] => {
          if (found === null || typeof found === "string") return [];
          return found.is === "figures"
            ? valuesOf(found)
            : [{ is: "value", figures: [index === 0 ? one : other], quantity: found.value, way: null }];
        });
        return [
          ...values,
          ...names.map((figureName): Statement => ({
            is: "closer",
            figure: figureName,
            to: one,
            than: other,
            size: size ?? "none",
          })),
        ];
      },
    }),
  ),
);
