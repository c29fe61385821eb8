import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, type FigureName } from "../../../src/features/index.ts";
import type { Claim, ClaimSpan, Stance } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { list } from "../../../src/grounding/claims/list.ts";
import { say, sayWithValues } from "../../../src/grounding/claims/say.ts";
import { listValues } from "../../../src/grounding/claims/kinds/value.ts";
import { figures as known } from "./naive-figures.ts";
import { decideNaively } from "./naive-decision.ts";
import { markets, type RandomFigures } from "./random-figures.ts";

interface Case extends RandomFigures {
  readonly claims: readonly Claim[];
}

const cases = markets.map((made): Case => ({ ...made, claims: [...listValues(made.figures), ...list(made.figures)] }));
/** The figures that the oracle computes. */
const names = fc.constantFrom(...catalogue.map(({ name }) => name).filter((name) => known[name] !== undefined));
const relations = fc.constantFrom("above", "below", "at" as const);
const spans = fc.constantFrom<ClaimSpan>("last_candle", { hours: 1 }, { hours: 24 }, { hours: 168 }, { hours: 48 });
const parts = fc.constantFrom(
  "inside" as const,
  "outside" as const,
  "above" as const,
  "below" as const,
  { from: 0, to: 0.25 },
  { from: 0.75, to: 1 },
  { nearer: "low" as const },
);

/** The claim with something else in it: a number, a figure, a relation, a direction, a span. */
function changed(claim: Claim): fc.Arbitrary<Claim> {
  switch (claim.is) {
    case "value":
      return fc.oneof(
        fc.integer({ min: 1, max: 1_000 }).map((steps): Claim => ({
          ...claim,
          quantity: { ...claim.quantity, size: claim.quantity.size + steps * claim.quantity.step },
        })),
        names.map((figure): Claim => ({ ...claim, figure })),
        fc.constant<Claim>({
          ...claim,
          quantity: { ...claim.quantity, sign: claim.quantity.sign < 0 || claim.quantity.size === 0 ? 0 : -1 },
        }),
      );
    case "compare":
    case "balance":
      return fc.oneof(
        relations.map((relation): Claim => ({ ...claim, relation })),
        names.map((right): Claim => ({ ...claim, right })),
        fc.constant<Claim>({ ...claim, left: claim.right, right: claim.left }),
      );
    case "place":
      return fc.oneof(
        parts.map((part): Claim => ({ ...claim, part })),
        fc
          .constantFrom<readonly [FigureName, FigureName]>(
            ["daily_low", "daily_high"],
            ["bollinger_lower", "bollinger_upper"],
            ["low_7d", "high_7d"],
          )
          .map(([low, high]): Claim => ({ ...claim, low, high })),
      );
    case "moved":
      return fc.oneof(
        fc.constantFrom("up", "down", "flat" as const).map((way): Claim => ({ ...claim, way })),
        spans.map((span): Claim => ({ ...claim, span })),
        fc.constant<Claim>({ ...claim, of: claim.of === "price" ? "volume" : "price" }),
        fc.integer({ min: 1, max: 1_000 }).map((steps): Claim => ({
          ...claim,
          quantities: claim.quantities.map((quantity) => ({
            ...quantity,
            size: quantity.size + steps * quantity.step,
          })),
        })),
      );
    case "zone":
      return fc.constantFrom("overbought", "oversold", "neutral").map((zone): Claim => ({ ...claim, zone }));
    case "coverage":
      return fc.integer({ min: 0, max: 300 }).map((size): Claim => ({ ...claim, count: { ...claim.count, size } }));
    case "derived":
      return fc.integer({ min: 2, max: 1_000 }).map((steps): Claim => ({
        ...claim,
        quantity: { ...claim.quantity, size: claim.quantity.size + steps * claim.quantity.step },
      }));
    case "stance":
      return fc.oneof(
        fc
          .constantFrom<Stance>("bullish", "bearish", "mixed", "neutral")
          .map((stance): Claim => ({ ...claim, stance })),
        spans.map((span): Claim => ({ ...claim, span })),
      );
    case "threshold":
    case "role":
    case "order":
    case "extent":
    case "ways":
    case "wrong":
      break;
  }
  return fc.constant(claim);
}

const changedClaims = cases.chain((made) =>
  fc.record({
    made: fc.constant(made),
    claim: made.claims.length === 0 ? fc.constant(null) : fc.constantFrom(...made.claims).chain(changed),
  }),
);

describe("a limit that the RSI is held against", () => {
  it("is decided as the oracle decides it", () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(30, 50, 70), relations, ({ figures, market }, size, relation) => {
        const limit = { size, sign: 0, step: 1, unit: "none", approx: false } as const;
        const claim: Claim = { denied: false, is: "threshold", figure: "rsi", relation, limit, size: "none" };
        const naive = decideNaively(claim, market);
        const decided = { true: true, false: false, unknown: null }[decide(claim, figures).is];
        // An RSI that reads as the limit and is not it may be either.
        const reads = figures.texts.rsi !== null && Number(figures.texts.rsi) === size;
        expect(reads ? naive : decided).toBe(naive);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a claim that is listed", () => {
  it("is decided true, and true by the oracle, for any market", () => {
    fc.assert(
      fc.property(cases, ({ claims, figures, market }) => {
        const wrong = claims.filter(
          (claim) => decide(claim, figures).is !== "true" || decideNaively(claim, market) === false,
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is false where it is denied, with what is true in words", () => {
    fc.assert(
      fc.property(cases, ({ claims, figures }) => {
        for (const claim of claims) {
          const decision = decide({ ...claim, denied: true }, figures);
          expect(decision).toMatchObject({ is: "false", truth: expect.stringMatching(/^[A-Z0-9].*\.$/u) });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("can be said, in forms that differ from those of its denial", () => {
    fc.assert(
      fc.property(cases, ({ claims, figures }) => {
        for (const claim of claims) {
          const [forms, denials] = [say(claim, figures), say({ ...claim, denied: true }, figures)];
          expect(forms.length).toBeGreaterThan(0);
          expect(denials.length).toBeGreaterThan(0);
          expect(denials.filter((form) => forms.includes(form))).toEqual([]);
          expect(new Set(forms).size).toBe(forms.length);
          expect([...forms, ...sayWithValues(claim, figures)].join(" ")).not.toMatch(/null|undefined|NaN|\.\s| {2}/u);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("a claim with something changed in it", () => {
  it("is never called true where the oracle calls it false, nor false where it calls it true", () => {
    fc.assert(
      fc.property(changedClaims, ({ made: { figures, market }, claim }) => {
        if (claim === null) return;
        const [decision, naive] = [decide(claim, figures).is, decideNaively(claim, market)];
        const isWrong = (naive === false && decision === "true") || (naive === true && decision === "false");
        expect(isWrong ? { claim, decision, values: market.values } : null).toBeNull();
      }),
      { numRuns: 5_000 },
    );
  });

  it("turns around where it is denied", () => {
    fc.assert(
      fc.property(changedClaims, ({ made: { figures }, claim }) => {
        if (claim === null) return;
        const turned = { true: "false", false: "true", unknown: "unknown" } as const;
        expect(decide({ ...claim, denied: true }, figures).is).toBe(turned[decide(claim, figures).is]);
      }),
      { numRuns: 1_000 },
    );
  });
});
