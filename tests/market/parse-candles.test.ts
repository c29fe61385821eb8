import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Candle, CandleQuery } from "../../src/market/candle.ts";
import { assertSoundCandles } from "../../src/market/candle-contract.ts";
import { parseCandles, selectWindow } from "../../src/market/parse-candles.ts";
import { thrownBy } from "../support/thrown-by.ts";

const rowsOf = (body: string): readonly Candle[] => parseCandles(body).candles;

const row = { start: "1700049300", low: "99.5", high: "101.25", open: "100", close: "101", volume: "3.75" };

describe("the body of the candles endpoint", () => {
  it.each([
    { prices: { close: "101.5" }, decimals: 2 },
    { prices: { close: "101.5000" }, decimals: 4 },
    { prices: { open: "1.0e2", low: "9.95e1" }, decimals: 2 },
    { prices: { open: 0.000_000_1, low: 1e-8, high: 102 }, decimals: 7 },
    { prices: { close: "nonsense.12345" }, decimals: 2 },
    { prices: { low: "0.000000001" }, decimals: 2 },
  ])("shows the market's decimals: $decimals of $prices", ({ prices, decimals }) => {
    expect(parseCandles(JSON.stringify({ candles: [{ ...row, ...prices }] })).decimals).toBe(decimals);
  });

  it("becomes candles of numbers, in the order of the body", () => {
    const body = JSON.stringify({ candles: [row, { ...row, start: "1700049000", volume: "0" }] });
    expect(rowsOf(body)).toEqual([
      { start: 1_700_049_300, open: 100, high: 101.25, low: 99.5, close: 101, volume: 3.75 },
      { start: 1_700_049_000, open: 100, high: 101.25, low: 99.5, close: 101, volume: 0 },
    ]);
  });

  it("ranks prices as numbers: 99999.5 is below 100000.1", () => {
    const [candle] = rowsOf(JSON.stringify({ candles: [{ ...row, low: "99999.5", high: "100000.1" }] }));
    expect(Math.max(candle?.low ?? 0, candle?.high ?? 0)).toBe(100_000.1);
  });

  it("may hold numbers as numbers, and fields that nobody asked for", () => {
    const body = JSON.stringify({ candles: [{ ...row, volume: 3.75, trades: [1] }], cursor: "x" });
    expect(rowsOf(body)).toEqual([
      { start: 1_700_049_300, open: 100, high: 101.25, low: 99.5, close: 101, volume: 3.75 },
    ]);
  });

  it.each(['{"candles":[]}', '{"candles":[],"next":null}'])("%s holds no candles", (body) => {
    expect(rowsOf(body)).toEqual([]);
  });

  it.each([
    { what: "lacks", value: undefined },
    { what: "is empty", value: "" },
    { what: "is blank", value: "  " },
    { what: "is null", value: null },
    { what: "is a word", value: "NaN" },
    { what: "has a unit", value: "3.75 BTC" },
    { what: "is a list", value: ["3.75"] },
    { what: "is a boolean", value: true },
  ])("a field that $what becomes NaN, and never 0", ({ value }) => {
    const [candle] = rowsOf(JSON.stringify({ candles: [{ ...row, volume: value }] }));
    expect(candle?.volume).toBeNaN();
    expect(candle?.close).toBe(101);
  });

  it.each(["0x65", "0b1", "0o7", "1_000", "1,5", "Infinity"])("a price of %s becomes NaN", (value) => {
    expect(rowsOf(JSON.stringify({ candles: [{ ...row, open: value }] }))[0]?.open).toBeNaN();
  });

  it.each([
    "0x6554b0c4",
    "0b1",
    "0",
    "700049300",
    "17000493000",
    "1700049300000",
    1_700_049_300_000,
    1_700_049_300.5,
    "1.7000493e9",
    "1700049300.0",
    "-1700049300",
    "2023-11-15T11:55:00Z",
    ["1700049300"],
    true,
  ])("a start of %j becomes NaN, which is never outside the window", (start) => {
    expect(rowsOf(JSON.stringify({ candles: [{ ...row, start }] }))[0]?.start).toBeNaN();
  });

  it("may write its starts as numbers", () => {
    expect(rowsOf(JSON.stringify({ candles: [{ ...row, start: 1_700_049_300 }] }))[0]?.start).toBe(1_700_049_300);
  });

  it.each([null, [], Object.values(row), "row", 1, true, {}])("a row that is %j becomes a candle of NaN", (other) => {
    const { NaN: none } = Number;
    const found = rowsOf(JSON.stringify({ candles: [row, other] }));
    expect(found).toHaveLength(2);
    expect(found[1]).toEqual({ start: none, open: none, high: none, low: none, close: none, volume: none });
  });

  it.each([
    "",
    "<html></html>",
    "[]",
    "null",
    "{}",
    '{"candles":null}',
    '"text"',
    '{"candles":"none"}',
    '{"candles":{"0":{}}}',
  ])("%j is no list of candles, which a later answer may be", async (body) => {
    const error = await thrownBy(Promise.try(() => rowsOf(body)));
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.message).toBe("Coinbase answered 200 without a list of candles");
  });
});

