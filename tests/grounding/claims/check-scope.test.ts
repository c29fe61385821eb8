import { describe, expect, it } from "vitest";
import { kindsOf } from "./kinds-of.ts";

describe("the matter of a text", () => {
  it.each([
    ["Ethereum is overlooked.", "other_product"],
    ["SOL follows.", "other_product"],
    ["AVAX-USD is up 2.56% over 24 hours.", "other_product"],
    ["The MACD has turned.", "invented"],
    ["ETF inflows drive it.", "invented"],
    ["Volume of 208.09 is high.", "invented"],
    ["The market cap stands out.", "invented"],
    ["It will rise.", "invented"],
    ["The price is set to rally.", "invented"],
    ["Traders should consider buying.", "advice"],
    ["This is a good time to enter a long position.", "advice"],
    ["Sell now.", "advice"],
    ["It makes sense to take profits.", "advice"],
    ["Wait for a dip before going long.", "advice"],
    ["It rose over the past 7 days.", "wrong_period"],
    ["It closed above its 50-day average.", "wrong_period"],
    ["It made a weekly low.", "wrong_period"],
    ["As of 2020-01-01 it is calm.", "wrong_period"],
    ["As of 03:33 UTC it is calm.", "wrong_period"],
    ["The price is €33,000.05.", "wrong_unit"],
    ["The price gained 823.60% over 24 hours.", "wrong_unit"],
    ["Support lies at 30,123.45.", "wrong_figure"],
    ["It all comes to 30,123.45.", "unknown_figure"],
    ["The upper band is at 32,745.08.", "wrong_figure"],
    ["The high and low were 31,962.99 and 34,778.11.", "wrong_figure"],
    ["At 33,132.99, the EMA is flat.", "wrong_figure"],
  ])("does not hold %s (%s)", (text, kind) => {
    expect(kindsOf(text)).toContain(kind);
  });

  it.each([
    "Traders watch the lower band.",
    "Buying pressure holds.",
    "If the EMA is reclaimed it will rise.",
    "It may rise.",
    "The 5-minute rolling average is 33,132.99.",
    "The 14-period RSI (14) is 41.68, and the bands are 2 standard deviations wide.",
    "As of 2026-11-22 12:00 UTC, 280 of 288 candles are there.",
    "It opened at 32,176.45.",
    "The bands are 775.82 wide, and the range is 2,815.12.",
    "The close is 1,778.06 below the daily high and 3.2% above the low.",
    "Support lies near the lower band at 32,745.08.",
    "In the next 24 hours this may change.",
  ])("may hold %s", (text) => {
    expect(kindsOf(text)).toEqual([]);
  });

  it("names the words, the reason and the nearest true value", async () => {
    const { checkText } = await import("../../../src/grounding/check-text.ts");
    const { figures } = await import("./kinds-of.ts");
    const { violations } = checkText("BTC-USD has an RSI of 46.18.", {
      productId: "BTC-USD",
      maxWords: 100,
      features: figures,
    });
    expect(violations).toEqual([
      {
        kind: "wrong_figure",
        words: expect.stringContaining("RSI of 46.18"),
        reason: '"46.18" is not what it is named as. The RSI is 41.68.',
      },
    ]);
  });
});
