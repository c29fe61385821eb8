import { alt, map, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Edges, Quantity, Scope, Statement } from "../../statement.ts";
import { edgesOf, knownEdges, tradedOver, tradedScopeOf } from "./edges.ts";
import { figure } from "./figures.ts";
import { distance, type Pair, pair, quantity as number } from "./quantities.ts";
import { maybeSpan, maybeSpanBefore } from "../movements/spans.ts";
import { moverOf, nameOf, namesOf, type Predicate, valuesOf } from "../subjects.ts";

/** Both edges of a range by their names: `the day's low of 127.95 to the day's high of 132.21`. */
export interface NamedEdges {
  readonly edges: Edges;
  readonly values: readonly Statement[];
}

export const namedEdges: Parser<NamedEdges> = rule(
  seq([figure, alt(tag("to"), tag("and")), figure], (one, _, two): NamedEdges | null => {
    const edges = knownEdges.find(([low, high]) => nameOf(one) === low && nameOf(two) === high);
    const values = [...valuesOf(one), ...valuesOf(two)];
    return edges === undefined || values.length !== 2 ? null : { edges, values };
  }),
);

function valuesAt([low, high]: Edges, values: Pair): readonly Statement[] | null {
  const [one, two] = values.toSorted((a, b) => a.size - b.size);
  if (one === undefined || two === undefined) return null;
  return [
    { is: "value", figures: [low], quantity: one, way: null },
    { is: "value", figures: [high], quantity: two, way: null },
  ];
}

function isNamed(value: Pair | Quantity | NamedEdges): value is NamedEdges {
  return "edges" in value;
}

/** What a price did over the day; a range or the bands do it always. */
function run(value: Pair | Quantity | NamedEdges, span: Scope | null): Predicate {
  return {
    last: null,
    of: ({ subject, scope }, denied) => {
      const isRange = subject.is === "figures" && (subject.group === "range" || subject.group === "bands");
      const around = span ?? scope;
      // A number alone is the width of the day's range.
      const [low, high] = isRange
        ? namesOf(subject)
        : (tradedOver("size" in value && around === "any" ? "day" : around) ?? []);
      if (denied || low === undefined || high === undefined) return null;
      if (!isRange && (subject.is === "candle" || moverOf(subject) !== "price")) return null;
      if (isRange && span !== null && tradedScopeOf(low) !== span) return null;
      if (isNamed(value)) return value.edges[0] === low && value.edges[1] === high ? value.values : null;
      if ("size" in value) return [{ is: "gap", left: low, right: high, quantity: value, size: "none" }];
      return valuesAt([low, high], value);
    },
  };
}

/** `runs from 7.07 to 7.45`, `spans more than 10000 points`, `ranged from a low of 7.07 to a high of 7.45 over 24 hours`. */
export const runsBetween: Parser<Predicate> = rule(
  alt(
    seq(
      [tag("runs"), opt(alt(tag("fromWord"), tag("between")), null), alt(pair, distance, namedEdges), maybeSpan],
      (_, __, value, span) => run(value, span),
    ),
    // "has traded between 3006.13 and 3211.15 over the last 24 hours"
    seq([tag("be"), alt(tag("fromWord"), tag("between")), alt(pair, namedEdges), maybeSpan], (_, __, value, span) =>
      run(value, span),
    ),
    seq([tag("be"), pair, maybeSpan], (_, value, span): Predicate => {
      const said = run(value, span);
      return { last: null, of: (told, denied) => (told.subject.is === "figures" ? null : said.of(told, denied)) };
    }),
  ),
);

/** `a range of 4.26`, `the day's range of 4482.79`: how wide it is. */
export const rangeOfWidth: Parser<Statement> = rule(
  alt(
    seq(
      [
        maybeSpanBefore,
        distance,
        maybeSpanBefore,
        tagIf("figure", ({ group, pair: two }) => group === "range" && two !== null),
        maybeSpan,
      ],
      (before, quantity, inner, { pair: edges }, after): Statement | null =>
        widthOver([before, inner, after], edges, quantity),
    ),
    // "the 7-day range (0.528)"
    seq(
      [
        maybeSpanBefore,
        opt(alt(tag("owner"), tag("product")), null),
        tagIf("figure", ({ group, pair: two }) => group === "range" && two !== null),
        tag("open"),
        distance,
        tag("close"),
      ],
      (before, _, { pair: edges }, __, quantity): Statement | null =>
        quantity.unit === "percent" ? null : widthOver([before], edges, quantity),
    ),
    // "the 0.0018 span of the 20-candle Bollinger Bands", "the 2.59 width of the bands"
    seq(
      [
        number,
        alt(tag("width"), tag("runs")),
        tag("of"),
        tagIf("figure", ({ group, pair: two }) => (group === "range" || group === "bands") && two !== null),
      ],
      (told, _, __, { pair: edges }): Statement | null => (told.unit === "percent" ? null : widthOver([], edges, told)),
    ),
    // "the 0.0013-wide Bollinger Bands", "the 0.06-wide range"
    seq(
      [
        number,
        tag("wide"),
        maybeSpanBefore,
        tagIf("figure", ({ group, pair: two }) => (group === "range" || group === "bands") && two !== null),
      ],
      (told, _, scope, { pair: edges }): Statement | null => widthOver([scope], edges, told),
    ),
    seq(
      [
        maybeSpanBefore,
        opt(alt(tag("owner"), tag("product")), null),
        tagIf("figure", ({ group, pair: two }) => group === "range" && two !== null),
        tag("of"),
        distance,
        maybeSpan,
      ],
      (before, _, { pair: edges }, ___, quantity, after): Statement | null =>
        widthOver([before, after], edges, quantity),
    ),
  ),
);

function widthOver(scopes: readonly (Scope | null)[], named: Edges | null, quantity: Quantity): Statement | null {
  const [scope, ...others] = scopes.filter((each) => each !== null);
  if (others.some((each) => each !== scope)) return null;
  const edges = scope === undefined ? named : tradedOver(scope);
  return edges === undefined || edges === null
    ? null
    : { is: "gap", left: edges[1], right: edges[0], quantity, size: "none" };
}

/** `has traded in a range of 205.02 over 24 hours`, `mark a range of 4.26`. */
export const hasRange: Parser<Predicate> = rule(
  seq(
    [
      opt(alt(tag("be"), tag("have"), tag("show"), tag("bring"), tag("change")), null),
      opt(tag("in"), null),
      rangeOfWidth,
    ],
    (_, __, width): Predicate => ({
      last: null,
      of: ({ subject }, denied) => {
        const names = namesOf(subject);
        const areEdges =
          names.length === 2 && width.is === "gap" && names.includes(width.left) && names.includes(width.right);
        return denied || !(areEdges || subject.is === "product") ? null : [width];
      },
    }),
  ),
);

/** `contain the last close of 14.11`: of the bands or the range. */
export const contains: Parser<Predicate> = rule(
  seq(
    [
      tag("contain"),
      alt(
        figure,
        map(tag("product"), () => null),
      ),
    ],
    (_, found): Predicate => ({
      last: found,
      of: ({ subject }, denied) => {
        const names = namesOf(subject);
        const areBoth = (edges: Edges): boolean => names.length === 2 && edges.every((edge) => names.includes(edge));
        const of = subject.is === "figures" ? (edgesOf(subject) ?? knownEdges.find(areBoth) ?? null) : null;
        if (of === null) return null;
        if (found !== null && nameOf(found) !== "last_close") return null;
        const within: Statement = { is: "within", of, inside: true, figure: "last_close", denied };
        return found === null ? [within] : [...valuesOf(found), within];
      },
    }),
  ),
);
