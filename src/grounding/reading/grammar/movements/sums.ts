import type { FigureName } from "../../../../features/index.ts";
import { type Parser, alt, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Quantity, Side, Statement } from "../../statement.ts";
import { degree } from "./degrees.ts";
import { figure } from "../levels/figures.ts";
import { distance, pair, quantity } from "../levels/quantities.ts";
import { maybeSpan, maybeSpanBefore } from "./spans.ts";
import { type Figures, type Predicate, compareAll, nameOf, namesOf, otherSum, valuesOf } from "../subjects.ts";

const inProduct = opt(
  seq([alt(tag("in"), tag("of"), tag("on")), alt(tag("product"), tag("productNoun"))], () => true as const),
  null,
);

/** The other one of two figures. */
function otherOf(name: FigureName | null, they: Figures | null): FigureName | null {
  const names = they === null ? [] : namesOf(they);
  if (name === null || names.length !== 2 || !names.includes(name)) return null;
  return names.find((other) => other !== name) ?? null;
}

/** In the short run, rises and falls are those of the RSI: "sellers have the edge in the near term". */
export function inShortRun(left: FigureName, denied: boolean): readonly Statement[] {
  return [
    {
      is: "mood",
      mood: left === "buying_momentum" ? "bullish" : "bearish",
      scope: "short",
      denied,
      size: "none",
      of: null,
    },
  ];
}

/** Of two sums the other one may be given by its value alone: `is above 12822.18`, `leads by 345`. */
export const besideOtherSum: Parser<Predicate> = rule(
  alt(
    seq(
      [
        degree,
        alt(
          tag("side"),
          tag("compareVerb"),
          seq([tag("against")], (): Side => "near"),
        ),
        quantity,
        opt(
          seq([alt(tag("of"), tag("on"), tag("in")), figure], (_, found) => found),
          null,
        ),
      ],
      (size, side, value, found): Predicate => ({
        last: null,
        of: (said, denied) => {
          const left = nameOf(said.subject);
          const other = otherSum(left);
          if (left === null || other === null || denied || (found !== null && nameOf(found) !== other)) return null;
          const told: Statement = { is: "value", figures: [other], quantity: value, way: null };
          return side === "near" ? [told] : [told, ...compareAll([left], side, [other], size ?? "none", null, denied)];
        },
      }),
    ),
    // "is more", "is a little stronger", "were larger than the other"
    seq(
      [
        opt(distance, null),
        degree,
        tag("comparative"),
        opt(
          seq([alt(tag("by"), tag("at")), distance], (_, far) => far),
          null,
        ),
        maybeSpan,
      ],
      (ahead, size, side, behind, span): Predicate => ({
        last: null,
        of: (said, denied) => {
          const left = nameOf(said.subject);
          const other = otherSum(left) ?? otherOf(left, said.they);
          if (left === null || other === null || (span !== null && (span !== "day" || otherSum(left) === null)))
            return null;
          return compareAll([left], side, [other], size ?? "none", ahead ?? behind, denied);
        },
      }),
    ),
    // "hold a 0.05 advantage over 24 hours"
    seq([tag("have"), distance, tag("lead"), inProduct, maybeSpan], (_, far, __, ___, span): Predicate => ({
      last: null,
      of: (said, denied) => {
        const left = nameOf(said.subject);
        const other = otherSum(left);
        if (left === null || other === null || denied || (span !== null && span !== "day")) return null;
        return compareAll([left], "above", [other], "none", far, false);
      },
    })),
    // "have the upper hand", "ahead at 8.19 to 7.85", "hold a narrow lead over buying momentum"
    seq(
      [
        opt(tag("have"), null),
        degree,
        tag("lead"),
        inProduct,
        opt(
          seq(
            [
              alt(
                tagIf("side", (side) => side === "above"),
                tag("against"),
              ),
              figure,
            ],
            (_, found) => found,
          ),
          null,
        ),
        opt(
          seq(
            [
              alt(
                tag("of"),
                seq([alt(tag("at"), tag("by"), tag("comma"))], () => true as const),
              ),
              alt(
                distance,
                pair,
                seq([quantity, tag("against"), quantity], (one, _, two): readonly [Quantity, Quantity] => [one, two]),
              ),
            ],
            (isBeside, value) => ({ isBeside, value }),
          ),
          null,
        ),
        maybeSpan,
        inProduct,
      ],
      (_, size, __, ___, over, tail, span): Predicate => ({
        last: null,
        of: (said, denied) => {
          const left = nameOf(said.subject);
          const other = otherSum(left);
          const value = tail?.value ?? null;
          if (left === null || other === null || (over !== null && nameOf(over) !== other) || span === "candle")
            return null;
          // "An edge over selling momentum of 0.02": the value of that, and no lead.
          if (over !== null && tail !== null && tail.isBeside === null) return null;
          if (span === "short") return value === null && over === null ? inShortRun(left, denied) : null;
          const claims = [
            ...(over === null ? [] : valuesOf(over)),
            ...compareAll([left], "above", [other], size ?? "none", null, denied),
          ];
          if (value === null) return claims;
          if (!("size" in value))
            return [
              ...claims,
              { is: "value", figures: [left], quantity: value[0], way: null },
              { is: "value", figures: [other], quantity: value[1], way: null },
            ];
          return compareAll([left], "above", [other], size ?? "none", value, denied);
        },
      }),
    ),
  ),
);

/** `dominated BTC-USD`: stronger than the other one. */
export const dominates: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      degree,
      tagIf("compareVerb", (side) => side === "above"),
      alt(
        tag("product"),
        tag("productNoun"),
        tag("day"),
        tag("moodNoun"),
        // "dominate the 24-hour picture"
        seq([tagIf("spanAdjective", (span) => span === "day"), tag("moodNoun")], () => true as const),
        // "lead the daily balance"
        seq([maybeSpanBefore, tagIf("figure", ({ group }) => group === "sums")], (span): true | null =>
          span === null || span === "day" ? true : null,
        ),
      ),
      maybeSpan,
    ],
    (_, size, __, ___, span): Predicate => ({
      last: null,
      of: (said, denied) => {
        const left = nameOf(said.subject);
        const other = otherSum(left);
        if (left === null || other === null || (span !== null && span !== "day")) return null;
        return compareAll([left], "above", [other], size ?? "none", null, denied);
      },
    }),
  ),
);

const byDistance = opt(
  seq([tag("by"), distance], (_, far) => far),
  null,
);

/** `favors sellers`, `tilts to buyers`: said of momentum, of the balance or of what was told before. */
export const favors: Parser<Predicate> = rule(
  seq(
    [opt(tag("be"), null), degree, tag("favor"), degree, figure, byDistance],
    (_, size, __, size2, found, far): Predicate => ({
      last: found,
      of: ({ subject, scope }, denied) => {
        const left = nameOf(found);
        const other = otherSum(left);
        const isBalance = subject.is === "figures" && subject.group === "sums";
        if (left === null || other === null || denied) return null;
        if (!isBalance && subject.is !== "mood" && subject.is !== "event") return null;
        const span = subject.is === "mood" ? subject.scope : scope;
        if (span === "short") return valuesOf(found).length > 0 || far !== null ? null : inShortRun(left, denied);
        if (span === "candle" || span === "week") return null;
        return [...valuesOf(found), ...compareAll([left], "above", [other], size ?? size2 ?? "none", far, false)];
      },
    }),
  ),
);
