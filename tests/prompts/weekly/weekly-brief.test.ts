import { describe, expect, it } from "vitest";
import { computeFeatures, type FeatureCandle } from "../../../src/features/index.ts";
import { citableValues } from "../../../src/grounding/citable-values.ts";
import { writePlainInsight } from "../../../src/grounding/plain-insight.ts";
import { writeFacts, writeSpans } from "../../../src/grounding/write-facts.ts";
import { promptTypes } from "../../../src/prompts/registry.ts";
import { weeklyBrief } from "./weekly-brief.ts";

const end = 1_700_006_400;
const hour = 3_600;

/** Hourly candles: the week rises from 100 by 0.5 an hour, then falls by 1 an hour for a day. */
function candles(count = 168): FeatureCandle[] {
  return Array.from({ length: count }, (_, index) => {
    const at = 168 - count + index;
    const close = at < 144 ? 100.5 + at * 0.5 : 172 - (at - 143);
    const open = at < 144 ? close - 0.5 : close + 1;
    const [high, low] = [Math.max(open, close) + 0.25, Math.min(open, close) - 0.25];
    return { start: end - (168 - at) * hour, open, high, low, close, volume: 10 };
  });
}

function featuresOf(given: readonly FeatureCandle[]) {
  const [{ figures, ...wanted }] = weeklyBrief.series;
  const expectedCount = wanted.windowSeconds / hour;
  return computeFeatures(given, { asOf: end, granularity: wanted.granularity, expectedCount, figures });
}

describe("a prompt type of hourly candles over seven days", () => {
  it("computes the figures that it names, and no other", () => {
    expect(Object.keys(featuresOf(candles()))).toEqual([
      ...weeklyBrief.series[0].figures,
      "candle_count",
      "expected_count",
      "as_of",
      "interval",
      "decimals",
    ]);
  });

  it("has a plain insight that tells the week's change of the week and the day's of the day", () => {
    const text = writePlainInsight("SOL-USD", featuresOf(candles()));
    expect(text).toContain(
      "SOL-USD is up 48.00 % over 7 days and last closed at 148.00, in the upper half of the 7-day range of 99.75 to 172.25.",
    );
    expect(text).toContain("SOL-USD is down 13.95 % over 24 hours.");
  });

  it("has facts that name the spans of its figures", () => {
    const { system } = weeklyBrief.render("SOL-USD", featuresOf(candles()));
    expect(system).toContain("- SOL-USD is up 48.00 % over 7 days.");
    expect(system).toContain("- SOL-USD is down 13.95 % over 24 hours.");
    expect(system).toContain("- 7 days: change over 7 days, change over 7 days in percent, 7-day high, 7-day low.");
    expect(system).toContain("- The 7-day range is 72.50 wide.");
    expect(system).not.toMatch(/day's (?:high|low|range)/u);
  });

  it("says nothing of a week that its candles do not cover", () => {
    const features = featuresOf(candles(100));
    expect(features).toMatchObject({ change_7d: null, high_7d: null, change_24h_pct: expect.closeTo(-13.95, 2) });
    const { system, user } = weeklyBrief.render("SOL-USD", features);
    expect([writePlainInsight("SOL-USD", features), system, user].join(" ")).not.toMatch(/7[- ]day/u);
  });

  it("says nothing of a day or of 24 hours where only figures of the week and of candles are named", () => {
    const week = [
      "rolling_avg",
      "ema",
      "rsi",
      "last_close",
      "change_7d",
      "change_7d_pct",
      "high_7d",
      "low_7d",
    ] as const;
    for (const count of [168, 120, 30]) {
      const expectedCount = weeklyBrief.series[0].windowSeconds / hour;
      const features = computeFeatures(candles(count), {
        asOf: end,
        granularity: weeklyBrief.series[0].granularity,
        expectedCount,
        figures: week,
      });
      const said = [
        writePlainInsight("SOL-USD", features),
        ...writeFacts("SOL-USD", features),
        ...writeSpans(features),
        ...citableValues(features),
      ].join("\n");
      expect(said).not.toMatch(/24[ -]?h|\bhours?\b|(?<!7-)\bday\b|\bdaily\b|\btoday/iu);
      expect(weeklyBrief.render("SOL-USD", features).system).toContain("No figure covers 24 hours");
      expect(/7[- ]day/u.test(said)).toBe(count === 168);
    }
  });

  it("is one line in the registry away from being asked for", () => {
    expect([...promptTypes, weeklyBrief].map(({ name }) => name)).toContain("weekly_brief");
  });
});
