import { alt, opt, seq, tag } from "../../parser/parser.ts";

/** `in BTC-USD`, `of the market`, `toward BTC-USD`; or nothing. */
export const ofProduct = opt(
  seq(
    [
      alt(tag("in"), tag("of"), tag("on"), tag("at"), tag("around"), tag("to")),
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
