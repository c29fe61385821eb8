import { edgesOf } from "./edges.ts";
import { alt, type Parser, rule, seq, tag } from "../../parser/parser.ts";
import type { Statement } from "../../statement.ts";
import { distance } from "./quantities.ts";
import { comparable, compareAll, namesOf, type Predicate } from "../subjects.ts";

/** `overhead`: above the close. */
export const isOverhead: Parser<Predicate> = rule(
  alt(
    seq([distance, tag("overhead")], (far): Predicate => ({
      last: null,
      of: (said, denied) =>
        said.subject.is !== "figures" || denied || !comparable(namesOf(said.subject), ["last_close"])
          ? null
          : compareAll(namesOf(said.subject), "above", ["last_close"], "none", far, false),
    })),
    seq([tag("overhead")], (): Predicate => ({
      last: null,
      of: (said, denied) =>
        said.subject.is !== "figures" || !comparable(namesOf(said.subject), ["last_close"])
          ? null
          : compareAll(namesOf(said.subject), "above", ["last_close"], "none", null, denied),
    })),
    // "price inside": of the bands that were named
    seq([tag("inside_")], (): Predicate => ({
      last: null,
      of: (said, denied) => {
        const of = edgesOf(said.they);
        const names = namesOf(said.subject);
        return of === null || !comparable(names, of)
          ? null
          : names.map((name): Statement => ({ is: "within", of, inside: true, figure: name, denied }));
      },
    })),
  ),
);
