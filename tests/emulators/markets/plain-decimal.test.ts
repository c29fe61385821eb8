import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { toPlainDecimal } from "../../../src/emulators/markets/plain-decimal.ts";

describe("toPlainDecimal", () => {
  it.each([
    [0, "0"],
    [50_000, "50000"],
    [0.1, "0.1"],
    [0.000001, "0.000001"],
    [1e-7, "0.0000001"],
    [1e-8, "0.00000001"],
    [1.25e-9, "0.00000000125"],
    [-2.5e-7, "-0.00000025"],
    [1e21, "1000000000000000000000"],
    [-1.5e22, "-15000000000000000000000"],
  ])("writes %d as %s", (value, text) => {
    expect(toPlainDecimal(value)).toBe(text);
  });

  it("writes any finite number without an exponent, and without losing any of it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = toPlainDecimal(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text) === value).toBe(true);
      }),
    );
  });
});
