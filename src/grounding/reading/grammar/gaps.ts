import { figureOf } from "../../../features/index.ts";
import { type Parser, alt, map, notBefore, opt, rule, seq, tag, tagIf } from "../parser/parser.ts";
import type { Quantity, Statement } from "../statement.ts";
import { degree } from "./movements/degrees.ts";
import { edgesOf } from "./levels/edges.ts";
import { figure } from "./levels/figures.ts";
import { canHave, inItsUnit } from "./levels/units-of-figures.ts";
import { whole } from "./levels/parts/parts.ts";
import { distance, pair, quantities, quantity } from "./levels/quantities.ts";
import { type Figures, type Predicate, comparable, compareAll, nameOf, namesOf, valuesOf } from "./subjects.ts";

/** `about the same`, `nearly equal at 0.1353 and 0.1355`: said of two. */
export const isSame: Parser<Predicate> = rule(
  seq(
    [
      degree,
      alt(
        seq([tag("same")], (): "near" => "near"),
        // "The EMA of 149.40 and the average of 149.45 are equal" is false, however near they are.
        seq([tagIf("side", (side) => side === "at")], (): "at" => "at"),
      ),
      opt(
        seq(
          [
            opt(alt(tag("at"), tag("comma"), tag("of")), null),
            opt(tag("at"), null),
            alt(
              quantity,
              pair,
              seq([quantity, tag("against"), quantity], (one, _, two): readonly [Quantity, Quantity] => [one, two]),
            ),
          ],
          (_, __, value) => value,
        ),
        null,
      ),
      opt(tag("both"), null),
    ],
    (size, side, value): Predicate => ({
      last: null,
      of: (said, denied) => {
        const names = namesOf(said.subject);
        const relation = size === "small" ? "near" : side;
        const [a, b] = names;
        if (a === undefined || b === undefined || !comparable([a], names.slice(1))) return null;
        const claims = names.slice(1).flatMap((name) => compareAll([a], relation, [name], "none", null, denied));
        if (value === null) return claims;
        if (denied || names.length !== 2) return null;
        const values = "size" in value ? [value, value] : value;
        return [
          ...claims,
          ...names.map((name, index): Statement => ({
            is: "value",
            figures: [name],
            quantity: values[index] ?? values[0],
            way: null,
          })),
        ];
      },
    }),
  ),
);

/** `4040 points away`, `less than 10 points away from the last close`, `two cents apart`. */
export const isAway: Parser<Predicate> = rule(
  alt(
    seq(
      [opt(distance, null), degree, tag("away"), opt(tag("fromWord"), null), opt(figure, null)],
      (far, size, _, __, found): Predicate | null => {
        if (far === null && found === null) return null;
        return {
          last: found,
          of: (said, denied) => {
            const names = namesOf(said.subject);
            const [left, right] =
              found === null
                ? names.length === 2
                  ? names
                  : [names[0], "last_close" as const]
                : [names[0], nameOf(found)];
            if (left === undefined || right === undefined || right === null || left === right) return null;
            if (names.length > (found === null ? 2 : 1) || !comparable([left], [right])) return null;
            return [
              ...(found === null ? [] : valuesOf(found)),
              // "Distant from the EMA" without a number is far from it.
              { is: "gap", left, right, quantity: far, size: size ?? (far === null ? "large" : "none"), denied },
            ];
          },
        };
      },
    ),
    // "within 253.23 of the day's high"
    seq([tag("within"), quantity, tag("of"), figure], (_, far, __, found): Predicate => ({
      last: found,
      of: (said, denied) => {
        const [left, right] = [nameOf(said.subject), nameOf(found)];
        if (left === null || right === null || denied || !comparable([left], [right])) return null;
        return [...valuesOf(found), { is: "gap", left, right, quantity: far, size: "none" }];
      },
    })),
    // "is 868.65 wide"
    seq([distance, tag("wide")], (far): Predicate => ({
      last: null,
      of: (said, denied) => {
        const [low, high] = namesOf(said.subject);
        const isRange =
          said.subject.is === "figures" && (said.subject.group === "bands" || said.subject.group === "range");
        return !isRange || low === undefined || high === undefined
          ? null
          : [{ is: "gap", left: high, right: low, quantity: far, size: "none", denied }];
      },
    })),
    // "have a width of 868.65"
    seq([tag("have"), tag("width"), opt(alt(tag("of"), tag("at")), null), distance], (_, __, ___, far): Predicate => ({
      last: null,
      of: ({ subject }, denied) =>
        subject.is === "figures" && (subject.group === "bands" || subject.group === "range") && !denied
          ? widthOf(subject, far)
          : null,
    })),
    // "is 40 overhead", "lies 766 below": seen from the close
    seq([distance, tagIf("side", (side) => side === "above" || side === "below")], (far, side): Predicate => ({
      last: null,
      of: (said, denied) => {
        const name = said.subject.is === "figures" ? nameOf(said.subject) : null;
        if (name === null || denied || !comparable([name], ["last_close"])) return null;
        return compareAll([name], side, ["last_close"], "none", far, denied);
      },
    })),
  ),
);

