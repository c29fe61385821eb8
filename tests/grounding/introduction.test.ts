import { describe, expect, it } from "vitest";
import { findIntroduction } from "../../src/grounding/introduction.ts";

describe("findIntroduction", () => {
  it.each([
    ["Here is the analysis: BTC-USD is up.", "Here is"],
    ["Here's a quick look. BTC-USD is up.", "Here's"],
    ["here’s my take: BTC-USD is up.", "here’s"],
    ["HERE ARE the insights. BTC-USD is up.", "HERE ARE"],
    ["Sure, BTC-USD is up.", "Sure"],
    ["Sure! BTC-USD is up.", "Sure"],
    ["Certainly. BTC-USD is up.", "Certainly"],
    ["Of course! BTC-USD is up.", "Of course"],
    ["Okay, BTC-USD is up.", "Okay"],
    ["OK - BTC-USD is up.", "OK"],
    ["Great question! BTC-USD is up.", "Great question!"],
    ["Hello traders, BTC-USD is up.", "Hello"],
    ["Thank you for the data. BTC-USD is up.", "Thank you"],
    ["Based on the data provided, BTC-USD is up.", "Based on the data provided"],
    ["Based on the provided technical indicators, BTC-USD is up.", "Based on the provided technical indicators"],
    ["Based upon this information, BTC-USD is up.", "Based upon this information"],
    ["According to the data, BTC-USD is up.", "According to the data"],
    ["Looking at the given figures, BTC-USD is up.", "Looking at the given figures"],
    ["Given the data, BTC-USD is up.", "Given the data"],
    ["Given the metrics provided, BTC-USD is up.", "Given the metrics provided"],
    ["Using the supplied figures, BTC-USD is up.", "Using the supplied figures"],
    ["After analyzing the data, BTC-USD is up.", "After analyzing the data"],
    ["As a professional stock broker, I see BTC-USD rise.", "As a professional stock broker"],
    ["As an AI, I see BTC-USD rise.", "As an AI"],
    ["The following shows BTC-USD's trend.", "The following"],
    ["Below is the summary of BTC-USD.", "Below is"],
    ["This is a brief analysis of BTC-USD.", "This is a brief analysis"],
    ["In this analysis, BTC-USD is up.", "In this analysis"],
    ["Market Insight: BTC-USD is up.", "Market Insight:"],
    ["Let's look at BTC-USD.", "Let's"],
    ["I'd be happy to help. BTC-USD is up.", "I'd be happy"],
    ["I have analyzed BTC-USD. It is up.", "I have analyzed"],
  ])("finds the introduction of %j", (text, introduction) => {
    expect(findIntroduction(text, "BTC-USD")).toBe(introduction);
  });

  it.each([
    "**Here is** it. BTC-USD is up.",
    "# Here is it",
    "> _Here is_ it",
    '"Here is it"',
    "\n\n- Here is it",
    "📈 Here is",
  ])("looks behind what dresses the words: %j", (text) => {
    expect(findIntroduction(text, "BTC-USD")).toBe("Here is");
  });

  it.each([
    ["BTC-USD trend analysis:\nIt is up.", "BTC-USD trend analysis:"],
    ["\n**My view on BTC-USD:**\r\n\r\nIt is up.", "**My view on BTC-USD:**"],
    ["Market sentiment for BTC-USD：\nIt is up.", "Market sentiment for BTC-USD："],
    ["## BTC-USD\nIt is up.", "## BTC-USD"],
    ["**BTC-USD Market Insight**\n\nIt is up.", "**BTC-USD Market Insight**"],
    ["__BTC-USD today__\nIt is up.", "__BTC-USD today__"],
  ])("finds the line that only announces the rest: %j", (text, line) => {
    expect(findIntroduction(text, "BTC-USD")).toBe(line);
  });

  it.each([
    "BTC-USD is up: momentum favours buyers.",
    "**BTC-USD** is up.\nMomentum favours buyers.",
    "**BTC-USD is up.**\nMomentum favours buyers.",
    "# BTC-USD",
    "Highs near 51,500 show that BTC-USD is strong.",
    "Surely BTC-USD is up.",
    "Based on its RSI of 65, BTC-USD is neutral.",
    "Given selling pressure, BTC-USD fell.",
    "With an RSI of 65, BTC-USD is neutral.",
    "Thanks to strong buying, BTC-USD rose.",
    "Below its average, BTC-USD looks weak.",
    "As momentum fades, BTC-USD stalls.",
    "The trend of BTC-USD is up.",
    "",
  ])("takes %j for the matter itself", (text) => {
    expect(findIntroduction(text, "BTC-USD")).toBeUndefined();
  });

  it("does not take a product's name for an introduction", () => {
    expect(findIntroduction("SURE-USD is up.", "SURE-USD")).toBeUndefined();
    expect(findIntroduction("Sure, SURE-USD is up.", "SURE-USD")).toBe("Sure");
  });
});
