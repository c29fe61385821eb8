import { alt, map, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { degree } from "./degrees.ts";
import { bothScopes, twoSpans } from "./mood-spans.ts";
import { moverOf, type Predicate } from "../subjects.ts";

/** `fell over both the hour and the day`, `is down on the day and on the week`. */
export const movesOverBoth: Parser<Predicate> = rule(
  seq(
    [
      opt(alt(tag("be"), tag("closes")), null),
      degree,
      alt(
        map(tag("moveVerb"), ({ way }) => way),
        tag("moveAdjective"),
        // "shows gains over both the day and the week"
        seq([alt(tag("show"), tag("have"), tag("bring")), tag("moveNoun")], (_, { way, size }) =>
          size === "none" ? way : null,
        ),
      ),
      twoSpans,
    ],
    (_, size, way, scopes): Predicate | null =>
      scopes === bothScopes
        ? null
        : {
            last: null,
            of: ({ subject }, denied) =>
              denied || moverOf(subject) !== "price" || subject.is === "candle"
                ? null
                : scopes.map((scope): Statement => ({
                    is: "moved",
                    of: "price",
                    way,
                    quantities: [],
                    scope,
                    size: size ?? "none",
                    denied: false,
                  })),
          },
  ),
);
