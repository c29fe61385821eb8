import { describe, expect, it } from "vitest";
import type { FigureName } from "../../../src/features/index.ts";
import type { Claim, ClaimSpan, Relation, Size, Stance, Way } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { type Quantity, quantityOf, type QuantityUnit } from "../../../src/grounding/claims/quantity.ts";
import { allFigures } from "../../features/support/figure-samples.ts";

/** Last close 50250, average 50000, EMA 50100, day 49500 to 51500, RSI 65, -1250 or -2.43 % over 24 hours, +500 in the candle. */
const figures = prepareFigures("BTC-USD", allFigures);
const asserted = { denied: false } as const;

function number(text: string, unit: QuantityUnit = "none", more: Partial<Quantity> = {}): Quantity {
  return { ...quantityOf(text, unit), ...more };
}

function value(
  figure: FigureName,
  quantity: Quantity,
  way: "up" | "down" | null = null,
  span: ClaimSpan = null,
): Claim {
  return { ...asserted, is: "value", figure, quantity, way, span };
}

function moved(way: Way | "any", span: ClaimSpan, quantities: readonly Quantity[] = [], size: Size = "none"): Claim {
  return { ...asserted, is: "moved", of: "price", way, span, quantities, size };
}

function compare(relation: Relation, right: FigureName, size: Size = "none", distance: Quantity | null = null): Claim {
  return { ...asserted, is: "compare", left: "last_close", relation, right, size, distance };
}

function near(left: FigureName, right: FigureName): Claim {
  return { ...asserted, is: "compare", left, relation: "near", right, size: "none", distance: null };
}

function stance(of: Stance, span: ClaimSpan, size: Size = "none"): Claim {
  return { ...asserted, is: "stance", stance: of, span, size, of: null };
}

const day = { hours: 24 };

