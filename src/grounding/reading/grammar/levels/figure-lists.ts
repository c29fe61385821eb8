import type { Figures, FigureRef } from "../subjects.ts";
import { alt, later, notBefore, nothing, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import { figure, paired, single } from "./figures.ts";
import { sharedValue } from "./shared-value.ts";
import { figures, nameOf } from "../subjects.ts";
import { pair } from "./quantities.ts";

const joiner = alt(
  tag("and"),
  tag("or"),
  tag("nor"),
  tag("comma"),
  seq([tag("and"), tag("of")], () => true as const),
);

const oneMore = alt(single, paired);
/** "Below the close of 16.75, and the EMA is 16.73": what has a verb of its own is none of the row. */
const afterComma = seq([tag("comma"), tag("and"), notBefore(oneMore, "be")], (_, __, found) => found);

const rest: Parser<readonly Figures[]> = rule(
  alt(
    nothing([]),
    seq(
      [
        alt(
          seq([joiner, oneMore], (_, found) => found),
          afterComma,
        ),
        later(() => rest),
      ],
      (next, others): readonly Figures[] | null => (others.length > 4 ? null : [next, ...others]),
    ),
  ),
);

function together(first: Figures, others: readonly Figures[]): Figures | null {
  if (others.length === 0) return first;
  const all = [first, ...others];
  // "The EMA and the EMA" is a slip of the pen, and what was meant can't be known.
  const names = all.flatMap(({ refs }) => refs.map(({ names: [name] }) => name));
  if (new Set(names).size < names.length) return null;
  if (all.some(({ group }) => group !== null) && all.length > 2 && !all.every(hasNoValue)) return null;
  // "the EMA of A below the rolling average of B and the price under both": the price begins anew.
  if (!hasNoValue(first) && others.some((other) => hasNoValue(other) && nameOf(other) === "last_close")) return null;
  return figures(
    all.flatMap(({ refs }) => refs),
    null,
    all.flatMap(({ more }) => more),
  );
}

const hasNoValue = (found: Figures): boolean => found.refs.every(({ quantity: value }) => value === null);

/** Figures in a row: `both the rolling average of A and the EMA of B`, `the rolling average and the EMA, both at A`. */
export const figureList: Parser<Figures> = rule(
  alt(
    seq([opt(tag("either"), null), figure, rest], (_, first, others) => together(first, others)),
    seq([opt(tag("either"), null), figure, rest, sharedValue], (_, first, others, value): Figures | null => {
      const all = together(first, others);
      if (all === null || others.length === 0) return null;
      return figures(
        all.refs.map((ref): FigureRef => ({ names: ref.names, quantity: ref.quantity ?? value })),
        all.group,
        all.more,
      );
    }),
    seq([opt(tag("either"), null), figure, tag("and"), figure, pair], (_, one, __, two, [a, b]): Figures | null => {
      const [first] = one.refs;
      const [second] = two.refs;
      if (
        first === undefined ||
        second === undefined ||
        one.group !== null ||
        two.group !== null ||
        !hasNoValue(one) ||
        !hasNoValue(two)
      )
        return null;
      return figures([
        { names: first.names, quantity: a },
        { names: second.names, quantity: b },
      ]);
    }),
    // "of its averages", "its averages"
    seq([alt(tag("either"), tag("two")), tag("of"), figure], (_, __, found): Figures | null =>
      found.group === null ? null : found,
    ),
  ),
);
