import type { Quantity } from "../../statement.ts";
import { alt, map, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";

const approx = tag("approx");
const small = tagIf("degree", (size) => size === "small");
const unit = tag("unit");

const currency = tagIf("unit", (its) => its === "usd" || its === "eur" || its === "gbp");
const withUnit = alt(
  seq([currency, tag("number")], (its, number): Quantity | null =>
    number.unit === "none" ? { ...number, unit: its } : null,
  ),
  seq([tag("number"), opt(unit, null)], (number: Quantity, its): Quantity | null =>
    its === null ? number : number.unit === "none" || number.unit === its ? { ...number, unit: its } : null,
  ),
);

/** A number with its unit: `56,355.91`, `about 355`, `just 0.0002`, `a mere 6.63`, `ten points`. */
export const quantity = rule(
  seq([opt(small, null), opt(approx, false), withUnit], (_, isApprox, number): Quantity =>
    isApprox === false ? number : { ...number, approx: true },
  ),
);

/** A number, perhaps with what a percentage is of: "1.72 % a day", "0.60 % of the price". */
const value = rule(
  seq([quantity, opt(tag("per"), null)], (number, per): Quantity | null =>
    per === null ? number : number.unit === "percent" ? { ...number, per } : null,
  ),
);

/** How far something is from something else: a number, or a limit like `less than 60 points`. */
export const distance = rule(
  alt(
    quantity,
    seq([opt(small, null), tag("bound"), withUnit], (_, bound, number): Quantity => ({ ...number, bound })),
  ),
);

const joiner = alt(
  tag("slash"),
  seq([opt(tag("comma"), null), tag("or")], () => true as const),
);

/** One number, or one given twice: `2602.48 (-5.24 %)`, `0.16 or 2.30 %`. */
export const quantities = rule(
  alt(
    map(value, (one): readonly Quantity[] => [one]),
    seq([quantity, tag("open"), value, tag("close")], (one, _, two): readonly Quantity[] => [one, two]),
    seq([quantity, joiner, value], (one, _, two): readonly Quantity[] => [one, two]),
    seq([quantity, tag("comma"), tag("or"), value, tag("comma")], (one, _, __, two): readonly Quantity[] => [one, two]),
    seq([quantity, tag("comma"), value], (one, _, two): readonly Quantity[] | null =>
      one.unit !== "percent" && two.unit === "percent" ? [one, two] : null,
    ),
  ),
);

/** Two numbers in the order in which they are told. */
export type Pair = readonly [Quantity, Quantity];
const between = alt(tag("and"), tag("to"), tag("dash"), tag("slash"));
const bare = alt(
  seq([quantity, between, quantity], (one, _, two): Pair => [one, two]),
  seq([quantity, between, quantity, tag("respectively")], (one, _, two): Pair => [one, two]),
  seq([quantity, between, quantity, tag("comma"), tag("respectively")], (one, _, two): Pair => [one, two]),
);

/** `of A and B`, `(A–B)`, `between A and B`, `from A to B`, `A and B respectively`. */
export const pair = rule(
  alt(
    bare,
    seq(
      [alt(tag("of"), tag("at"), tag("between"), tag("fromWord"), tag("colon"), tag("comma")), bare],
      (_, two) => two,
    ),
    seq([tag("comma"), alt(tag("of"), tag("at"), tag("between"), tag("fromWord")), bare], (_, __, two) => two),
    seq(
      [
        tag("open"),
        opt(alt(tag("of"), tag("at"), tag("between"), tag("fromWord")), null),
        alt(
          bare,
          seq([quantity, alt(tag("comma"), tag("slash")), quantity], (one, _, two): Pair => [one, two]),
        ),
        tag("close"),
      ],
      (_, __, two) => two,
    ),
  ),
);
