import { alt, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import { figure } from "./figures.ts";
import { nameOf, otherSum, type Predicate, valuesOf } from "../subjects.ts";

/** `2.5 times selling momentum`, `more than twice as strong as sellers`, `double the selling momentum`. */
export const isTimes: Parser<Predicate> = rule(
  seq(
    [
      opt(
        alt(
          tag("bound"),
          seq([tag("approx")], () => "approx" as const),
        ),
        null,
      ),
      alt(
        tag("multiple"),
        seq([tag("number"), tag("times")], (number) => number),
      ),
      opt(
        seq(
          [tag("as"), alt(tag("comparative"), tag("mood"), tag("degree"), tag("positive_")), tag("as")],
          () => true as const,
        ),
        null,
      ),
      figure,
    ],
    (limit, multiple, _, found): Predicate => ({
      last: found,
      of: (said, denied) => {
        const [left, right] = [nameOf(said.subject), nameOf(found)];
        if (left === null || right === null || denied || otherSum(left) !== right) return null;
        const bound = limit === "under" || limit === "over" ? { bound: limit } : {};
        return [
          ...valuesOf(found),
          {
            is: "gap",
            left,
            right,
            quantity: {
              size: typeof multiple === "number" ? multiple : multiple.size,
              sign: 0,
              // "Twice" is rough; a number with decimals says how exact it is.
              step: typeof multiple === "number" || multiple.step === 1 ? 0.5 : multiple.step,
              unit: "times",
              approx: limit === "approx",
              ...bound,
            },
            size: "none",
          },
        ];
      },
    }),
  ),
);
