import { describe, expect, it } from "vitest";
import { indent, textWidth, wrap } from "../../../src/commands/kit/layout.ts";

describe("a wrapped text", () => {
  it("has no line that is longer than the width, but for a longer word", () => {
    expect(wrap("one two three incomprehensibilities four", 9)).toBe("one two\nthree\nincomprehensibilities\nfour");
  });

  it("keeps its paragraphs, and the space that they begin with", () => {
    expect(wrap("one\n\n  two three", 8)).toBe("one\n\n  two\nthree");
  });
});

describe("an indented text", () => {
  it("has spaces before each line that is not empty", () => {
    expect(indent("one\n\ntwo", 2)).toBe("  one\n\n  two");
  });
});

describe("the width of a text", () => {
  it.each([
    [80, 80],
    [92, 92],
    [200, 100],
    [20, 40],
    [undefined, 80],
  ])("on a terminal of %s columns is %i", (columns, width) => {
    expect(textWidth(columns)).toBe(width);
  });
});

it("keeps a number and its percent sign on one line", () => {
  expect(wrap("It is down by -5.24 % over a day", 17)).toBe("It is down by\n-5.24 % over a\nday");
});
