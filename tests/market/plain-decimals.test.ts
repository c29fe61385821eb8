import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainDecimals } from "../../src/market/plain-decimals.ts";
import { toNumber } from "../../src/market/to-number.ts";

describe("a number that is written plainly", () => {
  it.each([
    ["50125.10", 2],
    ["0.00002345", 8],
    ["7", 0],
    ["7.", 0],
    [".5", 1],
  ])("shows of %j %d decimals", (text, decimals) => {
    expect(plainDecimals(text)).toBe(decimals);
  });

  it.each(["", ".", "1e-8", " 7", "7 ", "-7", "+7", "1.2.3", "..", "0x65", "1,5", "٣", "NaN"])("is not %j", (text) => {
    expect(plainDecimals(text)).toBeNull();
  });

  it("is read as Number reads it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(?:\d{1,12}(?:\.\d{0,10})?|\.\d{1,10})$/), (text) => {
        expect(plainDecimals(text)).not.toBeNull();
        expect(toNumber(text)).toBe(Number(text));
      }),
    );
  });

  it("is the only text of digits and points that Number reads", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\d.]{0,6}$/), (text) => {
        expect(plainDecimals(text) !== null).toBe(text !== "" && !Number.isNaN(Number(text)));
      }),
    );
  });
});
