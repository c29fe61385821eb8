import { type Parser, alt, opt, rule, seq, tag, tagIf } from "../../parser/parser.ts";
import { degree } from "./degrees.ts";
import { amount, isDirected, noQuantities, sizeOf, spanOf, volume } from "./move-nouns.ts";
import { again, movedClaims, ofMover, toClose } from "./mover.ts";
import { quantities } from "../levels/quantities.ts";
import { maybeSpan } from "./spans.ts";
import type { Predicate } from "../subjects.ts";

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
        return ofMover(({ of, scope }, denied) =>
          movedClaims(of, way, [...(ahead ?? behind), ...second], told ?? scope, sizeOf(small, small2), denied, close),
        );
      },
    ),
    // "edged 0.20 higher in the last candle"
    seq(
      [tagIf("relation", (word) => word === "moved by"), quantities, tagIf("moveAdjective", isDirected), maybeSpan],
      (_, found, way, told): Predicate =>
        ofMover(({ of, scope }, denied) =>
          denied ? null : movedClaims(of, way, found, told ?? scope, "none", false, null),
        ),
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
        return ofMover(({ of }, denied) =>
          of !== "volume" || told === "day"
            ? null
            : movedClaims(
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
