import { type Parser, alt, rule, seq, tag } from "../../../parser/parser.ts";
import type { Statement } from "../../../statement.ts";
import { degree } from "../../movements/degrees.ts";
import { edgesNamed, edgesOf } from "../edges.ts";
import { figureList } from "../figure-lists.ts";
import { type Predicate, comparable, namesOf, valuesOf } from "../../subjects.ts";

/** `within the bands`, `inside them`, `between the lower band of A and the upper band of B`, `outside the bands`. */
export const isWithin: Parser<Predicate> = rule(
  seq(
    [
      degree,
      alt(
        seq([tag("halfway"), tag("within")], () => "middle" as const),
        seq([tag("within")], () => "inside" as const),
        seq([tag("outside")], () => "outside" as const),
      ),
      alt(
        figureList,
        seq([tag("they")], () => "they" as const),
      ),
    ],
    (size, where, named): Predicate => ({
      last: named === "they" ? null : named,
      of: (said, denied) => {
        const found = named === "they" ? said.they : named;
        // "Barely between the bands" says that it is near one of them.
        if (found === null || size === "small") return null;
        const names = namesOf(said.subject);
        if (!comparable(names, namesOf(found))) return null;
        const values = named === "they" ? [] : valuesOf(found);
        const of = edgesNamed(found);
        const inside = where !== "outside";
        if (where === "middle")
          return of === null
            ? null
            : [
                ...values,
                ...names.map((name): Statement => ({ is: "part", of, from: 0.4, to: 0.6, figure: name, denied })),
              ];
        const range = edgesOf(found);
        if (range !== null)
          return [
            ...values,
            ...names.map((name): Statement => ({ is: "within", of: range, inside, figure: name, denied })),
          ];
        const [low, high, third] = namesOf(found);
        if (low === undefined || high === undefined || third !== undefined || !inside) return null;
        return [...values, ...names.map((name): Statement => ({ is: "between", figure: name, low, high, denied }))];
      },
    }),
  ),
);
