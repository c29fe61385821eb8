import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../src/features/index.ts";
import type { Claim } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { type Figures, prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { list } from "../../../src/grounding/claims/list.ts";
import { say, sayWithValues } from "../../../src/grounding/claims/say.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { anyClaim } from "../claims/any-claim.ts";
import { decideNaively } from "../claims/naive-decision.ts";
import { markets } from "../claims/random-figures.ts";
import { randomMarket } from "../random-market.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const fewer = { numRuns: 120 };

function figuresOf(seed: number): Figures {
  const { productId, candles, granularity, expected, decimals, end } = randomMarket(seed);
  return prepareFigures(
    productId,
    computeFeatures(candles, { asOf: end, granularity, expectedCount: expected, decimals }),
  );
}

/** The same, whatever order its fields have. */
const sorted = (claim: Claim): string =>
  JSON.stringify(Object.entries(claim).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Claims that are true, and the same denied. */
const claimsOf = (figures: Figures): readonly Claim[] =>
  list(figures).flatMap((claim) => [claim, { ...claim, denied: !claim.denied }]);

/** What is not said of the reader's figures: claims over other spans than 24 hours. */
const isOfTheDay = (claim: Claim): boolean =>
  !JSON.stringify(claim).includes("7d") && !JSON.stringify(claim).includes('"hours":168');

describe("a claim that is said", { timeout: 180_000 }, () => {
  it("is read as itself, in each of its forms", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const figures = figuresOf(seed);
        for (const claim of claimsOf(figures).filter(isOfTheDay)) {
          if (claim.is === "coverage" && claim.denied) continue;
          for (const text of [...say(claim, figures), ...sayWithValues(claim, figures)]) {
            const read = judgeSentence(`${text}.`, figures);
            expect({ text, verdict: read.verdict }).toEqual({ text, verdict: decide(claim, figures).is });
            expect(read.claims.map(sorted), text).toContain(sorted(claim));
          }
        }
      }),
      fewer,
    );
  });

  it("of a changed number is never read as true", () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 1.02, max: 3, noNaN: true }), (seed, factor) => {
        const figures = figuresOf(seed);
        for (const claim of list(figures).filter(isOfTheDay)) {
          if (claim.is !== "moved" || claim.quantities.length === 0 || claim.quantities.some(({ size }) => size === 0))
            continue;
          const changed: Claim = {
            ...claim,
            quantities: claim.quantities.map((quantity) => ({
              ...quantity,
              size: quantity.size * factor + quantity.step,
            })),
          };
          for (const text of say(changed, figures))
            expect(judgeSentence(`${text}.`, figures).verdict, text).not.toBe("true");
        }
      }),
      fewer,
    );
  });

  it("is never read as true where the oracle calls it false, whatever its degree", () => {
    const claims = markets.chain((made) => fc.record({ made: fc.constant(made), claim: anyClaim(made.market) }));
    fc.assert(
      fc.property(claims, ({ made: { figures, market }, claim }) => {
        if (!isSaidWhole(claim) || decideNaively(claim, market) !== false) return;
        for (const text of [...say(claim, figures), ...sayWithValues(claim, figures)])
          expect(judgeSentence(`${text}.`, figures).verdict, text).not.toBe("true");
      }),
      { numRuns: 3_000 },
    );
  });
});

/**
 * What its words tell whole: a distance stands for a degree, a move "in the short term" is told like a stance, and a stance of one
 * candle or figure like the short term's.
 */
function isSaidWhole(claim: Claim): boolean {
  switch (claim.is) {
    case "compare":
      return (
        claim.left !== claim.right &&
        !claim.left.endsWith("momentum") &&
        (claim.distance === null || claim.size === "none")
      );
    case "moved":
      return claim.span !== "short" && claim.quantities.every(({ size }) => size > 0);
    case "stance":
      return claim.span !== "last_candle" && claim.of === null;
    case "zone":
    case "threshold":
    case "coverage":
      return true;
    case "balance":
    case "derived":
    case "place":
    case "value":
    case "role":
    case "order":
    case "extent":
    case "ways":
    case "wrong":
      break;
  }
  return false;
}
