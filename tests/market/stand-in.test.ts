import { describe, expect, it } from "vitest";
import { readStandIn, standInOf } from "../../src/market/stand-in.ts";

describe("what stood in for the true market", () => {
  it.each([
    ["synthetic", "synthetic"],
    ["replayed", "replayed"],
    ["Synthetic market, buy now", undefined],
    ["", undefined],
    [null, undefined],
  ])("is read from a header's value %j as %j", (value, standIn) => {
    expect(readStandIn(value)).toBe(standIn);
  });

  it.each([
    ["COINBASE/BTC-USD/historical/sample.synthetic.csv", "synthetic"],
    ["coinbase/BTC-USD/historical/2026-11-27.replayed.csv", "replayed"],
    ["COINBASE/BTC-USD/historical/2026-11-27.csv", undefined],
    ["COINBASE/BTC-USD/historical/synthetic/2026-11-27.csv", undefined],
    ["COINBASE/SYNTHETIC-USD/historical/synthetic.csv", undefined],
  ])("is read from the key %s as %j", (key, standIn) => {
    expect(standInOf(key)).toBe(standIn);
  });
});