const query: CandleQuery = {
  productId: "BTC-USD",
  granularity: "FIVE_MINUTE",
  startSeconds: 1_700_046_000,
  endSeconds: 1_700_049_600,
};

function candleAt(start: number, close = 101): Candle {
  return { start, open: 100, high: 102, low: 99, close, volume: 5 };
}

const whole = Array.from({ length: 12 }, (_, index) => candleAt(query.startSeconds + index * 300, 100 + index / 10));

describe("the window", () => {
  it("begins with its start and ends before its end, so that the forming candle is never in it", () => {
    const candles = [candleAt(query.endSeconds), ...whole, candleAt(query.startSeconds - 300)];
    expect(selectWindow(candles, query)).toEqual(whole);
  });

  it("is sorted oldest first", () => {
    expect(selectWindow(whole.toReversed(), query)).toEqual(whole);
  });

  it("holds an exact double once", () => {
    expect(selectWindow([...whole, ...whole.toReversed(), ...whole], query)).toEqual(whole);
  });

  it.each(["open", "high", "low", "close", "volume"] as const)(
    "keeps two rows that differ in their %s, side by side, so that the contract can name them",
    (field) => {
      const [first, ...others] = whole;
      const other = first === undefined ? [] : [{ ...first, [field]: first[field] + 0.25 }];
      const found = selectWindow([...others, ...other, ...whole], query);
      expect(found.slice(0, 2).toSorted((a, b) => a[field] - b[field])).toEqual([first, ...other]);
      expect(found.slice(2)).toEqual(others);
      expect(() => assertSoundCandles(found, "FIVE_MINUTE")).toThrow(
        expect.objectContaining({ code: "CANDLE_DUPLICATED" }),
      );
    },
  );

  it("keeps gaps as they are", () => {
    const gappy = whole.filter((_, index) => index % 3 !== 1);
    expect(selectWindow(gappy, query)).toEqual(gappy);
  });

  it.each([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("keeps a row that starts at %d, last", (start) => {
    const found = selectWindow([candleAt(start), ...whole], query);
    expect(found).toEqual([...whole, candleAt(start)]);
  });

  it("keeps a row without a sound start, last wherever it stood, so that the contract can name it", () => {
    const lost = candleAt(Number.NaN);
    const rows = fc.shuffledSubarray([...whole, lost], { minLength: whole.length + 1 });
    fc.assert(
      fc.property(rows, (shuffled) => {
        expect(selectWindow(shuffled, query)).toEqual([...whole, lost]);
      }),
    );
  });

  it("is the same whatever the order and the doubles of the rows", () => {
    const subset = fc.shuffledSubarray(whole, { minLength: 0 });
    fc.assert(
      fc.property(subset, fc.array(fc.constantFrom(...whole)), (some, doubles) => {
        const wanted = whole.filter((candle) => some.includes(candle) || doubles.includes(candle));
        expect(selectWindow([...some, ...doubles], query)).toEqual(wanted);
      }),
    );
  });

  it("does not touch the rows that it is given", () => {
    const rows = Object.freeze(whole.toReversed());
    selectWindow(rows, query);
    expect(rows).toEqual(whole.toReversed());
  });
});
