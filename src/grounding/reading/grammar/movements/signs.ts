import { figureOf } from "../../../../features/index.ts";
import { alt, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import type { Quantity, Side, Statement } from "../../statement.ts";
import { quantities } from "../levels/quantities.ts";
import { namesOf, type Predicate } from "../subjects.ts";

const zero: Quantity = { size: 0, sign: 0, step: 1, unit: "none", approx: false };

/** `negative`, `positive at 12.50`, `in negative territory`: said of lines around zero. */
export const isSigned: Parser<Predicate> = rule(
  seq(
    [
      tag("sign"),
      opt(
        seq([alt(tag("at"), tag("of"), tag("comma")), quantities], (_, found) => found),
        null,
      ),
    ],
    (side: Side, found): Predicate => ({
      last: null,
      of: ({ subject }, denied) => {
        const names = namesOf(subject);
        if (names.length === 0 || !names.every((name) => figureOf(name).kind.is === "zero_line")) return null;
        const [only, ...others] = names;
        if (found !== null && (denied || only === undefined || others.length > 0)) return null;
        return [
          ...(found ?? []).map((quantity): Statement => ({ is: "value", figures: names, quantity, way: null })),
          ...names.map((figure): Statement => ({
            is: "level",
            side,
            quantity: zero,
            figure,
            denied,
            size: "none",
            distance: null,
          })),
        ];
      },
    }),
  ),
);