describe("decide", () => {
  it.each<readonly [what: string, claim: Claim, is: "true" | "false" | "unknown"]>([
    ["a value as it is shown", value("ema", number("50100.00")), "true"],
    ["a value with fewer digits", value("ema", number("50100")), "true"],
    ["zeros as digits", value("ema", number("50000")), "false"],
    ["about a round number", value("ema", number("50000", "none", { approx: true })), "true"],
    [
      "about a number that is as far off as it is large",
      value("rsi", number("100", "none", { approx: true })),
      "false",
    ],
    ["about a change that rounds to it", value("change_24h", number("-2", "percent", { approx: true })), "true"],
    [
      "about a change that does not round to it",
      value("change_24h", number("-3", "percent", { approx: true })),
      "false",
    ],
    ["a value in dollars", value("ema", number("50100.00", "usd")), "true"],
    ["a value in euros", value("ema", number("50100.00", "eur")), "false"],
    ["a value in percent of a price", value("ema", number("50100.00", "percent")), "false"],
    ["a sign where there is none", value("ema", number("-50100.00")), "false"],
    ["a fall without its sign", value("change_24h", number("1250.00")), "false"],
    ["a fall with its sign", value("change_24h", number("-1250.00")), "true"],
    ["a fall in words", value("change_24h", number("1250.00"), "down"), "true"],
    ["a fall told as a rise", value("change_24h", number("1250.00"), "up"), "false"],
    ["a change in percent", value("change_24h", number("-2.43", "percent")), "true"],
    ["a change over another span", value("change_24h", number("-2.43", "percent"), null, { hours: 168 }), "false"],
    ["a span in candles that is the same", value("change_24h", number("-1250.00"), null, { candles: 288 }), "true"],
    ["a figure that is not there", value("high_7d", number("51500.00")), "unknown"],

    ["the day's fall", moved("down", day, [number("2.43", "percent")]), "true"],
    ["the candle's rise told as the day's", moved("up", day), "false"],
    ["the candle's number told of the day", moved("up", day, [number("500.00")]), "false"],
    ["the candle's rise", moved("up", "last_candle", [number("500.00")]), "true"],
    ["a rise of no span, of which one figure speaks and another against", moved("up", null), "unknown"],
    ["a rise of no span with its number", moved("up", null, [number("500.00")]), "true"],
    ["a week that no figure covers", moved("down", { hours: 168 }), "unknown"],
    ["a fall that is not slight", moved("down", day, [], "small"), "false"],
    ["a fall that is sharp", moved("down", day, [], "large"), "true"],
    ["a day that is not flat", moved("flat", day, [], "small"), "false"],
    ["a change with its sign", moved("any", day, [number("-2.43", "percent")]), "true"],
    ["a change without its sign", moved("any", day, [number("2.43", "percent")]), "false"],

    ["a change of any size", moved("any", day), "true"],
    ["a level above", compare("above", "ema"), "true"],
    ["slightly above: 150 of a range of 2000", compare("above", "ema", "small"), "true"],
    ["not well above at once", compare("above", "ema", "large"), "false"],
    ["near", compare("near", "ema"), "true"],
    ["never at another price", compare("at", "ema"), "false"],
    ["a distance", compare("above", "ema", "none", number("150.00")), "true"],
    ["another distance", compare("above", "ema", "none", number("151.00")), "false"],
    ["a distance in percent", compare("above", "ema", "none", number("0.30", "percent")), "true"],
    ["what can't be compared", compare("above", "rsi"), "unknown"],

    ["a stance of the short term", stance("bullish", "short"), "true"],
    ["a stance of the day, which is mixed", stance("bullish", day), "false"],
    ["a mixed day", stance("mixed", day), "true"],
    ["a strong stance without a contrary vote", stance("bullish", "short", "large"), "true"],
    ["a forecast", { ...asserted, is: "wrong", why: "Nobody knows tomorrow." }, "false"],
  ])("decides %s", (_what, claim, is) => {
    expect(decide(claim, figures).is).toBe(is);
  });

  it.each<readonly [limit: string, relation: Relation, is: "true" | "false" | "unknown"]>([
    ["70", "below", "true"],
    ["70", "above", "false"],
    ["70", "near", "true"],
    ["50", "above", "true"],
    ["30", "near", "false"],
    ["60", "above", "unknown"],
  ])("holds an RSI of 65 against %s: %s", (text, relation, is) => {
    const claim: Claim = { ...asserted, is: "threshold", figure: "rsi", relation, limit: number(text), size: "none" };
    expect(decide(claim, figures).is).toBe(is);
  });

  it("says what is true where a claim is false", () => {
    expect(decide(value("ema", number("50000.00")), figures)).toEqual({
      is: "false",
      truth: "The EMA is 50100.00.",
    });
    expect(decide(moved("up", day), figures)).toEqual({
      is: "false",
      truth: "BTC-USD is down 2.43 % over 24 hours.",
    });
    expect(decide(compare("below", "ema"), figures)).toEqual({
      is: "false",
      truth: "The last close of 50250.00 is above the EMA of 50100.00.",
    });
  });

  it("takes a change that reads as nothing for no change", () => {
    const flat = prepareFigures("BTC-USD", { ...allFigures, price_change: 0.001 });
    expect(decide(moved("any", "last_candle"), flat)).toEqual({
      is: "false",
      truth: "BTC-USD is unchanged in the last candle.",
    });
    expect(decide({ ...moved("any", day), denied: true }, flat)).toEqual({
      is: "false",
      truth: "BTC-USD changed over 24 hours.",
    });
  });

  it("takes a level to be as near to another as that one is to it", () => {
    const bands = prepareFigures("BTC-USD", { ...allFigures, bollinger_upper: 51_250, bollinger_lower: 51_000 });
    expect(decide(near("bollinger_upper", "daily_high"), bands).is).toBe("false");
    expect(decide(near("daily_high", "bollinger_upper"), bands).is).toBe("false");
  });

  it("holds more and less than a distance against the distance itself, not against what a computer makes of it", () => {
    const market = prepareFigures("BTC-USD", { ...allFigures, last_close: 1.9, ema: 1.884, decimals: 2 });
    const more = number("0.02", "none", { bound: 1 });
    expect(decide(compare("above", "ema", "none", more), market).is).toBe("false");
  });

  it("knows no part of bands that read the same", () => {
    const flat = prepareFigures("BTC-USD", { ...allFigures, bollinger_lower: 50_249.999, bollinger_upper: 50_250.001 });
    const part: Claim = {
      ...asserted,
      is: "place",
      figure: "last_close",
      low: "bollinger_lower",
      high: "bollinger_upper",
      part: { from: 0, to: 0.5 },
    };
    expect(decide(part, flat).is).toBe("unknown");
  });

  it("tells where a level is that was denied to be in a part without a name", () => {
    const part: Claim = {
      denied: true,
      is: "place",
      figure: "last_close",
      low: "rolling_avg",
      high: "ema",
      part: "outside",
    };
    expect(decide({ ...part, low: "ema", high: "rolling_avg", part: { from: 0, to: 0.5 } }, figures).is).toBe(
      "unknown",
    );
    const close = prepareFigures("BTC-USD", { ...allFigures, last_close: 50_025 });
    expect(decide({ ...part, part: { from: 0, to: 0.5 } }, close)).toEqual({
      is: "false",
      truth:
        "The last close of 50025.00 is between the 5-candle average of 50000.00 and the EMA of 50100.00, 25 % of the way up.",
    });
  });

  it("takes a quiet day for no quiet week, nor for quiet last candles", () => {
    const quiet = { change_24h: 5, change_24h_pct: 0.01, buying_momentum: 1_000, selling_momentum: 990 };
    const week = { change_7d: 16_000, change_7d_pct: 48, high_7d: 51_500, low_7d: 34_000 };
    const market = prepareFigures("BTC-USD", { ...allFigures, ...quiet, ...week });
    expect(decide(stance("neutral", { hours: 24 }), market).is).toBe("true");
    for (const span of [{ hours: 168 }, "short"] as const)
      for (const mood of ["neutral", "cautious"] as const) expect(decide(stance(mood, span), market).is).toBe("false");
  });

  it("measures what is far from a week's high by the week's range", () => {
    const market = prepareFigures("BTC-USD", { ...allFigures, high_7d: 52_000, low_7d: 32_000 });
    expect(decide(compare("below", "high_7d", "small"), market).is).toBe("true");
    expect(decide(compare("near", "high_7d"), market).is).toBe("true");
    expect(decide(compare("below", "daily_high", "large"), market).is).toBe("true");
  });

  it("leaves no distance both slight and well", () => {
    for (let close = 50_101; close < 51_500; close += 7) {
      const market = prepareFigures("BTC-USD", { ...allFigures, last_close: close });
      const held = (["small", "large"] as const).filter(
        (size) => decide(compare("above", "ema", size), market).is === "true",
      );
      expect(held).toHaveLength(1);
    }
  });
});
