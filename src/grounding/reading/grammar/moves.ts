import type { Statement, Quantity, Scope, Size, Way } from "../statement.ts";
import { degree } from "./degrees.ts";
import { alt, nothing, opt, type Parser, rule, seq, tag, tagIf } from "../parser.ts";
import { quantities, quantity } from "./quantities.ts";
import { maybeSpan, maybeSpanBefore } from "./spans.ts";
import { figure } from "./figures.ts";
import { moverOf, nameOf, type Predicate, scopeOf, valuesOf } from "./subjects.ts";

export type Moved = Extract<Statement, { is: "moved" }>;

const isDirected = (way: Way): boolean => way === "up" || way === "down";
const isKind = (name: string) => (meaning: { readonly names: readonly string[]; readonly pair: unknown }) =>
  meaning.pair === null && meaning.names[0] === name;
/** What moved, named beside the movement: `volume decline`, `price gain`. */
const kind: Parser<"price" | "volume"> = alt(
  seq([tagIf("figure", isKind("volume_change"))], (): "volume" => "volume"),
  seq([tagIf("figure", isKind("last_close"))], (): "price" => "price"),
);
const ofKind = opt(
  seq([alt(tag("inOnly"), tag("of")), kind], (_, found) => found),
  null,
);
const noQuantities: readonly Quantity[] = [];
const amount: Parser<readonly Quantity[]> = alt(
  nothing(noQuantities),
  seq([opt(alt(tag("of"), tag("by"), tag("comma")), null), quantities], (_, found) => found),
  seq([tag("at"), quantities], (_, found): readonly Quantity[] | null =>
    found.every(({ unit }) => unit === "percent") ? found : null,
  ),
  seq([tag("comma"), tag("by"), quantities], (_, __, found) => found),
  seq([tag("open"), quantities, tag("close")], (_, found, __) => found),
);

function sizeOf(...sizes: readonly (Size | null)[]): Size {
  return sizes.find((size) => size !== null && size !== "none") ?? "none";
}

function spanOf(...scopes: readonly (Scope | null)[]): Scope | null | "clash" {
  const told = scopes.filter((scope) => scope !== null);
  if (new Set(told).size > 1) return "clash";
  return told[0] ?? null;
}

/** A movement as a noun: `a 24-hour gain of 1.88 %`, `the volume decline of 73.80 on the last candle`. Its span is null where none is told. */
export interface MoveNoun {
  readonly of: "price" | "volume";
  readonly way: Way;
  readonly quantities: readonly Quantity[];
  readonly scope: Scope | null;
  readonly size: Size;
}

export const moveNoun: Parser<MoveNoun> = rule(
  seq(
    [
      opt(quantity, null),
      degree,
      maybeSpanBefore,
      opt(quantity, null),
      degree,
      opt(kind, null),
      tag("moveNoun"),
      ofKind,
      amount,
      maybeSpan,
    ],
    (ahead, small, before, inner, small2, of, move, ofTail, behind, after): MoveNoun | null => {
      const told = [ahead, inner].filter((value) => value !== null);
      if (told.length + (behind.length > 0 ? 1 : 0) > 1) return null;
      if (of !== null && ofTail !== null) return null;
      const scope = spanOf(before, after);
      if (scope === "clash") return null;
      return {
        of: of ?? ofTail ?? "price",
        way: move.way,
        quantities: told.length > 0 ? told : behind,
        scope,
        size: sizeOf(small, small2, move.size),
      };
    },
  ),
);

const comparativeWay = (side: "above" | "below"): Way => (side === "above" ? "up" : "down");
const volume = tagIf("figure", isKind("volume_change"));

/** `335.11 less volume than on the preceding candle`, `on higher volume (+279.67)`. */
export const volumeNoun: Parser<MoveNoun> = rule(
  seq(
    [
      opt(quantity, null),
      degree,
      alt(
        seq([tag("comparative")], comparativeWay),
        tagIf("moveAdjective", isDirected),
        seq([tag("moveVerb")], ({ way }) => way),
      ),
      volume,
      opt(
        seq([alt(tag("at"), tag("by"), tag("comma")), quantities], (_, found) => found),
        null,
      ),
      opt(
        seq([tag("open"), quantities, maybeSpan, tag("close")], (_, found) => found),
        null,
      ),
      maybeSpan,
    ],
    (ahead, small, way, _, behind, inside, scope): MoveNoun | null =>
      scope === "day" || (behind !== null && inside !== null)
        ? null
        : {
            of: "volume",
            way,
            quantities: behind ?? inside ?? (ahead === null ? noQuantities : [ahead]),
            scope: "candle",
            size: sizeOf(small),
          },
  ),
);

