import { describe, expect, it } from "vitest";
import type { MarketMark } from "../../../src/insight/watch/market-mark.ts";
import type { MaterialBounds } from "../../../src/insight/watch/watch.ts";
import { whatIsNew } from "../../../src/insight/watch/what-is-new.ts";

const last: MarketMark = {
  as_of: 1_700_000_000,
  close: 100,
  atr: 2,
  rsi_zone: "neutral",
  daily_high: 110,
  daily_low: 90,
  average: "above",
  bands: "inside",
};

const kinds = (changed: Partial<MarketMark>, bounds: MaterialBounds = {}) =>
  whatIsNew({ ...last, ...changed }, last, bounds).map(({ kind }) => kind);

describe("what is new since the last post", () => {
  it("is nothing of the same market", () => {
    expect(kinds({})).toEqual([]);
  });

  it.each([
    [{ close: 101.99 }, { percent: 2 }, []],
    [{ close: 102 }, { percent: 2 }, ["move"]],
    [{ close: 98 }, { percent: 2 }, ["move"]],
    [{ close: 103.9 }, { atr: 2 }, []],
    [{ close: 104 }, { atr: 2 }, ["move"]],
    [{ close: 96 }, { atr: 2 }, ["move"]],
    // The ATR is that of now: a wild market moves by itself.
    [{ close: 104, atr: 2.1 }, { atr: 2 }, []],
    [{ close: 105.9 }, {}, []],
    [{ close: 106 }, {}, ["move"]],
    // Whoever names percent alone is not told of ATR.
    [{ close: 109 }, { percent: 10 }, []],
    [{ close: 109 }, { percent: 10, atr: 3 }, ["move"]],
    [{ close: 109, atr: null }, { atr: 3 }, []],
    [{ close: 109, atr: 0 }, { atr: 3 }, []],
  ])("is a move of the price from its bound on: %j with %j", (changed, bounds, expected) => {
    expect(kinds(changed, bounds)).toEqual(expected);
  });

  it.each<[Partial<MarketMark>, readonly string[]]>([
    [{ rsi_zone: "overbought" }, ["rsi_zone"]],
    [{ rsi_zone: null }, []],
    [{ daily_high: 110.01 }, ["high"]],
    [{ daily_high: 109 }, []],
    [{ daily_low: 89.99 }, ["low"]],
    [{ daily_low: 91 }, []],
    [{ daily_high: null, daily_low: null }, []],
    [{ average: "below" }, ["average"]],
    [{ average: null }, []],
    [{ bands: "above" }, ["bands"]],
    [{ bands: "below" }, ["bands"]],
    [{ bands: null }, []],
    [
      { rsi_zone: "oversold", daily_low: 80, average: "below", bands: "below" },
      ["rsi_zone", "low", "average", "bands"],
    ],
  ])("is another state of the market: %j", (changed, expected) => {
    expect(kinds(changed)).toEqual(expected);
  });

  it("is mere time from the bound on", () => {
    const bounds = { atLeastEverySeconds: 3_600 };
    expect(kinds({ as_of: last.as_of + 3_599 }, bounds)).toEqual([]);
    expect(kinds({ as_of: last.as_of + 3_600 }, bounds)).toEqual(["time"]);
    expect(kinds({ as_of: last.as_of + 999_999 })).toEqual([]);
  });

  it("is told in words, with what it was", () => {
    const now = { ...last, close: 106, rsi_zone: "overbought" };
    expect(whatIsNew(now, last, { percent: 5 }).map(({ said }) => said)).toEqual([
      "the price is 106, and was 100: 6.00 % and 3.00 ATR",
      "the RSI is overbought, and was neutral",
    ]);
  });
});
