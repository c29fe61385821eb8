import { alt, map, opt, type Parser, seq, tag, tagIf } from "../../../parser/parser.ts";
import type { Scope, Statement } from "../../../statement.ts";
import { degree } from "../../movements/degrees.ts";
import { edgesOf, tradedScopeOf } from "../../levels/edges.ts";
import { changesOver, compareSizes, type Sized, sized, sizedOf } from "../../levels/extents.ts";
import { type Standing, standing } from "../../levels/standings.ts";
import { fitsSpan, type Piece, piece, type Told } from "../piece.ts";
import { distance } from "../../levels/quantities.ts";
import { shareClaims, type Share, sharesOf } from "../../levels/parts/shares.ts";
import { comparable, type Figures, figures, product } from "../../subjects.ts";

/** What a size was told of last: a figure, a range or a movement. */
function toldBefore({ named, they, move, subject, scope }: Told): Sized | null {
  const range = edgesOf(they);
  const found = named ?? (subject?.is === "figures" ? subject : null);
  // "The price change of 4.70 over 24 hours is small beside ...": it is no change of that span.
  if (found !== null && !fitsSpan(found, scope)) return null;
  const own = found === null ? null : sizedOf(found);
  if (own !== null) return { ...own, claims: [] };
  if (range !== null) return { extents: [range], claims: [], signed: false };
  const extents = move === null ? [] : changesOver(move.scope);
  return extents.length === 0 ? null : { extents, claims: [], signed: false };
}

/** Figures that are compared anyway need no extents: "the realized volatility is below the band width". */
function areCompared(one: Sized, other: Sized): boolean {
  const [left, right] = [one.extents[0], other.extents[0]];
  return left?.length === 1 && right?.length === 1 && comparable([left[0]], [right[0]]);
}

/** The range that something was held against: what "which are 0.45 wide" goes on from. */
function rangeOf({ extents: [extent] }: Sized): Figures | null {
  if (extent?.length !== 2) return null;
  const [low, high] = extent;
  const refs = [low, high].map((name) => ({ names: [name], quantity: null }));
  return figures(refs, tradedScopeOf(low) === null ? "bands" : "range");
}

/** The measure or change that something was held against: "larger than the change over 24 hours, which is 1.23 %". */
function measureOf({ extents: [extent] }: Sized): Figures | null {
  return extent?.length === 1 ? figures([{ names: [extent[0]], quantity: null }]) : null;
}

/** The range that something was a share of: "41 % of the 7-day range, which is 238.84 wide". */
function rangeOfShares(shares: readonly Share[]): Figures | null {
  const [only, ...others] = shares;
  return only === undefined || others.length > 0 ? null : rangeOf(only.whole);
}

/** The range that "its" means where it is a share of no other range. */
function ownRange(one: Sized, shares: readonly Share[]): Figures | null {
  const areOfRange = shares.some(({ whole }) => whole.extents.some((extent) => extent.length === 2));
  return areOfRange ? null : rangeOf(one);
}

const isBe = opt(
  seq([tag("be")], () => true),
  false,
);

const linkOfSizes = opt(
  alt(
    tag("be"),
    tag("runs"),
    tagIf("relation", (word) => word === "which makes"),
  ),
  null,
);

/** `in size`: signs don't count. */
const bySize = opt(
  seq([tagIf("relation", (word) => word === "by size"), opt(tag("comma"), null)], () => true),
  false,
);

/** `both the realized volatility of 2.95 % and the band width of 4.14 %`: what one size is held against. */
const sizes: Parser<readonly [Sized, ...Sized[]]> = seq(
  [
    opt(tag("either"), null),
    sized,
    opt(
      seq([tag("comma"), sized], (_, found) => found),
      null,
    ),
    opt(
      seq([opt(tag("comma"), null), tag("and"), sized], (_, __, found) => found),
      null,
    ),
  ],
  (_, first, second, third): readonly [Sized, ...Sized[]] | null =>
    second !== null && third === null ? null : [first, ...[second, third].filter((each) => each !== null)],
);

/** What each of them is, and that the first size stands so to all of them; null where it can't to one. */
function compareWithAll(one: Sized, how: Standing, others: readonly Sized[]): readonly Statement[] | null {
  const claims = others.map((other) =>
    how.ratio === null && areCompared(one, other) ? null : compareSizes(one, how, other),
  );
  return claims.some((claim) => claim === null)
    ? null
    : [...others.flatMap((other) => other.claims), ...claims.filter((claim) => claim !== null)];
}

