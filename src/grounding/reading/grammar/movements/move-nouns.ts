import { type Parser, alt, nothing, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import type { Quantity, Scope, Size, Statement, Way } from "../../statement.ts";
import { degree } from "./degrees.ts";
import { ofProduct } from "./of-product.ts";
import { quantities, quantity } from "../levels/quantities.ts";
import { maybeSpan, maybeSpanBefore } from "./spans.ts";

export type Moved = Extract<Statement, { is: "moved" }>;

export const isDirected = (way: Way): boolean => way === "up" || way === "down";

export const isKind = (name: string) => (meaning: { readonly names: readonly string[]; readonly pair: unknown }) =>
  meaning.pair === null && meaning.names[0] === name;

/** What moved, named beside the movement: `volume decline`, `price gain`. */
export const kind: Parser<"price" | "volume"> = alt(
  seq([tagIf("figure", isKind("volume_change"))], (): "volume" => "volume"),
  seq([tagIf("figure", isKind("last_close"))], (): "price" => "price"),
);

const ofKind = opt(
  seq([alt(tag("inOnly"), tag("of")), kind], (_, found) => found),
  null,
);

export const noQuantities: readonly Quantity[] = [];

export const amount: Parser<readonly Quantity[]> = alt(
  nothing(noQuantities),
  seq([opt(alt(tag("of"), tag("by"), tag("comma")), null), quantities], (_, found) => found),
  seq([tag("at"), quantities], (_, found): readonly Quantity[] | null =>
    found.every(({ unit }) => unit === "percent") ? found : null,
  ),
  seq([tag("comma"), tag("by"), quantities], (_, __, found) => found),
  seq([tag("open"), quantities, tag("close")], (_, found, __) => found),
);

export function sizeOf(...sizes: readonly (Size | null)[]): Size {
  return sizes.find((size) => size !== null && size !== "none") ?? "none";
}

export function spanOf(...scopes: readonly (Scope | null)[]): Scope | null | "clash" {
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
      opt(alt(tag("owner"), quantity), null),
      degree,
      maybeSpanBefore,
      opt(quantity, null),
      degree,
      opt(kind, null),
      tag("moveNoun"),
      ofKind,
      amount,
      ofKind,
      maybeSpan,
    ],
    (ahead, small, before, inner, small2, of, move, ofTail, behind, ofLast, after): MoveNoun | null => {
      const told = [ahead, inner].filter((value) => value !== null);
      if (told.length + (behind.length > 0 ? 1 : 0) > 1) return null;
      if ([of, ofTail, ofLast].filter((some) => some !== null).length > 1) return null;
      const scope = spanOf(before, after);
      if (scope === "clash") return null;
      return {
        of: of ?? ofTail ?? ofLast ?? "price",
        way: move.way,
        quantities: told.length > 0 ? told : behind,
        scope,
        size: sizeOf(small, small2, move.size),
      };
    },
  ),
);

const comparativeWay = (side: "above" | "below"): Way => (side === "above" ? "up" : "down");

export const volume = tagIf("figure", isKind("volume_change"));

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
      ofProduct,
      maybeSpan,
    ],
    (ahead, small, way, _, behind, inside, __, scope): MoveNoun | null =>
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
export function spanFor(of: "price" | "volume", scope: Scope): Scope {
  return of === "volume" && scope !== "day" ? "candle" : scope;
}

/** What moved in the short run, without a number, is a mood of the short run. */
export function asMood(moved: Moved): Statement {
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

/** `a change of -0.01`, `a negligible price change of $0.00`. */
export const changeOf: Parser<readonly Quantity[]> = seq(
  [
    opt(tag("degree"), null),
    alt(
      tagIf("figure", ({ names }) => names[0] === "price_change" || names[0] === "change_24h"),
      tagIf("change", () => true),
    ),
    tag("of"),
    quantities,
  ],
  (_, __, ___, found) => found,
);
