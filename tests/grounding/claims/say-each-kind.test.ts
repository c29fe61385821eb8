import { describe, expect, it } from "vitest";
import type { Claim } from "../../../src/grounding/claims/claim.ts";
import { say } from "../../../src/grounding/claims/say.ts";
import { asserted, closeToEma, figures, inBands, moved, number, range, sums } from "./made-claims.ts";

describe("what a claim is said in", () => {
  it.each<readonly [sentence: string, claim: Claim]>([
    [
      "the EMA is 50100.00",
      { is: "value", figure: "ema", quantity: number("50100.00"), way: null, span: null, ...asserted },
    ],
    [
      "the EMA is not about 50100",
      {
        is: "value",
        figure: "ema",
        quantity: number("50100", "none", { approx: true }),
        way: null,
        span: null,
        denied: true,
      },
    ],
    [
      "the change over 24 hours is a fall of 1250.00",
      { is: "value", figure: "change_24h", quantity: number("1250.00"), way: "down", span: null, ...asserted },
    ],
    [
      "the change over 24 hours is a rise of 1250.00",
      { is: "value", figure: "change_24h", quantity: number("1250.00"), way: "up", span: null, ...asserted },
    ],
    [
      "the EMA over 24 hours is more than $50100",
      {
        is: "value",
        figure: "ema",
        quantity: number("50100", "usd", { bound: 1 }),
        way: null,
        span: { hours: 24 },
        ...asserted,
      },
    ],
    [
      "BTC-USD last closed at less than 50300",
      {
        is: "value",
        figure: "last_close",
        quantity: number("50300", "none", { bound: -1 }),
        way: null,
        span: null,
        ...asserted,
      },
    ],
    ["BTC-USD closed above the EMA", { ...closeToEma, relation: "above" }],
    ["BTC-USD closed slightly above the EMA", { ...closeToEma, relation: "above", size: "small" }],
    ["BTC-USD closed well below the EMA", { ...closeToEma, relation: "below", size: "large" }],
    ["BTC-USD did not close at the EMA", { ...closeToEma, relation: "at", denied: true }],
    ["BTC-USD closed near the EMA", { ...closeToEma, relation: "near" }],
    ["BTC-USD closed 150.00 above the EMA", { ...closeToEma, relation: "above", distance: number("150.00") }],
    ["BTC-USD closed 0.30 % above the EMA", { ...closeToEma, relation: "above", distance: number("0.30", "percent") }],
    [
      "BTC-USD closed 150 points above the EMA",
      { ...closeToEma, relation: "above", distance: number("150", "points") },
    ],
    [
      "BTC-USD closed 15000 cents above the EMA",
      { ...closeToEma, relation: "above", distance: number("15000", "cents") },
    ],
    ["BTC-USD closed 150 USD above the EMA", { ...closeToEma, relation: "above", distance: number("150", "quote") }],
    ["BTC-USD closed €150 above the EMA", { ...closeToEma, relation: "above", distance: number("150", "eur") }],
    ["BTC-USD closed £150 above the EMA", { ...closeToEma, relation: "above", distance: number("150", "gbp") }],
    ["BTC-USD closed ¥150 above the EMA", { ...closeToEma, relation: "above", distance: number("150", "jpy") }],
    ["the EMA is above the 5-candle average", { ...closeToEma, left: "ema", relation: "above", right: "rolling_avg" }],
    [
      "the EMA is not above the 5-candle average",
      { ...closeToEma, left: "ema", relation: "above", right: "rolling_avg", denied: true },
    ],
    ["buying momentum outweighs selling momentum", { ...sums, relation: "above" }],
    ["buying momentum slightly outweighs selling momentum", { ...sums, relation: "above", size: "small" }],
    ["buying momentum clearly trails selling momentum", { ...sums, relation: "below", size: "large" }],
    ["buying momentum equals selling momentum", { ...sums, relation: "at" }],
    ["buying momentum nearly equals selling momentum", { ...sums, relation: "near" }],
    ["buying momentum does not outweigh selling momentum", { ...sums, relation: "above", denied: true }],
    ["buying momentum does not trail selling momentum", { ...sums, relation: "below", denied: true }],
    ["buying momentum does not equal selling momentum", { ...sums, relation: "at", denied: true }],
    ["buying momentum does not nearly equal selling momentum", { ...sums, relation: "near", denied: true }],
    [
      "buying momentum outweighs selling momentum by 500.00",
      { ...sums, relation: "above", distance: number("500.00") },
    ],
    ["BTC-USD closed between the Bollinger Bands", { ...inBands, part: "inside", ...asserted }],
    ["BTC-USD did not close outside the Bollinger Bands", { ...inBands, part: "outside", denied: true }],
    ["BTC-USD closed above the Bollinger Bands", { ...inBands, part: "above", ...asserted }],
    ["BTC-USD closed below the Bollinger Bands", { ...inBands, part: "below", ...asserted }],
    [
      "BTC-USD closed nearer to the lower Bollinger Band than to the upper Bollinger Band",
      { ...inBands, part: { nearer: "low" }, ...asserted },
    ],
    [
      "BTC-USD closed nearer to the upper Bollinger Band than to the lower Bollinger Band",
      { ...inBands, part: { nearer: "high" }, ...asserted },
    ],
    ...(
      [
        ["lower half", 0, 1 / 2],
        ["upper half", 1 / 2, 1],
        ["lower third", 0, 1 / 3],
        ["middle third", 1 / 3, 2 / 3],
        ["upper third", 2 / 3, 1],
        ["lower quarter", 0, 1 / 4],
        ["upper quarter", 3 / 4, 1],
        ["lower fifth", 0, 1 / 5],
        ["upper fifth", 4 / 5, 1],
        ["lower tenth", 0, 1 / 10],
        ["upper tenth", 9 / 10, 1],
      ] as const
    ).map(([part, from, to]): readonly [string, Claim] => [
      `BTC-USD closed in the ${part} of the Bollinger Bands`,
      { ...inBands, part: { from, to }, ...asserted },
    ]),
    [
      "BTC-USD closed between the EMA and the 5-candle average",
      { ...inBands, low: "ema", high: "rolling_avg", part: "inside", ...asserted },
    ],
    [
      "BTC-USD closed outside the range between the EMA and the 5-candle average",
      { ...inBands, low: "ema", high: "rolling_avg", part: "outside", ...asserted },
    ],
    [
      "BTC-USD closed above both the EMA and the 5-candle average",
      { ...inBands, low: "ema", high: "rolling_avg", part: "above", ...asserted },
    ],
    ["BTC-USD is down 2.43 % over 24 hours", { ...moved, quantities: [number("2.43", "percent")] }],
    ["BTC-USD is slightly up over 24 hours", { ...moved, way: "up", size: "small", quantities: [] }],
    ["BTC-USD is not sharply down over 24 hours", { ...moved, size: "large", quantities: [], denied: true }],
    ["BTC-USD is unchanged over 7 days", { ...moved, way: "flat", span: { hours: 168 }, quantities: [] }],
    [
      "BTC-USD is not little changed over 1 hour",
      {
        ...moved,
        way: "flat",
        size: "small",
        span: { hours: 1 },
        quantities: [],
        denied: true,
      },
    ],
    ["BTC-USD is up in the short term", { ...moved, way: "up", span: "short", quantities: [] }],
    ["BTC-USD is up", { ...moved, way: "up", span: null, quantities: [] }],
    ["BTC-USD is up over the last 5 candles", { ...moved, way: "up", span: { candles: 5 }, quantities: [] }],
    [
      "BTC-USD changed by -2.43 %, or -1250.00 over 24 hours",
      { ...moved, way: "any", quantities: [number("-2.43", "percent"), number("-1250.00")] },
    ],
    [
      "the volume fell by 100.00 in the last candle",
      {
        ...moved,
        of: "volume",
        span: "last_candle",
        quantities: [number("100.00")],
      },
    ],
    ["the RSI is overbought", { is: "zone", figure: "rsi", zone: "overbought", size: "none", ...asserted }],
    ["the RSI is slightly oversold", { is: "zone", figure: "rsi", zone: "oversold", size: "small", ...asserted }],
    ["the RSI is not deeply oversold", { is: "zone", figure: "rsi", zone: "oversold", size: "large", denied: true }],
    ["the RSI is at an extreme", { is: "zone", figure: "rsi", zone: "extreme", size: "none", ...asserted }],
    [
      "the RSI is well below 70",
      { is: "threshold", figure: "rsi", relation: "below", limit: number("70"), size: "large", ...asserted },
    ],
    [
      "the RSI is not at 50",
      { is: "threshold", figure: "rsi", relation: "at", limit: number("50"), size: "none", denied: true },
    ],
    ["the day's range is 2000.00 wide", { ...range, operation: "difference", quantity: number("2000.00") }],
    [
      "the Bollinger Bands are not 2000.00 wide",
      {
        ...range,
        left: "bollinger_upper",
        right: "bollinger_lower",
        operation: "difference",
        quantity: number("2000.00"),
        denied: true,
      },
    ],
    [
      "the EMA and the 5-candle average are 100.00 apart",
      { ...range, left: "ema", right: "rolling_avg", operation: "difference", quantity: number("100.00") },
    ],
    [
      "the distance between the day's high and the day's low is 4.04 % of the day's low",
      { ...range, operation: "percent", quantity: number("4.04", "percent") },
    ],
    [
      "selling momentum is not 50.00 % of buying momentum",
      {
        is: "derived",
        left: "selling_momentum",
        right: "buying_momentum",
        operation: "share",
        quantity: number("50.00", "percent"),
        denied: true,
      },
    ],
    [
      "buying momentum is 2.0 times selling momentum",
      {
        is: "derived",
        left: "buying_momentum",
        right: "selling_momentum",
        operation: "ratio",
        quantity: number("2.0"),
        ...asserted,
      },
    ],
  ])("is first: %s", (sentence, claim) => {
    expect(say(claim, figures)[0]).toBe(sentence);
  });
});
