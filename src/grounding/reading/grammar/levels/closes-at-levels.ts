import { alt, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import { closingAt } from "../pieces/said-otherwise.ts";
import { comparable, compareAll, isPriceChange, namesOf, type Predicate, valuesOf } from "../subjects.ts";
import { figureList } from "./figure-lists.ts";
import { quantity } from "./quantities.ts";

/** `closed at 2.42, the day's high`, `closed at 2.42, which is both the day's high and the upper band`: at those levels. */
export const closesAtLevels: Parser<Predicate> = rule(
  seq(
    [
      tag("closes"),
      tag("at"),
      quantity,
      tag("comma"),
      opt(
        seq([alt(tag("this"), tag("that")), tag("be")], () => true as const),
        null,
      ),
      figureList,
    ],
    (_, __, value, ___, ____, found): Predicate | null =>
      valuesOf(found).length > 0 || namesOf(found).includes("last_close")
        ? null
        : closingAt(value, {
            last: found,
            of: ({ subject }, isDenied) =>
              isDenied || !comparable(namesOf(subject), namesOf(found))
                ? null
                : compareAll(namesOf(subject), "at", namesOf(found), "none", null, false),
          }),
  ),
);

/** `experienced a change over 24 hours of -5.05 %`: changes with their values. */
export const bringsChange: Parser<Predicate> = rule(
  seq([alt(tag("bring"), tag("show")), figureList], (_, found): Predicate => ({
    last: found,
    of: ({ subject }, isDenied) =>
      isDenied || subject.is !== "product" || !namesOf(found).every(isPriceChange) || valuesOf(found).length === 0
        ? null
        : valuesOf(found),
  })),
);
