import type { Quantity } from "../../statement.ts";
import { alt, opt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import { quantity } from "./quantities.ts";

/** `, both at 0.1638`, `(both 0.1638)`, `of 0.53 each`. */
export const sharedValue: Parser<Quantity> = rule(
  alt(
    seq(
      [opt(tag("comma"), null), tag("both"), opt(tag("be"), null), opt(alt(tag("at"), tag("of")), null), quantity],
      (_, __, ___, ____, value) => value,
    ),
    seq(
      [tag("open"), opt(tag("both"), null), opt(tag("at"), null), quantity, tag("close")],
      (_, __, ___, value) => value,
    ),
    seq(
      [
        opt(
          alt(
            tag("at"),
            tag("of"),
            seq([tag("comma"), tag("at")], () => true as const),
          ),
          null,
        ),
        quantity,
        tag("both"),
      ],
      (_, value) => value,
    ),
    seq([tag("comma"), tag("at"), quantity, tag("comma")], (_, __, value) => value),
  ),
);
