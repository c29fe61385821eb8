import { expect, it } from "vitest";
import { glyphRows, isDrawable } from "../../../../src/delivery/discord/chart/bitmap-font.ts";
import { catalogue } from "../../../../src/features/index.ts";

it("has a letter for everything that figures, products, prices and times are called", () => {
  for (const { label } of catalogue) expect([label, isDrawable(label)]).toEqual([label, true]);
  expect(isDrawable("BTC-USD, 15 min (synthetic) 0123456789.,:%")).toBe(true);
  expect(isDrawable("é")).toBe(false);
});

it("draws each letter in another way, 5 dots wide and 7 high", () => {
  const letters = Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,:-+/%'&=()");
  const drawn = letters.map((letter) => glyphRows(letter));
  expect(new Set(drawn.map((rows) => rows.join())).size).toBe(letters.length);
  for (const rows of drawn) {
    expect(rows).toHaveLength(7);
    expect(Math.max(...rows)).toBeLessThan(32);
  }
});

it("draws a small letter as its capital, and an unknown one as a box", () => {
  expect(glyphRows("a")).toEqual(glyphRows("A"));
  expect(glyphRows("é")).toEqual([31, 17, 17, 17, 17, 17, 31]);
});
