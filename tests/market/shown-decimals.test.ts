import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinParsed, parseCandles } from "../../src/market/parse-candles.ts";
import { shownDecimals } from "../../src/market/shown-decimals.ts";
import { toCsv } from "../support/collected-csv.ts";
import { answerWith, asOf, dayOfBitcoin, sampleDay, toRow, tryCoinbase } from "./coinbase/coinbase-trial.ts";
import { folder, startHistory } from "./history/history-trial.ts";

/** Rows of one price each. */
function rowsAt(prices: readonly string[]) {
  return prices.map((price) => ({ open: price, high: price, low: price, close: price }));
}

const usualRow = { open: "50125.12", high: "50125.12", low: "50125.12", close: "50125.12" };
const usual = (count: number, price = "50125.12") => Array.from({ length: count }, () => price);

describe("the decimals of a market", () => {
  it.each([
    { what: "one odd row of 288", prices: [...usual(287), "50125.120000001"], decimals: 2 },
    { what: "two odd rows of 288", prices: [...usual(286), "50125.1201", "50125.120000001"], decimals: 2 },
    { what: "one odd row of 5", prices: [...usual(4), "50125.120000001"], decimals: 2 },
    {
      what: "an odd row among trimmed ones",
      prices: [...usual(5, "2.45"), "2.4501", "2.4502", "2.4500001"],
      decimals: 4,
    },
    { what: "3 rows of 288 at the tick", prices: [...usual(285, "2.45"), "2.4501", "2.4502", "2.4503"], decimals: 4 },
    { what: "2 rows of 5 at the tick", prices: [...usual(3, "2.45"), "2.4501", "2.4502"], decimals: 4 },
    { what: "too few rows to tell an odd one", prices: ["2.45", "2.45", "2.45", "2.4501"], decimals: 4 },
    { what: "no rows", prices: [], decimals: 2 },
  ])("are $decimals with $what", ({ prices, decimals }) => {
    expect(shownDecimals(rowsAt(prices))).toBe(decimals);
    expect(shownDecimals(rowsAt(prices.toReversed()))).toBe(decimals);
  });

  it.each(["open", "high", "low", "close"])("are not those of an odd %s", (field) => {
    const rows = rowsAt(usual(288)).with(100, { ...usualRow, [field]: "50125.120000001" });
    expect(shownDecimals(rows)).toBe(2);
  });

  it("tell two prices apart that are a tick apart, where 1 % of the rows show the tick", () => {
    const ticks = fc.array(fc.integer({ min: 1_000, max: 9_999 }), { minLength: 5, maxLength: 300 });
    fc.assert(
      fc.property(ticks, fc.integer({ min: 3, max: 8 }), (prices, decimals) => {
        const written = prices.map((price) => (price * 10 ** -decimals).toFixed(decimals));
        const shown = shownDecimals(rowsAt(written));
        expect(new Set(written.map((price) => Number(price).toFixed(shown))).size).toBe(new Set(written).size);
      }),
    );
  });

  it("are those of all answers together: an odd row makes up much of a short one", () => {
    const bodies = [usual(300), ["50125.120000001"]].map((prices) => JSON.stringify({ candles: rowsAt(prices) }));
    const parts = bodies.map((body) => parseCandles(body));
    expect(joinParsed(parts).decimals).toBe(2);
    expect(joinParsed(parts.toReversed()).decimals).toBe(2);
  });
});

const odd = { ...sampleDay[9], close: (sampleDay[9]?.open ?? 0) + 0.000_001 };

it("an odd close of Coinbase's keeps the market's decimals", async () => {
  const rows = sampleDay.map((candle) => toRow(candle)).with(9, toRow(odd));
  const { fetchCandles } = await tryCoinbase(answerWith(rows));
  expect((await fetchCandles()).decimals).toBe(2);
});

it("an odd close of the history's keeps the market's decimals, whichever part it stands in", async () => {
  const candles = sampleDay.map((candle, index) => (index === 9 ? { ...candle, ...odd } : candle));
  const trial = await startHistory({ firstPartBytes: 500 });
  await trial.put(`${folder}${asOf}.csv`, toCsv(candles));
  expect((await trial.readHistory(dayOfBitcoin)).decimals).toBe(2);
});
