import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { falseSentences, isTrueText } from "../../chaos/oracle/judge-text.ts";
import { naiveMarket } from "../../chaos/oracle/naive-market.ts";

const folder = new URL("../../chaos/oracle/", import.meta.url);
const end = 1_700_006_400;
const candles = Array.from({ length: 24 }, (_, at) => ({
  start: end - (24 - at) * 3_600,
  open: 100 + at,
  high: 102 + at,
  low: 99 + at,
  close: 101 + at,
  volume: 5 + at,
}));
const market = naiveMarket(candles, { productId: "BTC-USD", end, candleSeconds: 3_600, expected: 24, decimals: 2 });

describe("the oracle of texts", () => {
  it("shares no code with what it judges", () => {
    const imports = readdirSync(folder).flatMap((file) =>
      [...readFileSync(new URL(file, folder), "utf8").matchAll(/from "([^"]+)"/gu)].map(([, from]) => from),
    );
    expect(imports).toContain("./naive-market.ts");
    // Of its own folder alone.
    expect(imports.filter((from = "") => !/^\.\/[a-z-]+\.ts$/u.test(from))).toEqual([]);
  });

  it.each([
    "BTC-USD is up 24.00 % over 24 hours and last closed at 124.00, in the upper quarter of the day's range of 99.00 to 125.00.",
    "Buying momentum of 23.00 clearly outweighs selling momentum of 0.00.",
    "The short-term trend is bullish, with the last close above the 5-candle average of 122.00.",
    "The RSI of 100.00 is overbought.",
    "The volume rose by 1.00 in the last candle.",
  ])("knows that it is true: %s", (text) => {
    expect(falseSentences(text, market)).toEqual([]);
  });

  it.each([
    "BTC-USD is down 24.00 % over 24 hours.",
    "BTC-USD is up 24.00 % over 7 days.",
    "BTC-USD is up 25.00 % over 24 hours.",
    "BTC-USD last closed at 124.01.",
    "BTC-USD last closed at 124.",
    "BTC-USD last closed at 124.00, in the lower quarter of the day's range of 99.00 to 125.00.",
    "Buying momentum of 23.00 slightly outweighs selling momentum of 0.00.",
    "Selling momentum of 0.00 outweighs buying momentum of 23.00.",
    "The short-term trend is bearish.",
    "The last close is below the 5-candle average of 122.00.",
    "The last close is above the EMA of 122.00 and will double.",
    "The RSI of 100.00 is neutral.",
    "ETH-USD last closed at 124.00.",
    "The data holds 23 of 24 candles.",
    "",
  ])("does not take for true: %s", (text) => {
    expect(isTrueText(text, market)).toBe(false);
  });
});