/** `, which is 3042.39 wide,`: of the range that was named; what comes next is said of the subject before. */
const widthAsidePiece: Parser<Piece> = seq(
  [tag("that"), opt(tag("be"), null), distance, tag("wide")],
  (_, __, far): Piece =>
    piece((told) => {
      const edges = told.last === null || told.subject === told.last ? null : edgesOf(told.last);
      return edges === null
        ? null
        : { claims: [{ is: "gap", left: edges[1], right: edges[0], quantity: far, size: "none" }], told };
    }, 0.4),
);

/** "The 24-hour loss is larger than the 7-day loss", ", a quarter of the 7-day range". */
export const extentPiece: Parser<Piece> = alt(
  widthAsidePiece,
  // ", a far larger move than that of the hour", "is larger than the one over 1 hour"
  seq(
    [
      isBe,
      degree,
      tag("comparative"),
      opt(
        tagIf("figure", ({ names }) => names.length > 1),
        null,
      ),
      tag("than"),
      opt(tag("one"), null),
      opt(alt(tag("of"), tag("on")), null),
      alt(
        tag("hours"),
        map(tag("day"), (): Scope => "day"),
      ),
    ],
    (be, size, side, __, ___, ____, _____, scope): Piece =>
      piece((told) => {
        const one = be || told.isJoined ? toldBefore(told) : null;
        const other: Sized = { extents: changesOver(scope), claims: [], signed: false };
        const claim = one === null ? null : compareSizes(one, { side, ratio: null, size: size ?? "none" }, other);
        return claim === null ? null : { claims: [claim], told };
      }, 0.4),
  ),
  // "compared to a much larger change over 7 days of 12.99 %"
  seq([alt(tag("against"), tag("with")), degree, tag("comparative"), sized], (_, size, side, other): Piece =>
    piece((told) => {
      const one = toldBefore(told);
      const how = { side, ratio: null, size: size ?? "none" } as const;
      const claim = one === null ? null : compareSizes(other, how, one);
      return claim === null ? null : { claims: [...other.claims, claim], told };
    }, 0.4),
  ),
  // "With the day's range at 41 % of the 7-day range, ..."
  seq([tag("with"), sized, tag("at"), sharesOf, tag("comma")], (_, one, __, shares): Piece | null => {
    const claims = shareClaims(one, shares);
    return claims === null ? null : piece((told) => ({ claims: [...one.claims, ...claims], told }), 0.4);
  }),
  // "The day's range of 4.45 is 46 % of the 7-day range", ", which is about 1.85 % of the last close"
  seq([sized, opt(tag("comma"), null), opt(tag("this"), null), sharesOf], (one, _, __, shares): Piece | null => {
    const claims = shareClaims(one, shares);
    return claims === null
      ? null
      : piece(
          (told) => ({
            claims: [...one.claims, ...claims],
            told: {
              ...told,
              subject: product,
              they: ownRange(one, shares) ?? told.they,
              last: rangeOfShares(shares) ?? told.last,
            },
          }),
          0.4,
        );
  }),
  seq([opt(alt(tag("this"), tag("that"), tag("or")), null), sharesOf], (_, shares): Piece =>
    piece((told) => {
      const one = toldBefore(told);
      const claims = one === null ? null : shareClaims(one, shares);
      return claims === null ? null : { claims, told };
    }, 0.6),
  ),
  seq(
    [bySize, sized, linkOfSizes, standing, sizes, bySize],
    (first, one, _, standingTold, others, last): Piece | null => {
      const how = { ...standingTold, isOfSize: standingTold.isOfSize === true || first || last };
      const claims = compareWithAll(one, how, others);
      const [other] = others;
      return claims === null
        ? null
        : piece(
            (told) => ({
              claims: [...one.claims, ...claims],
              told: { ...told, subject: product, last: rangeOf(other) ?? measureOf(other) ?? told.last },
            }),
            0.4,
          );
    },
  ),
  // ", indicating that the day's range is narrower than the 7-day range"
  seq([tag("show"), tag("that"), sized, tag("be"), standing, sized], (_, __, one, ___, how, other): Piece | null => {
    const claim = compareSizes(one, how, other);
    return claim === null ? null : piece((told) => ({ claims: [...one.claims, ...other.claims, claim], told }), 0.4);
  }),
  seq([opt(alt(tag("that"), tag("this")), null), opt(tag("be"), null), standing, sizes], (_, __, how, others): Piece =>
    piece((told) => {
      const one = toldBefore(told);
      const claims = one === null ? null : compareWithAll(one, how, others);
      return claims === null ? null : { claims, told };
    }, 0.6),
  ),
);
