import { describe, expect, it } from "vitest";
import { findQuantities } from "../../../src/grounding/reading/find-quantities.ts";
import { lowerAscii, toPlainText } from "../../../src/grounding/reading/plain-text.ts";

const symbols = { base: "btc", quote: "usd" };
const read = (text: string) => findQuantities(lowerAscii(toPlainText(text)), [], symbols);
const first = (text: string) => read(text)[0];

describe("a number of a text", () => {
  it.each([
    ["at 50,100.00 today", 50_100, 0.01, null],
    ["at $50,100", 50_100, 1, "usd"],
    ["at 50100 USD", 50_100, 1, "usd"],
    ["at USD 50,100.00", 50_100, 0.01, "usd"],
    ["at 50.1k", 50_100, 100, null],
    ["at 50.1K", 50_100, 100, null],
    ["at €0.5425", 0.5425, 0.0001, "eur"],
    ["at £3", 3, 1, "gbp"],
    ["at 54 euro cents", 0.54, 0.01, "eur"],
    ["by 1.2M", 1_200_000, 100_000, null],
    ["by 920 million", 920_000_000, 1_000_000, null],
    ["at 1.2e4", 12_000, 1_000, null],
    ["at 1.0012e-5", 1.0012e-5, 1e-9, null],
    ["at fifty thousand dollars", 50_000, 1_000, "usd"],
    ["an RSI of sixty-five", 65, 1, null],
    ["up 2.56%", 2.56, 0.01, "percent"],
    ["up nine percent", 9, 1, "percent"],
    ["33\u202F132.99 today", 33_132.99, 0.01, null],
    ["33'132.99 today", 33_132.99, 0.01, null],
    ["33.132,99 today", 33_132.99, 0.01, null],
    ["59,16 today", 59.16, 0.01, null],
    ["１２３ today", 123, 1, null],
    ["208.09 BTC traded", 208.09, 0.01, "base"],
    ["6 points", 6, 1, "points"],
    ["1.9x", 1.9, 0.1, "times"],
    ["in the mid-40s", 45, 10, null],
  ])("%s reads as %d, to %d", (text, size, step, unit) => {
    const quantity = first(text);
    expect(quantity?.size).toBeCloseTo(size, 12);
    expect(quantity?.step).toBeCloseTo(step, 12);
    expect(quantity?.unit).toBe(unit);
  });

  it.each([
    ["fell by -3.91", -1],
    ["fell by \u22123.91", -1],
    ["changed by -$3.91", -1],
    ["changed by $-3.91", -1],
    ["changed by minus 3.91", -1],
    ["rose by +3.91", 1],
    ["rose by 3.91", 0],
  ])("%s has the sign %d", (text, sign) => {
    expect(first(text)?.sign).toBe(sign);
  });

  it.each([
    ["49,000-51,000", [49_000, 51_000]],
    ["$49k–$51k", [49_000, 51_000]],
    ["49-51k", [49_000, 51_000]],
    ["from 49,000 to 51,000", [49_000, 51_000]],
  ])("%s gives both its ends, without a sign", (text, sizes) => {
    const quantities = read(text);
    expect(quantities.map(({ size }) => size)).toEqual(sizes);
    expect(quantities.map(({ sign }) => sign)).toEqual([0, 0]);
  });

  it.each(["one of two signals", "three times", "q3", "abc123", "v1.2.3x"])(
    "is not in %j where it counts little",
    (text) => {
      expect(read(text).every(({ unit, size }) => unit === "times" || size === 0)).toBe(true);
    },
  );

  it("is written as about, more than or less than", () => {
    expect(first("about 33,100")).toMatchObject({ approximate: true, bound: 0 });
    expect(first("more than 8%")).toMatchObject({ bound: 1 });
    expect(first("nearly 8%")).toMatchObject({ bound: -1 });
  });

  it("is left to whoever has made sense of it already", () => {
    expect(findQuantities("over 24 hours", [{ start: 5, end: 13 }], symbols)).toEqual([]);
  });
});