/** `the higher of the two averages`. */
export const isHigherOfTwo: Parser<Predicate> = rule(
  seq(
    [tag("extremeOf"), whole, opt(alt(tag("two"), tag("they")), null), opt(figure, null)],
    (end, _, __, found): Predicate => ({
      last: null,
      of: (said, denied) => {
        const left = nameOf(said.subject);
        const group = found ?? said.they;
        if (left === null || group === null || denied) return null;
        const others = namesOf(group).filter((name) => name !== left);
        if (others.length !== 1 || !namesOf(group).includes(left)) return null;
        return compareAll([left], end === "high" ? "above" : "below", others, "none", null, denied);
      },
    }),
  ),
);

function widthOf(subject: Figures, width: Quantity): readonly Statement[] | null {
  const edges = edgesOf(subject);
  return edges === null ? null : [{ is: "gap", left: edges[1], right: edges[0], quantity: width, size: "none" }];
}

/** A value: `at 29.90`, `is 29.90`, `are 2.33 and 2.25`. */
export const valueOf: Parser<Predicate> = rule(
  alt(
    map(notBefore(quantities, "side", "moveAdjective", "away", "closer"), (found): Predicate => ({
      last: null,
      of: (said, denied) => {
        if (said.subject.is === "figures" && said.subject.refs.some(({ names }) => !canHave(names, found))) return null;
        if (said.subject.is === "product" && !canHave(["last_close"], found)) return null;
        // "The day's range is 4.26": how wide it is
        const [only, ...others] = found;
        if (said.subject.is === "figures" && said.subject.group === "range" && !denied && only !== undefined)
          return others.length > 0 ? null : widthOf(said.subject, only);
        const refs =
          said.subject.is === "product"
            ? [{ names: ["last_close" as const], quantity: null }]
            : said.subject.is === "figures"
              ? said.subject.refs
              : [];
        if (
          denied ||
          refs.length === 0 ||
          (refs.length > 1 && (found.length > 1 || refs.some(({ quantity: value }) => value !== null)))
        )
          return null;
        // "At the last close, the RSI was 53.35": a price and an oscillator share no value.
        const [first, ...rest] = namesOf(said.subject);
        const areLines = namesOf(said.subject).every((name) => figureOf(name).kind.is === "zero_line");
        if (first !== undefined && rest.length > 0 && !areLines && !comparable([first], rest)) return null;
        return refs.flatMap(({ names }) =>
          found.map((value): Statement => ({
            is: "value",
            figures: names,
            quantity: inItsUnit(names, value),
            way: null,
          })),
        );
      },
    })),
    map(pair, (found): Predicate => ({
      last: null,
      of: (said, denied) => {
        if (denied || said.subject.is !== "figures" || said.subject.refs.length !== 2) return null;
        const ordered =
          said.subject.group === "bands" || said.subject.group === "range"
            ? found.toSorted((a, b) => a.size - b.size)
            : found;
        return said.subject.refs.map(({ names }, index): Statement => ({
          is: "value",
          figures: names,
          quantity: ordered[index] ?? found[0],
          way: null,
        }));
      },
    })),
  ),
);