/** "no price change", "no net change": nothing moved. */
export const noMove: Parser<MoveNoun> = rule(
  alt(
    seq(
      [tag("no"), tagIf("figure", ({ names }) => names[0] === "price_change" || names[0] === "change_24h"), maybeSpan],
      (_, figure, scope): MoveNoun => ({
        of: "price",
        way: "still",
        quantities: noQuantities,
        scope: scope ?? (figure.names[0] === "change_24h" ? null : "candle"),
        size: "none",
      }),
    ),
    // "little change in price"
    seq(
      [
        alt(
          tag("no"),
          tagIf("degree", (size) => size === "small"),
        ),
        alt(tag("change"), tag("figure")),
        alt(tag("inOnly"), tag("of")),
        tagIf("figure", isKind("last_close")),
        maybeSpan,
      ],
      (_, what, __, ___, scope): MoveNoun | null =>
        what === null || what.names[0] === "change_24h"
          ? { of: "price", way: "flat", quantities: noQuantities, scope: scope ?? "candle", size: "none" }
          : null,
    ),
  ),
);

/** A volume change is known of the last candle alone. */
function spanFor(of: "price" | "volume", scope: Scope): Scope {
  return of === "volume" && scope !== "day" ? "candle" : scope;
}

/** What moved in the short run, without a number, is a mood of the short run. */
function asMood(moved: Moved): Statement {
  if (
    moved.scope !== "short" ||
    moved.of !== "price" ||
    moved.quantities.length > 0 ||
    moved.way === "flat" ||
    moved.way === "still" ||
    moved.way === "any"
  )
    return moved;
  return {
    is: "mood",
    mood: moved.way === "up" ? "bullish" : "bearish",
    scope: "short",
    denied: moved.denied,
    size: moved.size,
    of: null,
  };
}

export function movedBy(
  { of, way, quantities: found, scope, size }: MoveNoun,
  around: Scope,
  denied = false,
): Statement {
  return asMood({ is: "moved", of, way, quantities: found, scope: spanFor(of, scope ?? around), size, denied });
}

const toClose: Parser<Quantity | null> = opt(
  alt(
    seq([alt(tag("to"), tag("at")), quantity], (_, value): Quantity | null =>
      value.unit === "percent" ? null : value,
    ),
    seq([tag("to"), tag("be"), opt(tag("at"), null), quantity], (_, __, ___, value) => value),
  ),
  null,
);

function predicate(
  build: (
    said: { readonly of: "price" | "volume"; readonly scope: Scope },
    denied: boolean,
  ) => readonly Statement[] | null,
): Predicate {
  return {
    last: null,
    of: ({ subject, scope }, denied) => {
      const of = moverOf(subject);
      return of === null ? null : build({ of, scope: scopeOf(subject, scope) }, denied);
    },
  };
}

function claimsOf(
  of: "price" | "volume",
  way: Way | "any",
  found: readonly Quantity[],
  scope: Scope,
  size: Size,
  denied: boolean,
  close: Quantity | null,
): readonly Statement[] | null {
  if (way === "still" && size === "small") return claimsOf(of, "flat", found, scope, "none", denied, close);
  if (close !== null && of !== "price") return null;
  const moved: Moved = { is: "moved", of, way, quantities: found, scope: spanFor(of, scope), size, denied };
  return close === null
    ? [asMood(moved)]
    : [asMood(moved), { is: "value", figures: ["last_close"], quantity: close, way: null }];
}

/** The same again in percent, behind its span: "2602.48 lower over 24 hours (-5.24 %)". */
const again: Parser<readonly Quantity[]> = opt(
  seq([tag("open"), quantity, tag("close")], (_, value): readonly Quantity[] | null =>
    value.unit === "percent" ? [value] : null,
  ),
  noQuantities,
);

const fromPrice = opt(
  seq([alt(tag("fromWord"), tag("of")), tagIf("figure", isKind("last_close"))], () => true as const),
  null,
);

/** `rose by 82.30 on the last candle to 47,599.43`, `has gained 2.44 % over 24 hours`. */
export const moveVerb: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      degree,
      tag("moveVerb"),
      degree,
      maybeSpan,
      degree,
      amount,
      fromPrice,
      maybeSpan,
      again,
      toClose,
      maybeSpan,
    ],
    (_, small, move, small2, before, small3, first, _from, after, second, close, last): Predicate | null => {
      const told = spanOf(before, after, last);
      if (told === "clash") return null;
      const found = [...first, ...second];
      return predicate(({ of, scope }, denied) =>
        claimsOf(of, move.way, found, told ?? scope, sizeOf(small, small2, small3, move.size), denied, close),
      );
    },
  ),
);

