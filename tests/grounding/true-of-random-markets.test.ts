import { describe, expect, it } from "vitest";
import { computeFeatures, defaultFigures, type FigureName } from "../../src/features/index.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { writeFacts } from "../../src/grounding/write-facts.ts";
import { falseSentences } from "../../chaos/oracle/judge-text.ts";
import { naiveMarket } from "../../chaos/oracle/naive-market.ts";
import { equalPrices, isOneTick, pairs } from "./equal-prices.ts";
import { randomMarket } from "./random-market.ts";

const weekFigures: readonly FigureName[] = [...defaultFigures, "change_7d", "change_7d_pct", "high_7d", "low_7d"];
const seeds = Array.from({ length: 10_000 }, (_, index) => index);

function write(seed: number) {
  const market = randomMarket(seed);
  const { productId, candles, granularity, candleSeconds, expected, decimals, end } = market;
  const figures = expected === 168 ? weekFigures : defaultFigures;
  const features = computeFeatures(candles, { asOf: end, granularity, expectedCount: expected, decimals, figures });
  const naive = naiveMarket(candles, { productId, end, candleSeconds, expected, decimals });
  return {
    naive,
    tick: 10 ** -decimals,
    features,
    plain: writePlainInsight(productId, features),
    facts: writeFacts(productId, features),
  };
}

const markets = new Map<number, ReturnType<typeof write>>();

/** What was written of a market, once for all tests. */
function written(seed: number): ReturnType<typeof write> {
  const known = markets.get(seed) ?? write(seed);
  markets.set(seed, known);
  return known;
}

describe("for 10 000 random markets", { timeout: 120_000 }, () => {
  it("the plain insight is true, names its product first and has at most 100 words", () => {
    const wrong = seeds.flatMap((seed) => {
      const { plain, naive } = written(seed);
      const faults = falseSentences(plain, naive);
      const words = plain.split(/\s+/).length;
      const isNamed = plain.split(". ")[0]?.includes(naive.productId) === true;
      return faults.length > 0 || words > 100 || !isNamed ? [{ seed, faults, words, plain }] : [];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it("every fact is true", () => {
    const wrong = seeds.flatMap((seed) => {
      const { facts, naive } = written(seed);
      const faults = facts.flatMap((fact) => falseSentences(fact, naive));
      return faults.length > 0 ? [{ seed, faults, values: [...naive.values] }] : [];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it("nothing reads two prices as equal that differ by a tick", () => {
    const wrong = seeds.flatMap((seed) => {
      const { plain, facts, naive, tick } = written(seed);
      const faults = [plain, ...facts].flatMap((text) => equalPrices(text, naive, tick));
      return faults.length > 0 ? [{ seed, faults, values: [...naive.values] }] : [];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it("many prices differ by a single tick, so that the test before could fail", () => {
    const differing = seeds.flatMap((seed) => pairs.filter((pair) => isOneTick(pair, written(seed))).map(String));
    const counts = pairs.map((pair) => differing.filter((each) => each === String(pair)).length);
    expect(Math.min(...counts)).toBeGreaterThan(50);
  });

  it("24 hours are named of 24 hours alone, and 7 days of 7 days", () => {
    const wrong = seeds.slice(0, 2_000).flatMap((seed) => {
      const { plain, facts, features } = written(seed);
      const text = [plain, ...facts].join(" ");
      const isDay = features.daily_high !== null;
      const isWeek = features.high_7d !== null && features.high_7d !== undefined;
      const faults = [/24[ -]hour|day's/.test(text) !== isDay, /7[ -]day/.test(text) !== isWeek];
      return faults.includes(true) ? [{ seed, text }] : [];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});
