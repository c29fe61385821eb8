import { describe, expect, it } from "vitest";
import { figureOf, isSameSpan, joinFeatures, type Span } from "../../src/features/index.ts";

describe("isSameSpan", () => {
  const spans: readonly Span[] = [
    { candles: 5 },
    { candles: 20 },
    { hours: 5 },
    { hours: 24 },
    "last_candle",
    "window",
    "previous_day",
  ];

  it("finds each span the same as itself, written anew, and as no other", () => {
    for (const [index, one] of spans.entries()) {
      const same = spans.map((other) => isSameSpan(one, structuredClone(other)));
      expect(same).toEqual(spans.map((_, at) => at === index));
    }
  });
});

describe("what is asked of figures that are not there", () => {
  it("is refused with the name, or with what lacks", () => {
    expect(() => Reflect.apply(figureOf, undefined, ["nope"])).toThrow(
      new RangeError("There is no figure called nope"),
    );
    expect(() => joinFeatures([])).toThrow(new RangeError("There is no series to join"));
  });
});
