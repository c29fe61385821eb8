import * as fc from "fast-check";
import { expect, it } from "vitest";
import { hashText, hashToUnit, priceFactor } from "../../../src/emulators/markets/price-path.ts";

const noonMinutes = 30_000_000;

it("gives numbers in [0, 1) that depend on seed, stream and index alone", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(40), fc.integer(), (seed, stream, index) => {
      const unit = hashToUnit(seed, stream, index);
      expect(unit).toBeGreaterThanOrEqual(0);
      expect(unit).toBeLessThan(1);
      expect(hashToUnit(seed, stream, index)).toBe(unit);
    }),
  );
});

it("spreads its numbers evenly", () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10_000; index += 1) {
    const tenth = Math.floor(hashToUnit(7, 3, index) * 10);
    counts[tenth] = (counts[tenth] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1_150);
});

it("hashes texts as FNV-1a does", () => {
  // From the reference test vectors: "a" is 0xe40c292c, "foobar" is 0xbf9cf968.
  expect([hashText("") >>> 0, hashText("a") >>> 0, hashText("foobar") >>> 0]).toEqual([
    0x811c9dc5, 0xe40c292c, 0xbf9cf968,
  ]);
});

it("moves without a jump: an instant later the price is almost the same", () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0, max: 60_000_000, noNaN: true }), (seed, minutes) => {
      const step = priceFactor(seed, minutes + 1e-4, 1) / priceFactor(seed, minutes, 1);
      expect(Math.abs(step - 1)).toBeLessThan(1e-5);
    }),
  );
});

it("wanders, but stays within a quarter of where it began", () => {
  const factors = Array.from({ length: 1_000 }, (_, day) => priceFactor(5, noonMinutes + day * 1_440, 1));
  expect(Math.min(...factors)).toBeGreaterThan(0.75);
  expect(Math.max(...factors)).toBeLessThan(1.25);
  expect(Math.max(...factors) / Math.min(...factors)).toBeGreaterThan(1.1);
});

it("follows another path for another seed, and stands still without volatility", () => {
  expect(priceFactor(1, noonMinutes, 1)).not.toBe(priceFactor(2, noonMinutes, 1));
  expect(priceFactor(1, noonMinutes, 0)).toBe(1);
});
