import { describe, expect, it } from "vitest";
import type { Claim } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { say, sayWithValues } from "../../../src/grounding/claims/say.ts";
import { allFigures } from "../../features/support/figure-samples.ts";
import { asserted, closeToEma, figures, inBands, moved, number, range, sums } from "./made-claims.ts";

describe("the forms of a claim", () => {
  it.each<readonly [sentences: readonly string[], claim: Claim]>([
    [
      ["BTC-USD last closed at 50250.00", "the last close is 50250.00", "the last close stands at 50250.00"],
      { is: "value", figure: "last_close", quantity: number("50250.00"), way: null, span: null, ...asserted },
    ],
    [
      [
        "BTC-USD is down 2.43 % over 24 hours",
        "BTC-USD fell by 2.43 % over 24 hours",
        "BTC-USD lost 2.43 % over 24 hours",
      ],
      { ...moved, quantities: [number("2.43", "percent")] },
    ],
    [
      ["BTC-USD is slightly up over 24 hours", "BTC-USD rose slightly over 24 hours"],
      { ...moved, way: "up", size: "small", quantities: [] },
    ],
    [
      ["buying momentum slightly outweighs selling momentum", "buying momentum is slightly above selling momentum"],
      { ...sums, relation: "above", size: "small" },
    ],
    [
      ["buying momentum equals selling momentum", "buying momentum is level with selling momentum"],
      { ...sums, relation: "at" },
    ],
    [
      ["buying momentum outweighs selling momentum by 500.00", "buying momentum is 500.00 above selling momentum"],
      { ...sums, relation: "above", distance: number("500.00") },
    ],
    [
      ["the day's range is 2000.00 wide", "the day's high and the day's low are 2000.00 apart"],
      { ...range, operation: "difference", quantity: number("2000.00") },
    ],
  ])("has these forms: %j", (sentences, claim) => {
    expect(say(claim, figures)).toEqual(sentences);
  });

  it("has the figures' values where they are asked for", () => {
    expect(sayWithValues({ ...closeToEma, relation: "above" }, figures)).toContain(
      "the last close of 50250.00 is above the EMA of 50100.00",
    );
  });
});

describe("what is true where a claim is false", () => {
  it.each<readonly [truth: string, claim: Claim]>([
    [
      "The last close of 50250.00 is between the lower Bollinger Band of 49000.00 and the upper Bollinger Band of 51000.00, 63 % of the way up.",
      { ...inBands, part: "below", ...asserted },
    ],
    [
      "The last close of 50250.00 is above the EMA of 50100.00.",
      { ...inBands, low: "rolling_avg", high: "ema", part: "inside", ...asserted },
    ],
    ["The RSI of 65.00 is neutral.", { is: "zone", figure: "rsi", zone: "overbought", size: "none", ...asserted }],
    [
      "The RSI of 65.00 is below 70.",
      { is: "threshold", figure: "rsi", relation: "above", limit: number("70"), size: "none", ...asserted },
    ],
    ["Buying momentum of 1000.00 outweighs selling momentum of 500.00.", { ...sums, relation: "below" }],
    [
      "Selling momentum is 50.00 % of buying momentum.",
      {
        is: "derived",
        left: "selling_momentum",
        right: "buying_momentum",
        operation: "share",
        quantity: number("40", "percent"),
        ...asserted,
      },
    ],
    [
      "Buying momentum is 2.00 times selling momentum.",
      {
        is: "derived",
        left: "buying_momentum",
        right: "selling_momentum",
        operation: "ratio",
        quantity: number("3"),
        ...asserted,
      },
    ],
    [
      "The change over 24 hours in percent is -2.43 %.",
      {
        is: "value",
        figure: "change_24h",
        quantity: number("-3.43", "percent"),
        way: null,
        span: null,
        ...asserted,
      },
    ],
    ["BTC-USD is up 500.00 in the last candle.", { ...moved, span: "last_candle", quantities: [] }],
    ["The volume rose by 100.00 in the last candle.", { ...moved, of: "volume", span: "last_candle", quantities: [] }],
  ])("is told: %s", (truth, claim) => {
    expect(decide(claim, figures)).toEqual({ is: "false", truth });
  });

  it.each([
    ["above", 52_000, "The last close of 52000.00 is above the upper Bollinger Band of 51000.00."],
    ["below", 48_000, "The last close of 48000.00 is below the lower Bollinger Band of 49000.00."],
  ] as const)("tells the edge that a close is %s", (part, close, truth) => {
    const market = prepareFigures("BTC-USD", { ...allFigures, last_close: close });
    expect(decide({ ...inBands, part: "inside", ...asserted }, market)).toEqual({ is: "false", truth });
    expect(decide({ ...inBands, part, ...asserted }, market)).toEqual({ is: "true" });
    expect(decide({ ...inBands, part: "outside", ...asserted }, market)).toEqual({ is: "true" });
  });
});
