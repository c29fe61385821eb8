import { describe, expect, it } from "vitest";
import { defaultFigures } from "../../src/features/index.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import { allFigures, exampleFigures, figureNames, noFigures } from "../features/support/figure-samples.ts";

/** The prompt that this service has always sent, to the byte. */
const exampleText = `You are a professional stock broker. BTC-USD stock has a 5-minute rolling average of 50000.00.
The Exponential Moving Average (EMA) is 50100.00, and the Relative Strength Index (RSI) is 65.00.
The Bollinger Bands are set with an upper band of 51000.00 and a lower band of 49000.00.
The price has changed by 500.00, and the volume has shifted by 100.00.
Today's high was 51500.00 and low was 49500.00.
The buying momentum is 1000.00 and selling momentum is 500.00.
Based on this data, provide insights into the current stock trend and the general market sentiment.
The insights should not be longer than 100 words, should not have an introduction, and should include the name of the stock.`;

const exampleLines = exampleText.split("\n");

describe("trend_analysis", () => {
  it("wants the 5-minute candles of 24 hours and at most 100 words", () => {
    expect(trendAnalysis.name).toBe("trend_analysis");
    expect(trendAnalysis.version).toBe(2);
    expect(trendAnalysis.series).toEqual([
      { name: "5m", granularity: "FIVE_MINUTE", windowSeconds: 86_400, figures: defaultFigures },
    ]);
    expect(trendAnalysis.maxWords).toBe(100);
  });

  it("renders the example's figures as the example's text, byte for byte", () => {
    expect(trendAnalysis.render("BTC-USD", exampleFigures).user).toBe(exampleText);
  });

  it("says the same of figures that have a last close", () => {
    expect(trendAnalysis.render("BTC-USD", allFigures).user).toBe(exampleText);
  });

  it.each([
    ["rolling_avg", 0, "You are a professional stock broker."],
    ["ema", 1, "The Relative Strength Index (RSI) is 65.00."],
    ["rsi", 1, "The Exponential Moving Average (EMA) is 50100.00."],
    ["bollinger_upper", 2, "The Bollinger Bands are set with a lower band of 49000.00."],
    ["bollinger_lower", 2, "The Bollinger Bands are set with an upper band of 51000.00."],
    ["price_change", 3, "The volume has shifted by 100.00."],
    ["volume_change", 3, "The price has changed by 500.00."],
    ["daily_high", 4, "Today's low was 49500.00."],
    ["daily_low", 4, "Today's high was 51500.00."],
    ["buying_momentum", 5, "The selling momentum is 500.00."],
    ["selling_momentum", 5, "The buying momentum is 1000.00."],
  ] as const)("leaves the clause of %s out where it is null and keeps the rest", (name, lineIndex, line) => {
    const lines = trendAnalysis.render("BTC-USD", { ...exampleFigures, [name]: null }).user.split("\n");
    expect(lines).toEqual(exampleLines.with(lineIndex, line));
  });

  it.each([
    ["ema", "rsi", 1],
    ["bollinger_upper", "bollinger_lower", 2],
    ["price_change", "volume_change", 3],
    ["daily_high", "daily_low", 4],
    ["buying_momentum", "selling_momentum", 5],
  ] as const)("leaves the line of %s and %s out where both are null", (one, other, lineIndex) => {
    const lines = trendAnalysis.render("BTC-USD", { ...exampleFigures, [one]: null, [other]: null }).user.split("\n");
    expect(lines).toEqual(exampleLines.toSpliced(lineIndex, 1));
  });

  it("keeps a price of five decimal zeros readable", () => {
    const { user } = trendAnalysis.render("SHIB-USD", {
      ...noFigures,
      last_close: 0.000_012_34,
      rolling_avg: 0.000_012_301,
      price_change: -0.000_000_04,
      volume_change: 1_234_567.891,
    });
    expect(user).toContain("SHIB-USD stock has a 5-minute rolling average of 0.00001230.");
    expect(user).toContain("The price has changed by -0.00000004, and the volume has shifted by 1234567.89.");
  });

  it("puts the rules of the answer into the system prompt", () => {
    const { system } = trendAnalysis.render("BTC-USD", allFigures);
    expect(system).toContain("Use only the figures and facts you are given");
    expect(system).toContain("no introduction");
    expect(system).toContain("at most 100 words");
    expect(system).toContain("Name the product by its id, BTC-USD, in at least two sentences.");
    expect(system).toContain("each number right after its figure's name, and use names rather than pronouns");
    expect(system).toContain("at most two statements in a sentence, and write at most 20 words in it");
    expect(system).toContain("volume only as a change");
    expect(system).toContain("only bullish, bearish, neutral, mixed or cautious");
    expect(system).toContain("no advice to buy, sell or hold");
    expect(system).toContain("Name no support, resistance or other level");
    expect(system).toContain("no Markdown, no lists, no links, no mentions");
  });

  it("puts what the prompt's text lacks into the system prompt", () => {
    const lines = trendAnalysis.render("BTC-USD", { ...allFigures, candle_count: 286 }).system.split("\n");
    expect(lines).toContain("- Product: BTC-USD.");
    expect(lines).toContain(
      '- As of: 2026-11-22T12:00:00Z (UTC), when the newest candle closed. Write of that time, and never "now".',
    );
    expect(lines).toContain("- Candle interval: 5 minutes.");
    expect(lines).toContain("- 5 candles: 5-candle average, EMA, upper Bollinger Band, lower Bollinger Band.");
    expect(lines).toContain("- 14 candles: RSI.");
  });

  it("tells the model what is true of the figures, so that it compares no numbers itself", () => {
    const { system } = trendAnalysis.render("BTC-USD", { ...allFigures, candle_count: 286 });
    expect(system.split("Facts, all true of these figures:\n")[1]?.split("\n")).toEqual([
      "- BTC-USD last closed at 50250.00.",
      "- BTC-USD is up 500.00 in the last candle.",
      "- BTC-USD is down 2.43 % over 24 hours.",
      "- BTC-USD is down 1250.00 over 24 hours.",
      "- The volume rose by 100.00 in the last candle.",
      "- BTC-USD closed above the 5-candle average of 50000.00.",
      "- BTC-USD closed above the EMA of 50100.00.",
      "- BTC-USD closed between the lower Bollinger Band of 49000.00 and the upper Bollinger Band of 51000.00.",
      "- BTC-USD closed in the upper half of the Bollinger Bands.",
      "- BTC-USD closed between the day's low of 49500.00 and the day's high of 51500.00.",
      "- BTC-USD closed in the lower half of the day's range.",
      "- The RSI of 65.00 is neutral.",
      "- Buying momentum of 1000.00 outweighs selling momentum of 500.00.",
      "- The Bollinger Bands are 2000.00 wide.",
      "- The day's range is 2000.00 wide.",
      "- The short-term trend is bullish.",
      "- The 24-hour trend is mixed.",
      "- The data holds 286 of 288 candles.",
    ]);
  });

  it.each([
    ["ONE_HOUR", "1 hour"],
    ["ONE_WEEK", "one week"],
  ])("says %s as %s", (interval, words) => {
    const { system } = trendAnalysis.render("BTC-USD", { ...allFigures, interval });
    expect(system).toContain(`- Candle interval: ${words}.`);
  });

  it.each(figureNames)("renders without holes where %s is null", (name) => {
    const { system, user } = trendAnalysis.render("BTC-USD", { ...allFigures, [name]: null });
    expect(`${system}\n${user}`).not.toMatch(/\b(?:null|NaN|undefined)\b/u);
    for (const line of user.split("\n")) expect(line).toMatch(/^[A-Z].*\.$/u);
  });
});
