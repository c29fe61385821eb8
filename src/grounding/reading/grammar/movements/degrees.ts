import { alt, opt, rule, seq, tag } from "../../parser/parser.ts";

/** `slightly`, `only a sliver`, `well`; null where none is told. Two that disagree are none. */
export const degree = rule(
  opt(
    alt(
      tag("degree"),
      seq([tag("degree"), tag("degree")], (one, two) => (one === two ? one : null)),
    ),
    null,
  ),
);
