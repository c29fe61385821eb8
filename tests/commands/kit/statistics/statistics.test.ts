import { describe, expect, it } from "vitest";
import { holmCorrected } from "../../../../src/commands/kit/statistics/holm.ts";
import { mcnemarP } from "../../../../src/commands/kit/statistics/mcnemar.ts";
import { pairedBootstrap } from "../../../../src/commands/kit/statistics/paired-bootstrap.ts";
import { seededRandom } from "../../../../src/commands/kit/statistics/random.ts";
import { wilsonRate } from "../../../../src/commands/kit/statistics/wilson.ts";

describe("Wilson's interval", () => {
  it.each([
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i is the published one", (hits, count, low, high) => {
    const rate = wilsonRate(hits, count);
    expect(rate?.value).toBe(hits / count);
    expect(rate?.low).toBeCloseTo(low, 4);
    expect(rate?.high).toBeCloseTo(high, 4);
  });

  it("of everything ends at 1, of nothing counted there is none", () => {
    expect(wilsonRate(20, 20)?.high).toBe(1);
    expect(wilsonRate(0, 0)).toBeNull();
  });
});

/** Exact, with whole numbers alone. */
function binomialP(gained: number, lost: number): number {
  const count = gained + lost;
  let choose = 1n;
  let tail = 0n;
  for (let hits = 0; hits <= Math.min(gained, lost); hits += 1) {
    tail += choose;
    choose = (choose * BigInt(count - hits)) / BigInt(hits + 1);
  }
  return Math.min(1, Number((2n * tail * 10n ** 18n) / 2n ** BigInt(count)) / 1e18);
}

describe("McNemar's exact test", () => {
  it.each([
    [0, 5, 0.0625],
    [1, 9, 0.021484375],
    [0, 6, 0.03125],
    [3, 3, 1],
    [0, 0, 1],
  ])("of %i gained and %i lost is %f", (gained, lost, p) => {
    expect(mcnemarP(gained, lost)).toBeCloseTo(p, 10);
  });

  it("agrees with whole numbers up to thousands of pairs", () => {
    for (const [gained, lost] of [
      [12, 30],
      [150, 121],
      [700, 810],
      [1_500, 1_600],
    ] as const) {
      expect(mcnemarP(gained, lost)).toBeCloseTo(binomialP(gained, lost), 9);
      expect(mcnemarP(lost, gained)).toBe(mcnemarP(gained, lost));
    }
  });
});

describe("Holm's correction", () => {
  it("gives the values of a worked example in the order of the tests", () => {
    // The steps by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, 1 x 0.04 raised to the one before it.
    expect(holmCorrected([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holmCorrected([0.6, 0.9])).toEqual([1, 1]);
    expect(holmCorrected([])).toEqual([]);
  });
});

/** Two dice make a normal number (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe("the paired bootstrap", () => {
  it.each([12, 40])("holds the truth in 92 to 98 of 100 samples of %i product-days whose cases go together", (days) => {
    const random = seededRandom(7);
    const truth = 0.1;
    const samples = 400;
    let held = 0;
    for (let sample = 0; sample < samples; sample += 1) {
      const pairs = Array.from({ length: days }, (_, day) => {
        const ofDay = truth + 0.1 * normal(random);
        return Array.from({ length: 6 }, () => ({ difference: ofDay + 0.02 * normal(random), cluster: String(day) }));
      }).flat();
      const result = pairedBootstrap(pairs, random);
      if (result !== null && result.low <= truth && truth <= result.high) held += 1;
    }
    expect(held / samples).toBeGreaterThan(0.92);
    expect(held / samples).toBeLessThan(0.98);
  });

  it("is wider for cases that go together than for as many that do not", () => {
    const random = seededRandom(3);
    const differences = Array.from({ length: 200 }, (_, index) => (index % 20 < 10 ? 0.2 : 0) + 0.01 * normal(random));
    const widthBy = (clusterOf: (index: number) => string): number => {
      const pairs = differences.map((difference, index) => ({ difference, cluster: clusterOf(index) }));
      const result = pairedBootstrap(pairs, seededRandom(1));
      return (result?.high ?? 0) - (result?.low ?? 0);
    };
    expect(widthBy((index) => String(Math.floor(index / 10)))).toBeGreaterThan(2 * widthBy(String));
  });

  it("gives the same for the same pairs, and none without", () => {
    const pairs = [1, 0, 0, -1, 1].map((difference, index) => ({ difference, cluster: String(index) }));
    expect(pairedBootstrap(pairs, seededRandom(1))).toEqual(pairedBootstrap(pairs, seededRandom(1)));
    expect(pairedBootstrap([], seededRandom(1))).toBeNull();
  });
});

function draw(seed: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: 10_000 }, () => random());
}

describe("seeded dice", () => {
  it("fall alike for one seed, otherwise for another, evenly from 0 to 1", () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
    const mean = draw(1).reduce((sum, each) => sum + each, 0) / 10_000;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(draw(1).every((each) => each >= 0 && each < 1)).toBe(true);
  });
});
