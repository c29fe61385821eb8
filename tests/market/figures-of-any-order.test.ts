import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Candle, CandleQuery } from "../../src/market/candle.ts";
import { assertSoundCandles } from "../../src/market/candle-contract.ts";
import { selectWindow } from "../../src/market/parse-candles.ts";
import { candleSeries, figuresOfDay } from "../features/support/candle-samples.ts";

const query: CandleQuery = {
  productId: "BTC-USD",
  granularity: "FIVE_MINUTE",
  startSeconds: 0,
  endSeconds: 4_000_000_000,
};

/** Sound candles, and the same ones as a bad day serves them: in any order, some of them up to three times. */
const servedBadly: fc.Arbitrary<{ readonly sound: readonly Candle[]; readonly served: readonly Candle[] }> =
  candleSeries.chain((sound) => {
    const copies = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: sound.length, maxLength: sound.length });
    return copies.chain((counts) => {
      const rows = sound.flatMap((candle, index) => Array.from({ length: counts[index] ?? 1 }, () => ({ ...candle })));
      const shuffled = fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length });
      return shuffled.map((served) => ({ sound, served }));
    });
  });

describe("candles in any order, some of them twice", () => {
  it("keep the contract once their window is selected, and give the figures of the sound ones", () => {
    fc.assert(
      fc.property(servedBadly, ({ sound, served }) => {
        const selected = selectWindow(served, query);
        expect(() => assertSoundCandles(selected, "FIVE_MINUTE")).not.toThrow();
        expect(figuresOfDay(selected)).toEqual(figuresOfDay(sound));
      }),
    );
  });

  it("are left as they were served", () => {
    fc.assert(
      fc.property(servedBadly, ({ served }) => {
        const frozen = Object.freeze(served.map((candle) => Object.freeze({ ...candle })));
        selectWindow(frozen, query);
        expect(frozen).toEqual(served);
      }),
    );
  });
});
