import { describe, expect, it } from "vitest";
import { helpedPeer, type Implementation, ours, peers } from "../../bench/features/peer-figures.ts";
import { oursOfAll, widerPeers } from "../../bench/features/all-figures.ts";
import { assertSameFigures, assertSameWiderFigures } from "../../bench/features/same-figures.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";

const candles = createSampleMarket().candles("ETH-USD", 300, 1_699_913_700, 1_699_999_800, 1_700_000_100);

/** Ours with one figure changed. */
function wrongBy(change: (value: number) => number | null): Implementation {
  return {
    name: "wrong",
    compute: (window) => {
      const figures = ours.compute(window);
      return { ...figures, ema: change(figures.ema ?? Number.NaN) };
    },
    rsiTolerance: 0,
  };
}

describe("assertSameFigures", () => {
  it("holds for every implementation that is timed", () => {
    expect(() => assertSameFigures(ours, [...peers, helpedPeer], candles)).not.toThrow();
    expect(peers.map(({ name }) => name)).toEqual(["indicatorts", "trading-signals", "technicalindicators"]);
  });

  it.each([
    ["another value", (value: number) => value * 1.00001],
    ["NaN", () => Number.NaN],
    ["null", () => null],
  ])("names who gives %s, and for what", (_, change) => {
    expect(() => assertSameFigures(ours, [wrongBy(change)], candles)).toThrow(/^wrong gives ema /);
  });
});

describe("assertSameWiderFigures", () => {
  it("holds for every implementation that is timed", () => {
    expect(() => assertSameWiderFigures(oursOfAll, widerPeers, candles)).not.toThrow();
    expect(widerPeers.map(({ name }) => name)).toEqual(peers.map(({ name }) => name));
  });

  it.each([
    ["another value", 1.00001],
    ["NaN", Number.NaN],
  ])("names who gives %s, and for what", (_, factor) => {
    const wrong = {
      name: "wrong",
      compute: (window: typeof candles) => {
        const figures = oursOfAll.compute(window);
        return { ...figures, atr_pct: (figures.atr_pct ?? Number.NaN) * factor };
      },
    };
    expect(() => assertSameWiderFigures(oursOfAll, [wrong], candles)).toThrow(/^wrong gives atr_pct /);
  });
});
