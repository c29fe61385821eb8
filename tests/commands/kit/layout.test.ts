import { describe, expect, it } from "vitest";
import { indent, terminalColumns, textWidth, wrap, wrapHanging } from "../../../src/commands/kit/layout.ts";

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

describe("a text behind a beginning", () => {
  it("goes on below itself, within the width", () => {
    expect(wrapHanging("Time    ", "one two three four five six", 30)).toBe(
      "Time    one two three four\n        five six",
    );
  });
});

describe("the characters of a line", () => {
  it.each([
    ["72", 120, 72],
    [undefined, 120, 120],
    ["", undefined, 80],
    ["0", 0, 80],
    ["wide", undefined, 80],
  ])("where COLUMNS is %j and the terminal says %s are %i", (variable, ofTerminal, columns) => {
    expect(terminalColumns(variable, ofTerminal)).toBe(columns);
  });

  it("are as many as wanted where nothing says how many", () => {
    expect(terminalColumns(undefined, undefined, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the width of a text", () => {
  it.each([
    [80, 80],
    [92, 92],
    [200, 100],
    [20, 40],
  ])("on a terminal of %s columns is %i", (columns, width) => {
    expect(textWidth(columns)).toBe(width);
  });
});

it("keeps a number and its percent sign on one line", () => {
  expect(wrap("It is down by -5.24 % over a day", 17)).toBe("It is down by\n-5.24 % over a\nday");
});
