import * as fc from "fast-check";
import { catalogue, type FigureName } from "../../../src/features/index.ts";
import type { Claim, ClaimSpan, Part, Stance } from "../../../src/grounding/claims/claim.ts";
import type { Quantity } from "../../../src/grounding/claims/quantity.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { distanceOf, numberNear, result, unitOf, unsigned } from "./any-number.ts";
import { decimalsOf, figures, naiveFigure, valueOf } from "./naive-figures.ts";

/** The figures that the oracle computes. */
const all = catalogue.map(({ name }) => name).filter((name) => figures[name] !== undefined);
const prices = all.filter((name) => naiveFigure(name)[2] === "price");
const changes = all.filter((name) => naiveFigure(name)[2] === "change" || naiveFigure(name)[2] === "percent");
const names = fc.constantFrom<FigureName>(...all);
/** Mostly prices, of which most can be said. */
const levels = fc.oneof({ weight: 8, arbitrary: fc.constantFrom<FigureName>("last_close", ...prices) }, names);
const sums = fc.constantFrom<FigureName>("buying_momentum", "selling_momentum");
const relations = fc.constantFrom("above", "below", "at", "near" as const);
const sizes = fc.constantFrom("none", "small", "large" as const);
const ranges = fc.constantFrom<readonly [FigureName, FigureName]>(
  ["daily_low", "daily_high"],
  ["bollinger_lower", "bollinger_upper"],
  ["low_7d", "high_7d"],
  ["rolling_avg", "ema"],
);
const spans = fc.constantFrom<ClaimSpan>(
  null,
  "short",
  "last_candle",
  ...[1, 5, 14, 24, 96, 288].map((candles) => ({ candles })),
  ...[1, 24, 48, 168].map((hours) => ({ hours })),
);
const ways = fc.constantFrom("up", "down", "flat", "any" as const);
const parts = fc.constantFrom<Part>(
  "inside",
  "outside",
  "above",
  "below",
  { nearer: "low" },
  { nearer: "high" },
  ...[2, 3, 4, 5, 10].flatMap((of) => [
    { from: 0, to: 1 / of },
    { from: 1 - 1 / of, to: 1 },
  ]),
  { from: 1 / 3, to: 2 / 3 },
  { from: 2 / 3, to: 1 },
);
const pairs = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(levels, levels) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<[FigureName, FigureName]>(
      ["buying_momentum", "selling_momentum"],
      ["selling_momentum", "buying_momentum"],
    ),
  },
  fc.tuple(sums, sums),
  fc.tuple(fc.constant<FigureName>("last_close"), levels),
);

