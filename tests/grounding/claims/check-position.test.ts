import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { checkPosition } from "../../../src/grounding/claims/check-position.ts";
import { noFigures } from "../../features/figure-samples.ts";
import { kindsOf } from "./violations-of.ts";

type Case = readonly [text: string, figures: Partial<Features>];

const truths: readonly Case[] = [
  ["BTC trades between its Bollinger Bands", {}],
  ["It stays within the bands", {}],
  ["It is not outside the bands", {}],
  ["A move outside the bands may follow", {}],
  ["It trades near the upper band", { last_close: 50_900 }],
  ["It hugs the lower band", { last_close: 49_100 }],
  ["It is not near the daily high", {}],
  ["It is close to the day's high", { last_close: 51_400 }],
  ["It is near the 24-hour low", { last_close: 49_600 }],
  ["It bounced from near the day's high", {}],
  ["The EMA is near the upper band", {}],
  ["It is midway between the bands", {}],
  ["It set a fresh daily high", { last_close: 51_500 }],
  ["It set a new daily low", { last_close: 49_500 }],
  ["It did not set a fresh daily high", {}],
  ["It is outside the bands", { last_close: 51_200 }],
  ["It is not within the bands", { last_close: 51_200 }],
  ["It trades within the bands", { last_close: 51_000 }],
  ["It is near the daily high", { daily_high: 50_250, daily_low: 50_250, last_close: 50_250 }],
  ["It is not within the bands", noFigures],
  ["It is not near the lower band", noFigures],
  ["It is not midway between the high and low", {}],
  ["It rose", {}],
  ["It trades within the bands", { last_close: 0.5, bollinger_lower: -0.3, bollinger_upper: 2.5 }],
];

const untruths: readonly Case[] = [
  ["BTC trades outside its Bollinger Bands", {}],
  ["It is not within the bands", {}],
  ["It trades near the upper band", { last_close: 49_100 }],
  ["It hugs the lower band", { last_close: 50_900 }],
  ["It is close to the day's high", { last_close: 49_600 }],
  ["It is near the 24-hour low", { last_close: 51_400 }],
  ["It is midway between the bands", { last_close: 50_990 }],
  ["It is in the middle of its range", { last_close: 51_490 }],
  ["It set a fresh daily high", {}],
  ["It set a new daily low", {}],
  ["It trades within the bands", { last_close: 51_200 }],
  ["It is not outside the bands", { last_close: 51_200 }],
  ["BTC trades between its Bollinger Bands", noFigures],
  ["It is outside the bands", { bollinger_upper: null }],
  ["It is near the daily high", { daily_high: null }],
  ["It trades near the upper band", { last_close: null }],
];

describe("checkPosition", () => {
  it.each(truths)("passes %j with %j", (text, figures) => {
    expect(kindsOf(checkPosition, text, figures)).toEqual([]);
  });

  it.each(untruths)("refuses %j with %j", (text, figures) => {
    expect(kindsOf(checkPosition, text, figures)).toContain("false_claim");
  });
});