/** `changed by -0.28`, `has shifted by 163.86`. The number's sign tells the direction. */
export const changeVerb: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      opt(tag("be"), null),
      tag("change"),
      maybeSpan,
      opt(tag("by"), null),
      quantities,
      maybeSpan,
    ],
    (_, __, ___, before, ____, found, after): Predicate | null => {
      const told = spanOf(before, after);
      if (told === "clash") return null;
      return predicate(({ of, scope }, denied) =>
        denied ? null : claimsOf(of, "any", found, told ?? scope, "none", false, null),
      );
    },
  ),
);

/** `up 2.44 % over 24 hours`, `4.12 higher`, `lower by 335.11`, `unchanged`. */
export const moveAdjective: Parser<Predicate> = rule(
  alt(
    seq(
      [
        opt(quantities, null),
        degree,
        tag("moveAdjective"),
        degree,
        maybeSpan,
        amount,
        maybeSpan,
        again,
        toClose,
        maybeSpan,
      ],
      (ahead, small, way, small2, before, behind, after, second, close, last): Predicate | null => {
        if (ahead !== null && behind.length > 0) return null;
        const told = spanOf(before, after, last);
        if (told === "clash") return null;
        return predicate(({ of, scope }, denied) =>
          claimsOf(of, way, [...(ahead ?? behind), ...second], told ?? scope, sizeOf(small, small2), denied, close),
        );
      },
    ),
    // "more", "77.00 less": volume than before
    seq(
      [
        opt(quantities, null),
        degree,
        tag("comparative"),
        opt(
          seq([tag("than"), volume], () => true as const),
          null,
        ),
        opt(
          seq(
            [
              alt(
                tag("by"),
                tag("comma"),
                seq([tag("comma"), tag("by")], () => true as const),
              ),
              quantities,
            ],
            (_, found) => found,
          ),
          null,
        ),
        maybeSpan,
      ],
      (ahead, small, side, _than, behind, told): Predicate | null => {
        if (ahead !== null && behind !== null) return null;
        return predicate(({ of }, denied) =>
          of !== "volume" || told === "day"
            ? null
            : claimsOf(
                of,
                side === "above" ? "up" : "down",
                ahead ?? behind ?? noQuantities,
                "candle",
                sizeOf(small),
                denied,
                null,
              ),
        );
      },
    ),
  ),
);

/** `has recovered 276 from its low of 1957.26 to 2232.86`. */
export const movesFrom: Parser<Predicate> = rule(
  seq(
    [
      opt(tag("have"), null),
      opt(tag("be"), null),
      degree,
      alt(
        tag("moveVerb"),
        seq([tagIf("moveAdjective", isDirected)], (way) => ({ way, size: "none" as const })),
      ),
      opt(quantity, null),
      tag("fromWord"),
      figure,
      toClose,
    ],
    (_, __, size, { way }, far, ___, found, close): Predicate => ({
      last: found,
      of: ({ subject }, denied) => {
        const name = nameOf(found);
        if (
          moverOf(subject) !== "price" ||
          denied ||
          subject.is === "candle" ||
          (name !== "daily_low" && name !== "daily_high") ||
          (way === "up") !== (name === "daily_low")
        )
          return null;
        const claims: readonly Statement[] = [
          ...valuesOf(found),
          {
            is: "compare",
            left: "last_close",
            side: way === "up" ? "above" : "below",
            right: name,
            size: size ?? "none",
            distance: far,
            denied: false,
          },
        ];
        return close === null
          ? claims
          : [...claims, { is: "value", figures: ["last_close"], quantity: close, way: null }];
      },
    }),
  ),
);

/** "is a decrease", "is a gain of 2.83 %". */
export const isMove: Parser<Predicate> = rule(
  seq([alt(moveNoun, noMove, volumeNoun)], (noun): Predicate => ({
    last: null,
    of: ({ subject, scope }, denied) => {
      const of = subject.is === "event" ? noun.of : moverOf(subject);
      if (of === null || (noun.of === "volume" && of !== "volume")) return null;
      return [movedBy({ ...noun, of }, scopeOf(subject, scope), denied)];
    },
  })),
);
