import { describe, expect, it } from "vitest";
import { compare, formatTable } from "../../bench/features/comparison.ts";

describe("compare", () => {
  it("gives the fastest peer's time as a multiple of ours", () => {
    expect(compare(288, { ours: 2.004, slow: 90, fast: 41 })).toEqual({
      candles: 288,
      ns_per_candle: { ours: 2, slow: 90, fast: 41 },
      ratio_to_fastest_peer: 20.46,
    });
  });

  it("says so where a peer is faster", () => {
    expect(compare(288, { ours: 10, fast: 5 }).ratio_to_fastest_peer).toBe(0.5);
  });
});

describe("formatTable", () => {
  it("lines up a row for every comparison", () => {
    const table = formatTable([compare(288, { ours: 2, peer: 41 }), compare(100_000, { ours: 12.5, peer: 100 })]);
    expect(table).toBe(
      ["candles    ours           peer", "    288    2.00   41.0 (20.5x)", " 100000   12.50   100.0 (8.0x)"].join("\n"),
    );
  });
});
