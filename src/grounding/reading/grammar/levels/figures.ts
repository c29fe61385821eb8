import { catalogue, type CatalogueFigure, type FigureName, figureOf } from "../../../../features/index.ts";
import { isClose as isKindOfClose } from "../../../claims/phrases.ts";
import { isQualifiedBy } from "../../parser/lattice.ts";
import { scopeOfSpan } from "../../scopes.ts";
import { sameEdgeOver, tradedOver, tradedScopeOf } from "./edges.ts";
import type { Quantity, Scope } from "../../statement.ts";
import type { FigureMeaning } from "../../meanings.ts";
import { alt, notBefore, onlyBefore, opt, type Parser, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { type Figures, type FigureRef, figures, isPriceChange } from "../subjects.ts";
import { sharedValue } from "./shared-value.ts";
import { pair, quantities, quantity } from "./quantities.ts";
import { canHave, inItsUnit, isShareOf, openChange } from "./units-of-figures.ts";
import { maybeSpan, maybeSpanBefore } from "../movements/spans.ts";

const isPair = (meaning: FigureMeaning): boolean => meaning.pair !== null;
const ofProduct = opt(
  seq(
    [
      alt(tag("of"), tag("in"), tag("on")),
      alt(
        tag("product"),
        tag("productNoun"),
        seq([tag("product"), tag("productNoun")], () => true as const),
      ),
    ],
    () => true as const,
  ),
  null,
);
const owner = opt(
  alt(
    tag("owner"),
    tag("product"),
    seq([tag("product"), tag("owner")], () => true as const),
    seq([tag("owner"), tag("productNoun")], () => true as const),
  ),
  null,
);

/** The figures of what the price changed by over each span. */
const changesOver = Map.groupBy(
  (catalogue as readonly CatalogueFigure[]).flatMap(({ name, span }) => {
    const scope = isPriceChange(name) ? scopeOfSpan(span) : null;
    return scope === null ? [] : [{ name, scope }];
  }),
  ({ scope }) => scope,
);

function changeOver(scope: Scope): readonly FigureName[] | null {
  return changesOver.get(scope)?.map(({ name }) => name) ?? null;
}

/** Which figures a name means, said of a span. Null where no figure is that. */
function within(names: readonly FigureName[], scope: Scope | null): readonly FigureName[] | null {
  const [name, ...others] = names;
  if (name === undefined) return null;
  const own = scopeOfSpan(figureOf(name).span);
  if (isPriceChange(name)) {
    // "The change", of no span, is one in percent.
    if (scope === null || scope === "any") return others.length > 0 ? openChange : names;
    if (scope === "short") return null;
    return others.length > 0 || own === "candle" ? changeOver(scope) : scope === own ? names : null;
  }
  if (scope === null || scope === "any") return names;
  if (scope === "candle") return own === "candle" ? names : null;
  if (scope === "short") return isOfCandles(name) || isKindOfClose(name) ? names : null;
  if (own === scope || figureOf(name).span === "window") return names;
  const edge = sameEdgeOver(name, scope);
  return edge === null ? null : [edge];
}

function isOfCandles(name: FigureName): boolean {
  const { span } = figureOf(name);
  return typeof span !== "string" && "candles" in span;
}

/** A figure's name, perhaps with the span that it is of: `the 24-hour change`, `volume change on the last candle`. */
const singleName: Parser<readonly FigureName[]> = rule(
  seq(
    [
      maybeSpanBefore,
      owner,
      maybeSpanBefore,
      tagIf("figure", (meaning) => !isPair(meaning)),
      opt(
        seq([tag("open"), tag("figure"), tag("close")], (_, { names }) => names),
        null,
      ),
      opt(tag("qualifier"), null),
      ofProduct,
      maybeSpan,
    ],
    (before, _, inner, meaning, twice, qualifier, __, after): readonly FigureName[] | null => {
      const { names } = meaning;
      if (twice !== null && twice[0] !== names[0]) return null;
      // "Average True Range (ATR) of 14 candles"
      if (qualifier !== null && (twice === null || !isQualifiedBy(qualifier, meaning))) return null;
      const scopes = [before, inner, after].filter((scope) => scope !== null);
      if (new Set(scopes).size > 1) return null;
      return within(names, scopes[0] ?? null);
    },
  ),
);

const amountAhead = seq([tag("degree"), tag("number"), alt(tag("side"), tag("away"))], () => true as const);

/** How a value stands behind a name: `of 29.90`, `at 29.90`, `(29.90)`, `, at 29.90,`, `29.90`. */
const valueTail: Parser<readonly Quantity[]> = rule(
  alt(
    seq([alt(tag("of"), tag("at"), tag("equals"), tag("colon")), quantities], (_, found) => found),
    // "the close 13 above the average" describes a distance, "the close 56,355.91" a value.
    notBefore(quantities, "side", "moveAdjective", "away", "degree"),
    // "the close 72.74 only 0.32 above the day's low"
    onlyBefore(quantities, amountAhead),
    seq([tag("open"), opt(alt(tag("of"), tag("at")), null), quantities, tag("close")], (_, __, found) => found),
    seq([tag("comma"), opt(tag("at"), null), quantities, tag("comma")], (_, __, found) => found),
    seq([tag("comma"), tag("at"), notBefore(quantities, "against")], (_, __, found) => found),
    seq([tag("dash"), opt(tag("at"), null), quantities, tag("dash")], (_, __, found) => found),
  ),
);

/** `181.25 (+0.28 %)` */
function isApart([name]: readonly FigureName[], [first, apart]: readonly Quantity[]): boolean {
  return name !== undefined && isOtherLevel(name) && first?.unit !== "percent" && (apart?.sign ?? 0) !== 0;
}

function isOtherLevel(name: FigureName): boolean {
  return figureOf(name).kind.is === "level" && !isKindOfClose(name);
}

function withValues(names: readonly FigureName[], values: readonly Quantity[]): Figures | null {
  if (values.length > 0 && !canHave(names, values) && !isApart(names, values)) return null;
  const [first, ...more] = values.map((value) => inItsUnit(names, value));
  const [name] = names;
  const [apart] = more;
  // "181.25 (+0.51)": a level has no second value, and a sign tells how far from the close it lies.
  if (first !== undefined && name !== undefined && apart !== undefined && apart.sign !== 0 && isOtherLevel(name))
    return figures([{ names, quantity: first, apart }]);
  return figures(
    [{ names, quantity: first ?? null }],
    null,
    more.map((value): FigureRef => ({ names, quantity: value })),
  );
}

const isSum = ([name]: readonly FigureName[]): boolean => name === "buying_momentum" || name === "selling_momentum";

export const single = alt(
  seq([singleName, opt(valueTail, [])], withValues),
  // "the 2393.66 high", "the 12754.32 of selling momentum", "a 29.90 RSI"
  seq([quantity, singleName], (value, names) => withValues(names, [value])),
  seq([quantity, alt(tag("of"), tag("in")), singleName], (value, _, names) =>
    isShareOf(value, names) ? null : withValues(names, [value]),
  ),
  // "14636.91 for buying"
  seq([quantity, tag("around"), singleName], (value, _, names) => (isSum(names) ? withValues(names, [value]) : null)),
);

/** `the upper and the lower Bollinger Band`: both edges, the first one without its noun. */
const bothEdges = seq(
  [
    opt(tag("either"), null),
    tag("extremeOf"),
    tag("and"),
    tagIf("figure", ({ names: [name] }) => name === "bollinger_upper" || name === "bollinger_lower"),
  ],
  (_, end, __, { names: [name] }): FigureMeaning | null =>
    (end === "high") === (name === "bollinger_lower")
      ? { names: ["bollinger_lower"], pair: ["bollinger_lower", "bollinger_upper"], group: "bands" }
      : null,
);

const pairName = alt(
  bothEdges,
  seq(
    [maybeSpanBefore, owner, opt(tag("both"), null), tagIf("figure", isPair), ofProduct, maybeSpan],
    (before, _, __, meaning, ___, after): FigureMeaning | null => {
      const [scope, other] = [before, after].filter((each) => each !== null);
      if (scope === undefined || scope === "any") return meaning;
      if (other !== undefined && other !== scope) return null;
      if (meaning.group !== "range") return scope === (meaning.group === "sums" ? "day" : "short") ? meaning : null;
      const edges = tradedOver(scope);
      return edges === undefined ? null : { ...meaning, names: [edges[0]], pair: edges };
    },
  ),
);

function withPair({ pair: two, group }: FigureMeaning, values: readonly Quantity[] | null): Figures | null {
  if (two === null) return null;
  // A range is told from either end; two figures of which neither is the lower one keep their order.
  const ordered =
    values === null
      ? []
      : group === "averages" || group === "sums"
        ? values
        : values.toSorted((a, b) => a.size - b.size);
  return figures(
    two.map((name, index): FigureRef => ({ names: [name], quantity: ordered[index] ?? null })),
    group,
  );
}

export const paired = alt(
  seq([pairName, opt(pair, null)], withPair),
  // A number in parentheses behind a range is how wide it is, and one in percent a share.
  seq([pairName, sharedValue], (meaning, value) =>
    meaning.group === "range" || value.unit === "percent" ? null : withPair(meaning, [value, value]),
  ),
  // "both Bollinger Bands of 751.74"; the width of a range is given as "of 24.50", too.
  seq([pairName, tag("of"), notBefore(quantity, "and", "to", "dash", "slash")], (meaning, _, value) =>
    meaning.group === "range" ? null : withPair(meaning, [value, value]),
  ),
  // "the day's 30.57 to 31.86 range"
  seq([maybeSpanBefore, pair, pairName], (scope, values, meaning) =>
    scope === null || scope === tradedScopeOf(meaning.names[0] ?? null) ? withPair(meaning, values) : null,
  ),
);

/** A figure with its value right behind it, where a side follows: "pivot S1 84483.81 below". */
export const valued: Parser<Figures> = rule(
  alt(
    single,
    seq([singleName, quantity], (names, value) => (value.unit === "percent" ? null : withValues(names, [value]))),
  ),
);

/** One figure, or a pair that has a name, with its values. */
export const figure: Parser<Figures> = rule(alt(single, paired));
