import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Features } from "../../src/features/index.ts";
import { makeChatSafe } from "../../src/grounding/chat-safety.ts";
import { decide } from "../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../src/grounding/claims/figures.ts";
import { findingsOf, writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { allFigures, anyFigures, noFigures } from "../features/support/figure-samples.ts";

const complete: Features = { ...noFigures, candle_count: 288 };

function insightOf(figures: Partial<Features>): string {
  return writePlainInsight("BTC-USD", { ...complete, ...figures });
}

describe("writePlainInsight", () => {
  it("says what matters, in one paragraph", () => {
    expect(writePlainInsight("BTC-USD", allFigures)).toBe(
      [
        "BTC-USD is down 2.43 % over 24 hours and last closed at 50250.00, in the lower half of the day's range of 49500.00 to 51500.00.",
        "Buying momentum of 1000.00 clearly outweighs selling momentum of 500.00.",
        "The last close is above the 5-candle average of 50000.00, between the Bollinger Bands of 49000.00 and 51000.00.",
        "The RSI of 65.00 is neutral.",
      ].join(" "),
    );
  });

  it("says early what stands at an extreme", () => {
    const text = writePlainInsight("BTC-USD", { ...allFigures, rsi: 75, last_close: 51_250 });
    expect(text.split(". ")[1]).toBe(
      "The last close is above the upper Bollinger Band of 51000.00, and the RSI of 75.00 is overbought",
    );
  });

  it("describes a week before a day, each by its own name", () => {
    const week = { change_7d_pct: 5, high_7d: 54_000, low_7d: 46_000 };
    expect(writePlainInsight("BTC-USD", { ...allFigures, ...week })).toContain(
      "BTC-USD is up 5.00 % over 7 days and last closed at 50250.00, in the upper half of the 7-day range of 46000.00 to 54000.00. " +
        "BTC-USD is down 2.43 % over 24 hours and closed in the lower half of the day's range of 49500.00 to 51500.00.",
    );
  });

  it("says that there is nothing to say where there are no figures", () => {
    expect(writePlainInsight("BTC-USD", noFigures)).toBe(
      "There are too few candles of BTC-USD for any figure. The data holds 0 of 288 candles.",
    );
  });

  it("says when candles lack, and only then", () => {
    expect(insightOf({ last_close: 5, candle_count: 200 })).toContain("The data holds 200 of 288 candles.");
    expect(insightOf({ last_close: 5 })).toBe("BTC-USD last closed at 5.00.");
  });

  it.each([
    [{ change_24h_pct: 1.234 }, "BTC-USD is up 1.23 % over 24 hours."],
    [{ change_24h_pct: -1.235_1 }, "BTC-USD is down 1.24 % over 24 hours."],
    [{ change_24h_pct: 0.004 }, "BTC-USD is unchanged over 24 hours."],
    [{ change_24h_pct: 0.004, change_24h: 0.5 }, "BTC-USD is up 0.50 over 24 hours."],
    [{ change_24h_pct: 0, change_24h: 0 }, "BTC-USD is unchanged over 24 hours."],
    [{ change_24h: -12.5 }, "BTC-USD is down 12.50 over 24 hours."],
    [{ change_24h: 0.001 }, "BTC-USD is unchanged over 24 hours."],
    [{ last_close: 0.000_012_34 }, "BTC-USD last closed at 0.00001234."],
    [{ last_close: 5, change_24h_pct: 0 }, "BTC-USD is unchanged over 24 hours and last closed at 5.00."],
    [
      { last_close: 5, daily_high: 5, daily_low: 4 },
      "BTC-USD last closed at 5.00, at the day's high, with the day's low at 4.00.",
    ],
    [
      { last_close: 5, daily_high: 5, daily_low: 5 },
      "BTC-USD last closed at 5.00, at both the day's low and the day's high.",
    ],
  ])("tells the day: %j", (figures, sentence) => {
    expect(insightOf(figures)).toBe(sentence);
  });

  it.each([
    [{ rolling_avg: 99 }, "The last close is above the 5-candle average of 99.00."],
    [
      { rolling_avg: 99, ema: 101 },
      "The last close is above the 5-candle average of 99.00 but below the EMA of 101.00.",
    ],
    [
      { bollinger_upper: 101, bollinger_lower: 99 },
      "The last close is between the Bollinger Bands of 99.00 and 101.00.",
    ],
    [{ bollinger_upper: 99.5, bollinger_lower: 98 }, "The last close is above the upper Bollinger Band of 99.50."],
    [{ bollinger_upper: 100, bollinger_lower: 98 }, "The last close is at the upper Bollinger Band of 100.00."],
    [{ bollinger_upper: 103, bollinger_lower: 101 }, "The last close is below the lower Bollinger Band of 101.00."],
  ])("places the last close: %j", (figures, sentence) => {
    expect(insightOf({ last_close: 100, ...figures })).toBe(`BTC-USD last closed at 100.00. ${sentence}`);
  });

  it.each([{ rolling_avg: 100.001 }, { bollinger_upper: 100, bollinger_lower: 100 }])(
    "says nothing of what reads like the close: %j",
    (figures) => {
      expect(insightOf({ last_close: 100, ...figures })).toBe("BTC-USD last closed at 100.00.");
    },
  );

  it("calls the short-term trend what it is where the day went the same way", () => {
    const short = { last_close: 100, rolling_avg: 99, ema: 99, price_change: 1 };
    const told = "The short-term trend is bullish, with the last close above the 5-candle average of 99.00.";
    expect(insightOf({ ...short, change_24h_pct: 1 })).toContain(told);
    expect(insightOf({ ...short, change_24h_pct: -1 })).not.toContain("trend");
  });

  it.each([
    [100, "the RSI of 100.00 is overbought."],
    [70, "the RSI of 70.00 is overbought."],
    [69.999, "the RSI is 70.00."],
    [50, "the RSI of 50.00 is neutral."],
    [30.001, "the RSI is 30.00."],
    [30, "the RSI of 30.00 is oversold."],
  ])("names the zone of an RSI of %d, and the product where nothing else does", (rsi, sentence) => {
    expect(insightOf({ rsi }).toLowerCase()).toBe(`btc-usd: ${sentence.toLowerCase()}`);
  });

  it.each([
    [
      { buying_momentum: 5, selling_momentum: 4 },
      "Buying momentum of 5.00 clearly outweighs selling momentum of 4.00.",
    ],
    [
      { buying_momentum: 4, selling_momentum: 4.2 },
      "Selling momentum of 4.20 slightly outweighs buying momentum of 4.00.",
    ],
    [{ buying_momentum: 4, selling_momentum: 4.001 }, "Buying momentum of 4.00 equals selling momentum of 4.00."],
  ])("weighs momentum: %j", (figures, sentence) => {
    expect(insightOf(figures)).toBe(`BTC-USD: ${sentence}`);
  });
});

describe("writePlainInsight, for any figures", () => {
  it("makes only claims that are true", () => {
    fc.assert(
      fc.property(anyFigures, (features) => {
        // Two numbers of one change don't point two ways.
        fc.pre((features.change_24h ?? 0) * (features.change_24h_pct ?? 0) >= 0);
        const figures = prepareFigures("BTC-USD", features);
        const wrong = findingsOf(figures).filter(({ claims }) =>
          claims.some((claim) => decide(claim, figures).is !== "true"),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("is one paragraph of ordinary prose without holes or advice, and names its product", () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        const text = writePlainInsight("BTC-USD", figures);
        expect(text).not.toMatch(/null|NaN|undefined|\n| {2}|-0\.0+(?!\d)|\bshould\b|\b(?:buy|sell|hold)\b/u);
        expect(text).toContain("BTC-USD");
        expect(text.split(" ").length).toBeLessThanOrEqual(100);
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
});
