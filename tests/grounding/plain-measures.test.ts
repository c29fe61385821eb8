import { describe, expect, it } from "vitest";
import type { Features } from "../../src/features/index.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { noFigures } from "../features/support/figure-samples.ts";

function insightOf(given: Partial<Features>): string {
  return writePlainInsight("BTC-USD", { ...noFigures, candle_count: 288, last_close: 100, ...given });
}

describe("describeMeasures", () => {
  it.each([
    [{ atr: 2 }, "The ATR is 2.00."],
    [{ atr: 2, realized_volatility: 1.5 }, "The ATR is 2.00 and the realized volatility is 1.50 %."],
    [
      { atr: 2, atr_pct: 2, realized_volatility: 1.5, adx: 20 },
      "The ATR is 2.00, the ATR in percent is 2.00 %, the ADX is 20.00 and the realized volatility is 1.50 %.",
    ],
    [{ macd: -2, macd_signal: -1.5 }, "The MACD of -2.00 is below the MACD signal line of -1.50."],
    [{ macd: 2, macd_signal: 2.001 }, "The MACD of 2.00 is at the MACD signal line of 2.00."],
  ])("tells what is measured: %j", (given, sentence) => {
    expect(insightOf(given)).toBe(`BTC-USD last closed at 100.00. ${sentence}`);
  });

  it.each([{ macd: 2 }, { macd_histogram: 1 }])("says nothing of a line without its signal line: %j", (given) => {
    expect(insightOf(given)).not.toContain("MACD");
  });
});
