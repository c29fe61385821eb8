import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Features } from "../../src/features/index.ts";
import { makeChatSafe } from "../../src/grounding/chat-safety.ts";
import { checkText } from "../../src/grounding/check-text.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { allFigures, anyFigures, noFigures } from "../features/figure-samples.ts";

const complete: Features = { ...noFigures, candle_count: 288 };

function insightOf(figures: Partial<Features>): string {
  return writePlainInsight("BTC-USD", { ...complete, ...figures });
}

const productId = fc.oneof(
  fc.constantFrom(
    "BTC-USD",
    "SURE-USD",
    "HERE-USD",
    "NEAR-USD",
    "BIT-24APR26-CDE",
    "1000SHIB-PERP-INTX",
    "00-USD",
    "OK-OK",
  ),
  fc.stringMatching(/^[A-Z0-9]{1,20}(?:-[A-Z0-9]{1,20}){1,3}$/u),
);

describe("writePlainInsight", () => {
  it("says what the figures say, in one paragraph", () => {
    expect(writePlainInsight("BTC-USD", allFigures)).toBe(
      [
        "BTC-USD is down 2.43 % over 24 hours and last closed at 50250.00.",
        "It closed above its 5-candle average of 50000.00 and between the Bollinger Bands of 49000.00 and 51000.00.",
        "The RSI of 65.00 is neutral.",
        "Buying momentum of 1000.00 outweighs selling momentum of 500.00.",
        "The day's range is 49500.00 to 51500.00.",
      ].join(" "),
    );
  });

  it("says that there is nothing to say where there are no figures", () => {
    expect(writePlainInsight("BTC-USD", noFigures)).toBe(
      `There are too few candles of BTC-USD for any figure. The data has gaps: 0 of 288 candles.`,
    );
  });

  it("says when the data has gaps, and only then", () => {
    expect(insightOf({ last_close: 5, candle_count: 200 })).toContain("The data has gaps: 200 of 288 candles.");
    expect(insightOf({ last_close: 5 })).not.toContain("gaps");
  });

  it.each([
    [{ change_24h_pct: 1.234 }, "BTC-USD is up 1.23 % over 24 hours."],
    [{ change_24h_pct: -1.235_1 }, "BTC-USD is down 1.24 % over 24 hours."],
    [{ change_24h_pct: 0.004 }, "BTC-USD is unchanged over 24 hours."],
    [{ change_24h_pct: -0.004 }, "BTC-USD is unchanged over 24 hours."],
    [{ change_24h_pct: 0 }, "BTC-USD is unchanged over 24 hours."],
    [{ change_24h: -12.5 }, "BTC-USD is down 12.50 over 24 hours."],
    [{ change_24h: 12.5 }, "BTC-USD is up 12.50 over 24 hours."],
    [{ change_24h: 0.001 }, "BTC-USD is unchanged over 24 hours."],
    [{ last_close: 0.000_012_34 }, "BTC-USD last closed at 0.00001234."],
    [{ last_close: 5, change_24h_pct: 0 }, "BTC-USD is unchanged over 24 hours and last closed at 5.00."],
  ])("tells the day's change: %j", (figures, sentence) => {
    expect(insightOf(figures)).toBe(sentence);
  });

  it.each([
    [{ rolling_avg: 99 }, "It closed above its 5-candle average of 99.00."],
    [{ rolling_avg: 101 }, "It closed below its 5-candle average of 101.00."],
    [{ rolling_avg: 100.001 }, "It closed at its 5-candle average of 100.00."],
    [{ rolling_avg: 99.999 }, "It closed at its 5-candle average of 100.00."],
    [{ bollinger_upper: 101, bollinger_lower: 99 }, "It closed between the Bollinger Bands of 99.00 and 101.00."],
    [{ bollinger_upper: 99.5, bollinger_lower: 98 }, "It closed above the upper Bollinger Band of 99.50."],
    [{ bollinger_upper: 100, bollinger_lower: 98 }, "It closed at the upper Bollinger Band of 100.00."],
    [{ bollinger_upper: 103, bollinger_lower: 101 }, "It closed below the lower Bollinger Band of 101.00."],
    [{ bollinger_upper: 103, bollinger_lower: 100.002 }, "It closed at the lower Bollinger Band of 100.00."],
    [{ bollinger_upper: 100, bollinger_lower: 100 }, "It closed at both Bollinger Bands (100.00)."],
    [{ bollinger_upper: 101 }, "It closed below the upper Bollinger Band of 101.00."],
    [{ bollinger_lower: 99 }, "It closed above the lower Bollinger Band of 99.00."],
    [
      { rolling_avg: 100, bollinger_upper: 100, bollinger_lower: 100 },
      "It closed at its 5-candle average of 100.00 and at both Bollinger Bands (100.00).",
    ],
  ])("places the last close: %j", (figures, sentence) => {
    expect(insightOf({ last_close: 100, ...figures })).toBe(`BTC-USD last closed at 100.00. ${sentence}`);
  });

  it("places nothing where there is no last close", () => {
    expect(insightOf({ rolling_avg: 100, bollinger_upper: 101, bollinger_lower: 99, rsi: 50 })).toBe(
      "BTC-USD: The RSI of 50.00 is neutral.",
    );
  });

  it.each([
    [100, "The RSI of 100.00 is overbought."],
    [70, "The RSI of 70.00 is overbought."],
    [69.999, "The RSI is 70.00."],
    [69.99, "The RSI of 69.99 is neutral."],
    [50, "The RSI of 50.00 is neutral."],
    [30.001, "The RSI is 30.00."],
    [30, "The RSI of 30.00 is oversold."],
    [0, "The RSI of 0.00 is oversold."],
  ])("names the zone of an RSI of %d", (rsi, sentence) => {
    expect(insightOf({ rsi })).toBe(`BTC-USD: ${sentence}`);
  });

  it.each([
    [{ buying_momentum: 5, selling_momentum: 4 }, "Buying momentum of 5.00 outweighs selling momentum of 4.00."],
    [{ buying_momentum: 4, selling_momentum: 5 }, "Selling momentum of 5.00 outweighs buying momentum of 4.00."],
    [{ buying_momentum: 4, selling_momentum: 4.001 }, "Buying and selling momentum are level at 4.00."],
    [{ daily_low: 4, daily_high: 5 }, "The day's range is 4.00 to 5.00."],
    [{ daily_low: 4, daily_high: 4 }, "The day's low and high are both 4.00."],
    [{ daily_low: 4 }, "The day's low is 4.00."],
    [{ daily_high: 4 }, "The day's high is 4.00."],
  ])("weighs momentum and tells the range: %j", (figures, sentence) => {
    expect(insightOf(figures)).toBe(`BTC-USD: ${sentence}`);
  });

  it("says nothing of momentum where half of it is missing", () => {
    expect(insightOf({ rsi: 50, buying_momentum: 4 })).toBe("BTC-USD: The RSI of 50.00 is neutral.");
  });
});

