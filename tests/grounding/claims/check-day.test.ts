import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../src/features/index.ts";
import { checkText } from "../../../src/grounding/check-text.ts";
import { writePlainInsight } from "../../../src/grounding/plain-insight.ts";
import { candlesOf, chartSchoolCloses, context } from "../../features/candle-samples.ts";

/** The newest 33 candles of a day. */
const features = computeFeatures(candlesOf(chartSchoolCloses), context);

function isGrounded(text: string): boolean {
  return checkText(text, { productId: "XRP-USD", maxWords: 100, features }).grounded;
}

describe("where the candles do not cover a day", () => {
  it.each([
    "XRP-USD is up 0.42 % over 24 hours.",
    "XRP-USD is down over 24h.",
    "XRP-USD fell on the day.",
    "XRP-USD closed at its daily high.",
    "XRP-USD set a new high today.",
    "XRP-USD's daily range is narrow.",
    "XRP-USD has been bullish over the last day.",
    "Buying momentum outweighs selling momentum for XRP-USD.",
  ])("%s is not posted", (text) => {
    expect(isGrounded(text)).toBe(false);
  });

  it("the plain insight says nothing of a day, and is grounded", () => {
    const text = writePlainInsight("XRP-USD", features);
    expect(text).toMatch(/^XRP-USD last closed at 43\.13\. /u);
    expect(text).not.toMatch(/day|24 hours|momentum/u);
    expect(isGrounded(text)).toBe(true);
  });
});
