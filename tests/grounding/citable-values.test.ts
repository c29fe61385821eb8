import { describe, expect, it } from "vitest";
import { citableValues } from "../../src/grounding/citable-values.ts";
import { allFigures, exampleFigures, figureNames, noFigures } from "../features/support/figure-samples.ts";

describe("citableValues", () => {
  it("lists every figure as the prompt writes it", () => {
    expect(citableValues(allFigures)).toEqual([
      "5-candle average: 50000.00",
      "EMA: 50100.00",
      "RSI: 65.00",
      "upper Bollinger Band: 51000.00",
      "lower Bollinger Band: 49000.00",
      "price change of the last candle: 500.00",
      "volume change of the last candle: 100.00",
      "day's high: 51500.00",
      "day's low: 49500.00",
      "buying momentum: 1000.00",
      "selling momentum: 500.00",
      "last close: 50250.00",
      "change over 24 hours: -1250.00",
      "change over 24 hours in percent: -2.43 %",
    ]);
  });

  it("has one line for each figure that is there", () => {
    expect(citableValues(noFigures)).toEqual([]);
    expect(citableValues(exampleFigures)).toHaveLength(11);
    const counts = figureNames.map((name) => citableValues({ ...noFigures, [name]: 7 }).length);
    expect(counts).toEqual(figureNames.map(() => 1));
  });
});
