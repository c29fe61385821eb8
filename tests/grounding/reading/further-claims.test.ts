import { describe, expect, it } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";

const counts = { candle_count: 192, expected_count: 192, as_of: 1_795_000_800, interval: "FIFTEEN_MINUTE" };
const momentum: Features = {
  ...counts,
  last_close: 90344.62,
  rsi: 62.1,
  macd: 171.28,
  macd_signal: 148.94,
  macd_histogram: 22.34,
  adx: 12,
  change_1h: 50.2,
  change_1h_pct: 0.06,
  change_24h: 1443.47,
  change_24h_pct: 1.57,
};
const levels: Features = {
  ...counts,
  interval: "FIVE_MINUTE",
  last_close: 100,
  pivot: 104,
  pivot_s1: 97,
  pivot_r1: 108,
};

const verdict = (text: string, features: Features, namesLevels = false): string =>
  judgeSentence(text, prepareFigures("BTC-USD", features, { namesLevels })).verdict;

describe("a sentence about the figures of momentum", () => {
  it.each([
    "The ADX of 12.00 shows a weak trend.",
    "The trend is weak, with an ADX of 12.00.",
    "The ADX of 12.00 is below 20.",
    "The MACD of 171.28 is above its signal line of 148.94.",
    "The MACD histogram is positive at 22.34.",
    "BTC-USD is up 0.06 % over the last hour and 1.57 % over 24 hours.",
    "The 15-minute RSI is 62.10.",
  ])("is true: %s", (text) => {
    expect(verdict(text, momentum)).toBe("true");
  });

  it.each([
    "The ADX of 12.00 shows a strong trend.",
    "The ADX is 12.00, which suggests a strong trend.",
    "The ADX of 12.00 shows a bullish trend.",
    "The trend is bullish, as shown by the ADX of 12.00.",
    "BTC-USD has a strong bullish trend, with an ADX of 12.00.",
    "The MACD crossed above its signal line.",
    "The MACD turned positive.",
    "The hourly RSI is 62.10.",
    "On the 5-minute chart, the RSI is 62.10.",
    "BTC-USD is up 1.57 % over 1 hour.",
    "BTC-USD is up 0.06 % over 24 hours.",
  ])("is not true: %s", (text) => {
    expect(verdict(text, momentum)).not.toBe("true");
  });
});

describe("a level that is called support or resistance", () => {
  it.each([
    "The nearest support is pivot S1 at 97.00.",
    "BTC-USD finds support at pivot S1 of 97.00 and resistance at the pivot of 104.00.",
    "Pivot R1 of 108.00 acts as resistance.",
  ])("is so by its side of the close, where levels may be named: %s", (text) => {
    expect(verdict(text, levels, true)).toBe("true");
    expect(verdict(text, levels)).toBe("false");
  });

  it.each([
    "Pivot S1 of 97.00 is resistance.",
    "The nearest resistance is pivot R1 at 108.00.",
    "Support lies at 96.00.",
  ])("is false on the other side, out of order or of no given number: %s", (text) => {
    expect(verdict(text, levels, true)).toBe("false");
  });
});