/** Any claim about a market: of every kind and form, about half of them true. */
export function anyClaim(market: NaiveMarket): fc.Arbitrary<Claim> {
  const denied = fc.boolean();
  return fc.oneof(
    {
      weight: 2,
      arbitrary: fc.oneof(names, fc.constantFrom<FigureName>(...changes)).chain((name) => told(name, market)),
    },
    {
      weight: 3,
      arbitrary: pairs.chain(([left, right]) =>
        relations.chain((relation) => {
          const isSided = relation === "above" || relation === "below";
          const rest = {
            left: fc.constant(left),
            relation: fc.constant(relation),
            right: fc.constant(right),
            size: isSided ? sizes : fc.constant("none" as const),
            distance: isSided ? distanceOf(left, right, market) : fc.constant(null),
            denied,
          };
          const is =
            naiveFigure(left)[2] === "sum"
              ? fc.constantFrom("balance", "compare" as const)
              : fc.constant("compare" as const);
          return fc.record({ is, ...rest });
        }),
      ),
    },
    fc
      .record({ figure: levels, range: ranges, part: parts, denied })
      .map(({ figure, range: [low, high], part, denied: isDenied }): Claim => ({
        is: "place",
        figure,
        low,
        high,
        part,
        denied: isDenied,
      })),
    movement(market),
    fc
      .record({
        is: fc.constant("zone" as const),
        figure: fc.constant<FigureName>("rsi"),
        zone: fc.constantFrom("overbought", "oversold", "neutral", "extreme"),
        size: sizes,
        denied,
      })
      .map((claim) =>
        claim.zone === "neutral" || claim.zone === "extreme" ? { ...claim, size: "none" as const } : claim,
      ),
    fc
      .record({ relation: relations, size: sizes, limit: fc.constantFrom(30, 50, 70, 60), denied })
      .map(({ relation, size, limit, denied: isDenied }): Claim => ({
        is: "threshold",
        figure: "rsi",
        relation,
        size: relation === "above" || relation === "below" ? size : "none",
        limit: { size: limit, sign: 0, step: 1, unit: "none", approx: false },
        denied: isDenied,
      })),
    pairs.chain(([left, right]) =>
      fc.constantFrom("difference", "percent", "share", "ratio" as const).chain((operation) =>
        fc.record({
          is: fc.constant("derived" as const),
          operation: fc.constant(operation),
          left: fc.constant(left),
          right: fc.constant(right),
          quantity: result(operation, left, right, market),
          denied,
        }),
      ),
    ),
    fc
      .record({ count: fc.integer({ min: -1, max: 1 }), expected: fc.constantFrom(0, 0, 1), denied })
      .map(({ count, expected, denied: isDenied }): Claim => ({
        is: "coverage",
        count: { size: Math.max(0, market.count + count), sign: 0, step: 1, unit: "none", approx: false },
        expected: { size: market.expected + expected, sign: 0, step: 1, unit: "none", approx: false },
        denied: isDenied,
      })),
    fc.record({
      is: fc.constant("stance" as const),
      stance: fc.constantFrom<Stance>("bullish", "bearish", "neutral", "mixed", "cautious"),
      span: spans,
      size: sizes,
      of: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, names),
      denied,
    }),
  );
}

/** A value; of a change also "a rise of" and "a fall of", where words stand for the sign. */
function told(figure: FigureName, market: NaiveMarket): fc.Arbitrary<Claim> {
  const number = numbersOf(figure, market);
  const isChange = ["change", "percent", "volume"].includes(naiveFigure(figure)[2]);
  return fc.oneof(fc.constant(null), fc.constantFrom("up", "down" as const)).chain((way) =>
    fc.record({
      is: fc.constant("value" as const),
      figure: fc.constant(figure),
      quantity: isChange && way !== null ? fc.oneof({ weight: 4, arbitrary: unsigned(number) }, number) : number,
      way: fc.constant(isChange ? way : null),
      span: fc.oneof(fc.constantFrom<ClaimSpan>(null, naiveFigure(figure)[1]), spans),
      denied: fc.boolean(),
    }),
  );
}

function numbersOf(name: FigureName, market: NaiveMarket): fc.Arbitrary<Quantity> {
  return unitOf(name).chain((unit) => numberNear(valueOf(name, market), decimalsOf(name, market), unit));
}

/** Changes over a span, and numbers that are mostly of it. A direction in words stands for the sign. */
function movement(market: NaiveMarket): fc.Arbitrary<Claim> {
  const own = fc.constantFrom<FigureName>("volume_change", "volume_change", ...changes);
  return own.chain((name) => {
    const number = fc.oneof(
      { weight: 4, arbitrary: unsigned(numbersOf(name, market)) },
      numbersOf(name, market),
      fc.constantFrom<FigureName>(...changes).chain((each) => numbersOf(each, market)),
    );
    return fc
      .record({
        way: ways,
        span: fc.oneof({ weight: 2, arbitrary: fc.constant<ClaimSpan>(naiveFigure(name)[1]) }, spans),
        quantities: fc.array(number, { maxLength: 2 }),
        size: sizes,
        denied: fc.boolean(),
      })
      .map(({ way, span, quantities, size, denied }): Claim => ({
        is: "moved",
        of: name === "volume_change" ? "volume" : "price",
        way,
        span,
        quantities: way === "flat" ? [] : quantities,
        size: way === "any" || (way === "flat" && size === "large") ? "none" : size,
        denied,
      }));
  });
}
