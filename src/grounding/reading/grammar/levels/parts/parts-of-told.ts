import { type Parser, alt, map, opt, rule, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Edges, Quantity, Statement } from "../../../statement.ts";
import { degree } from "../../movements/degrees.ts";
import { edgesOf, tradedOver } from "../edges.ts";
import { figure } from "../figures.ts";
import { quantity } from "../quantities.ts";
import { rangeOfWidth } from "../ranges.ts";
import { comparable, type Figures, namesOf, type Predicate, type Said, valuesOf } from "../../subjects.ts";

/** `(47 %)`, `at 47 %`: how far up a range. */
const shareAside: Parser<Quantity> = alt(
  seq([tag("open"), quantity, tag("close")], (_, share) =>
    share.unit === "percent" && share.sign === 0 ? share : null,
  ),
  seq([opt(tag("comma"), null), tag("at"), quantity], (_, __, share) =>
    share.unit === "percent" && share.sign === 0 ? share : null,
  ),
);

interface RangeTold {
  readonly found: Figures | null;
  readonly of: Edges;
  readonly claims: readonly Statement[];
}

const rangeOrWidth: Parser<RangeTold> = alt(
  map(figure, (found): RangeTold | null => {
    const of = edgesOf(found);
    return of === null ? null : { found, of, claims: valuesOf(found) };
  }),
  map(rangeOfWidth, (width): RangeTold | null =>
    width.is === "gap" ? { found: null, of: [width.right, width.left], claims: [width] } : null,
  ),
);

const former = tagIf("relation", (word) => word === "former" || word === "latter");

/** The ranges of which `the former` is one, or `each`: null where not two were spoken of. */
function rangesTold(said: Said, which: "former" | "latter" | "each"): readonly Edges[] | null {
  const [one, other, ...more] = said.ranges ?? [];
  if (one === undefined || other === undefined || more.length > 0) return null;
  return which === "each" ? [one, other] : [which === "former" ? one : other];
}

const ofTold: Parser<"former" | "latter" | "each"> = alt(
  seq([tag("of"), former], (_, word) => (word === "former" ? "former" : "latter")),
  seq([tag("of"), alt(tag("both"), tag("they"))], () => "each" as const),
);

/** `in the upper half of the former`, `in the upper quarter of both`, `23 % up the latter`: of the two ranges that were told. */
export const isInPartOfTold: Parser<Predicate> = rule(
  alt(
    seq([opt(tag("in"), null), degree, tag("part"), ofTold], (_, __, [from, to], which): Predicate => ({
      last: null,
      of: (said, denied) => {
        const ranges = denied ? null : rangesTold(said, which);
        const names = namesOf(said.subject);
        return ranges === null || !ranges.every((of) => comparable(names, of))
          ? null
          : ranges.flatMap((of) =>
              names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied: false })),
            );
      },
    })),
    seq(
      [
        opt(tag("at"), null),
        quantity,
        alt(
          tag("way_up"),
          tag("in"),
          tagIf("relation", (word) => word === "upside"),
        ),
        former,
      ],
      (_, share, __, word): Predicate | null =>
        share.unit !== "percent" || share.sign !== 0
          ? null
          : {
              last: null,
              of: (said, denied) => {
                const ranges = denied ? null : rangesTold(said, word === "former" ? "former" : "latter");
                const names = namesOf(said.subject);
                return ranges === null || !ranges.every((of) => comparable(names, of))
                  ? null
                  : ranges.flatMap((of) =>
                      names.map((name): Statement => ({
                        is: "position",
                        of,
                        quantity: share,
                        figure: name,
                        denied: false,
                      })),
                    );
              },
            },
    ),
  ),
);

/** `in the day's lower half`, `in the lower half (47 %) of the day's range`. */
export const isInPartAside: Parser<Predicate> = rule(
  alt(
    // "in the day's lower half and the week's upper quarter": of what was traded over it
    seq([opt(tag("in"), null), tag("spanAdjective"), tag("part")], (_, scope, [from, to]): Predicate | null => {
      const of = tradedOver(scope);
      return of === undefined
        ? null
        : {
            last: null,
            of: ({ subject }, denied) => {
              const names = namesOf(subject);
              return comparable(names, of)
                ? names.map((name): Statement => ({ is: "part", of, from, to, figure: name, denied }))
                : null;
            },
          };
    }),
    // "in the lower half (47 %) of the day's range", "in the lower quarter of the day's range (6 %)"
    seq(
      [
        opt(
          alt(
            tag("in"),
            tagIf("side", (side) => side === "near"),
          ),
          null,
        ),
        degree,
        tag("part"),
        opt(shareAside, null),
        tag("of"),
        rangeOrWidth,
        opt(shareAside, null),
      ],
      (_, __, [from, to], before, ___, { found, of, claims }, after): Predicate | null => {
        const share = before ?? after;
        return share === null || (before !== null && after !== null)
          ? null
          : {
              last: found,
              of: ({ subject }, denied) => {
                const names = namesOf(subject);
                return denied || !comparable(names, of)
                  ? null
                  : [
                      ...claims,
                      ...names.flatMap((name): readonly Statement[] => [
                        { is: "part", of, from, to, figure: name, denied },
                        { is: "position", of, quantity: share, figure: name, denied },
                      ]),
                    ];
              },
            };
      },
    ),
  ),
);
