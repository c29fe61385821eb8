import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { say, sayWithValues } from "../../../src/grounding/claims/say.ts";
import { anyClaim } from "./any-claim.ts";
import { formOf, forms, undecidable } from "./forms.ts";
import { decideNaively } from "./naive-decision.ts";
import { markets, type RandomFigures, randomFigures } from "./random-figures.ts";

interface Case {
  readonly made: RandomFigures;
  readonly claim: Claim;
}

const casesOf = (all: fc.Arbitrary<RandomFigures>): fc.Arbitrary<Case> =>
  all.chain((made) => fc.record({ made: fc.constant(made), claim: anyClaim(made.market) }));
const cases = casesOf(markets);

describe("any claim, of every kind, form and degree, with random figures", () => {
  it("is decided as the oracle decides it, and turns around where it is denied", () => {
    fc.assert(
      fc.property(cases, ({ made: { figures, market }, claim }) => {
        const naive = decideNaively(claim, market);
        const [decided, denied] = [decide(claim, figures).is, decide({ ...claim, denied: !claim.denied }, figures).is];
        const turned = { true: "false", false: "true", unknown: "unknown" } as const;
        const isSame = naive === null || decided === (naive ? "true" : "false");
        expect(isSame ? null : { claim, decided, texts: figures.texts }).toBeNull();
        expect(denied).toBe(turned[decided]);
      }),
      { numRuns: 10_000 },
    );
  });

  it("is found true and found false in each of its forms, by claims and oracle alike, and has no form that is not listed", () => {
    const some = Array.from({ length: 2_000 }, (_, seed) => randomFigures(seed));
    const sample = fc.sample(casesOf(fc.constantFrom(...some)), { numRuns: 40_000, seed: 1 });
    const found = new Set(
      sample.flatMap(({ made: { figures, market }, claim }) => {
        const naive = decideNaively(claim, market);
        return naive === null || decide(claim, figures).is === "unknown"
          ? []
          : [`${formOf(claim)}: ${naive !== claim.denied}`];
      }),
    );
    expect(forms.flatMap((form) => [`${form}: true`, `${form}: false`]).filter((form) => !found.has(form))).toEqual([]);
    const known = new Set([...forms, ...undecidable]);
    expect(new Set(sample.map(({ claim }) => formOf(claim)).filter((form) => !known.has(form)))).toEqual(new Set());
    expect(undecidable.filter((form) => found.has(`${form}: true`) && found.has(`${form}: false`))).toEqual([]);
  });

  it("is denied with a whole sentence of what is true, where it is false", () => {
    fc.assert(
      fc.property(cases, ({ made: { figures }, claim }) => {
        const decision = decide(claim, figures);
        if (decision.is !== "false") return;
        expect(decision.truth).toMatch(/^[A-Z0-9].*[^.]\.$/u);
        expect(decision.truth).not.toMatch(/null|undefined|NaN| {2}/u);
      }),
      { numRuns: 5_000 },
    );
  });

  it("is said in words that differ from those of its denial and of other degrees", () => {
    fc.assert(
      fc.property(cases, ({ made: { figures }, claim }) => {
        const words = [...say(claim, figures), ...sayWithValues(claim, figures)];
        const others = new Set(
          [{ ...claim, denied: !claim.denied }, ...otherDegrees(claim)].flatMap((other) => [
            ...say(other, figures),
            ...sayWithValues(other, figures),
          ]),
        );
        expect(words.filter((each) => others.has(each))).toEqual([]);
        expect(words.join(" ")).not.toMatch(/null|undefined|NaN|\.\s| {2}/u);
      }),
      { numRuns: 5_000 },
    );
  });
});

/** The claim with another degree. Where a distance stands, it stands for the degree. */
function otherDegrees(claim: Claim): readonly Claim[] {
  if (!("size" in claim) || ("distance" in claim && claim.distance !== null)) return [];
  if (claim.is === "moved" && claim.way === "any") return [];
  if ("relation" in claim && (claim.relation === "at" || claim.relation === "near")) return [];
  if (claim.is === "zone" && claim.zone === "extreme") return [];
  const sizes =
    claim.is === "moved" && claim.way === "flat" ? (["none", "small"] as const) : (["none", "small", "large"] as const);
  return sizes.filter((size) => size !== claim.size).map((size) => ({ ...claim, size }));
}
