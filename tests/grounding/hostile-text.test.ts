import { describe, expect, it } from "vitest";
import { checkText } from "../../src/grounding/check-text.ts";
import { allFigures } from "../features/figure-samples.ts";

const subject = { productId: "BTC-USD", maxWords: 100, features: allFigures };
const insight =
  "BTC-USD is down 2.43 % over 24 hours and last closed at 50250.00. It closed above its 5-candle average of 50000.00 and " +
  "between the Bollinger Bands of 49000.00 and 51000.00. The RSI of 65.00 is neutral. Buying momentum of 1000.00 outweighs " +
  "selling momentum of 500.00. The day's range is 49500.00 to 51500.00.";
/** Where a figure of the insight has a digit. Its time and the 24 hours are no figures. */
const digits = Array.from(insight.matchAll(/\d+\.\d\d/gu)).flatMap(({ index, 0: figure }) =>
  Array.from(figure).flatMap((sign, place) => (sign === "." ? [] : [index + place])),
);

describe("a text of seven figures", () => {
  it("passes as it is", () => {
    expect(checkText(insight, subject).grounded).toBe(true);
    expect(digits.length).toBeGreaterThan(50);
  });

  it("is refused with any one digit of a figure changed", () => {
    const texts = digits.flatMap((at) =>
      Array.from({ length: 9 }, (_, by) => {
        const digit = (Number(insight[at]) + by + 1) % 10;
        return `${insight.slice(0, at)}${digit}${insight.slice(at + 1)}`;
      }),
    );
    expect(texts.filter((text) => checkText(text, subject).grounded)).toEqual([]);
  });
});

/** About the most that a model may write. */
describe("five thousand characters", () => {
  it.each([
    "7",
    ",",
    "1,",
    "100,",
    "1 000 ",
    "1.",
    "5-",
    "-5 ",
    "5% ",
    "(",
    ")",
    "((5) ",
    "[",
    "*",
    "_",
    "\n",
    "fifty-",
    "BTC-USD ",
    "the EMA ",
    "RSI (14) ",
    "not ",
    "overbought ",
    "may 5 ",
    "12:",
    "buyers have ",
    "the high and low of 5 and 4 ",
  ])("of %j are judged the same way twice", (unit) => {
    const text = `BTC-USD ${unit.repeat(5_000 / unit.length)}`;
    const verdict = checkText(text, subject);
    expect(verdict).toEqual(checkText(text, subject));
    for (const { reason } of verdict.violations) expect(reason).not.toBe("");
  });
});