describe("writePlainInsight, for any product and any figures", () => {
  it("passes the checks that a model's text must pass", () => {
    fc.assert(
      fc.property(productId, anyFigures, (id, figures) => {
        const verdict = checkText(writePlainInsight(id, figures), { productId: id, maxWords: 100, features: figures });
        expect(verdict.violations).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("is one paragraph of ordinary prose without holes or advice", () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        const text = writePlainInsight("BTC-USD", figures);
        expect(text).not.toMatch(/null|NaN|undefined|\n| {2}|-0\.0+(?!\d)|\bshould\b|\b(?:buy|sell|hold)\b/u);
        expect(text).toContain("BTC-USD");
        expect(makeChatSafe(text)).toBe(text);
      }),
    );
  });

  it("is the same for the same figures", () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        expect(writePlainInsight("BTC-USD", { ...figures })).toBe(writePlainInsight("BTC-USD", figures));
      }),
    );
  });

  it("says above and below only of what is so", () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        const text = writePlainInsight("BTC-USD", figures);
        const { last_close: close, rolling_avg: average, bollinger_upper: upper, bollinger_lower: lower } = figures;
        const claims: readonly (readonly [string, number | null, number])[] = [
          ["above its 5-candle average", average, 1],
          ["below its 5-candle average", average, -1],
          ["above the upper", upper, 1],
          ["below the upper", upper, -1],
          ["above the lower", lower, 1],
          ["below the lower", lower, -1],
        ];
        const untrue = claims.filter(
          ([claim, level, sign]) =>
            text.includes(claim) && Math.sign((close ?? Number.NaN) - (level ?? Number.NaN)) !== sign,
        );
        expect(untrue).toEqual([]);
      }),
    );
  });
});
