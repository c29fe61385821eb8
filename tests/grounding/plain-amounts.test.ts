import { describe, expect, it } from "vitest";
import type { Features } from "../../src/features/index.ts";
import { prepareFigures } from "../../src/grounding/claims/figures.ts";
import { describeAmounts } from "../../src/grounding/plain-amounts.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { allFigures, noFigures } from "../features/figure-samples.ts";

function clausesOf(given: Partial<Features>): readonly string[] {
  return describeAmounts(prepareFigures("BTC-USD", { ...noFigures, ...given })).map(({ clause }) => clause);
}

describe("describeAmounts", () => {
  it.each([
    [{}, []],
    [{ atr: 120.5 }, ["the ATR is 120.50"]],
    [{ atr: 120.5, atr_pct: 0.241 }, ["the ATR is 120.50 and the ATR in percent is 0.24 %"]],
    [
      { macd: -12.5, macd_signal: -10, macd_histogram: -2.5, adx: 31.2 },
      ["the MACD is -12.50, the MACD signal line is -10.00, and the MACD histogram is -2.50", "the ADX is 31.20"],
    ],
    [{ volume_24h: 14_945.149 }, ["the 24-hour volume is 14945.15"]],
  ])("tells %j", (given, clauses) => {
    expect(clausesOf(given)).toEqual(clauses);
  });

  it("adds nothing to the default figures", () => {
    expect(clausesOf(allFigures)).toEqual([]);
  });

  it("comes last in the plain insight, before which data lack", () => {
    const text = writePlainInsight("BTC-USD", { ...allFigures, realized_volatility: 2.314, candle_count: 200 });
    expect(text).toMatch(/is neutral\. The realized volatility is 2\.31 %\. The data holds 200 of 288 candles\.$/);
  });
});
