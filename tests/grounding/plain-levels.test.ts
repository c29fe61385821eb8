import { describe, expect, it } from "vitest";
import type { Features } from "../../src/features/index.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { noFigures } from "../features/support/figure-samples.ts";

const levels = { pivot_s2: 90, pivot_s1: 95, pivot: 100, pivot_r1: 105, pivot_r2: 110 };

function insightOf(given: Partial<Features>): string {
  return writePlainInsight("BTC-USD", { ...noFigures, candle_count: 288, ...given });
}

describe("describeLevels", () => {
  it.each([
    [102, "The last close is between the pivot of 100.00 and the pivot R1 of 105.00."],
    [100, "The last close is at the pivot of 100.00."],
    [120, "The last close is above the pivot R2 of 110.00."],
    [80, "The last close is below the pivot S2 of 90.00."],
  ])("tells of a close of %d the nearest level on each side", (last_close, sentence) => {
    expect(insightOf({ ...levels, last_close })).toBe(`BTC-USD last closed at ${last_close}.00. ${sentence}`);
  });

  it("tells of averages over hours as well", () => {
    expect(insightOf({ ...levels, last_close: 102, vwap_24h: 103 })).toContain(
      "The last close is below the 24-hour VWAP of 103.00, between the pivot of 100.00 and the pivot R1 of 105.00.",
    );
  });

  it("says nothing without levels or without a close", () => {
    expect(insightOf({ last_close: 5 })).toBe("BTC-USD last closed at 5.00.");
    expect(insightOf(levels)).not.toMatch(/pivot/);
  });

  it("keeps levels out of what is told of the short term", () => {
    const text = insightOf({ ...levels, last_close: 102, ema: 101, rolling_avg: 101 });
    expect(text).toContain("with the last close above the 5-candle average of 101.00.");
  });
});
