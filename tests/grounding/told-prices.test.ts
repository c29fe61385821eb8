import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeFeatures, type FeatureCandle, formatFigures } from "../../src/features/index.ts";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { citableValues } from "../../src/grounding/citable-values.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { parseCandles } from "../../src/market/parse-candles.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import { context, dayOf } from "../features/support/candle-samples.ts";

/** A price of whole ticks, as an exchange writes it: with the tick's decimals, and without zeros at the end or with. */
function write(ticks: bigint, exponent: number, trimmed: boolean): string {
  if (exponent >= 0) return String(ticks * 10n ** BigInt(exponent));
  const digits = String(ticks).padStart(1 - exponent, "0");
  const text = `${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
  return trimmed ? text.replace(/\.?0+$/u, "") : text;
}

/** Ticks from 1e-8 to 100, and prices from 1e-7 to 1e6 of at least one tick. */
const markets = fc
  .record({
    exponent: fc.integer({ min: -8, max: 2 }),
    size: fc.double({ min: -7, max: 6, noNaN: true }),
    moves: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 20, maxLength: 30 }),
    trimmed: fc.boolean(),
  })
  .map(({ exponent, size, moves, trimmed }) => {
    let ticks = BigInt(Math.max(100, Math.round(10 ** (size - exponent))));
    const closes = moves.map((move) => (ticks += BigInt(move)));
    const price = (value: bigint): string => write(value, exponent, trimmed);
    const rows = closes.map((close, index) => {
      const open = closes[index - 1] ?? close;
      const [high, low] = open > close ? [open, close] : [close, open];
      return {
        start: String(context.asOf - (closes.length - index) * 300),
        open: price(open),
        high: price(high + 1n),
        low: price(low - 1n),
        close: price(close),
        volume: "12.5",
      };
    });
    const { candles, decimals } = parseCandles(JSON.stringify({ candles: rows }));
    return { candles, decimals, closes };
  });

function figuresOf(candles: readonly FeatureCandle[], decimals: number) {
  const [known, given] = dayOf(candles);
  return computeFeatures(known, { ...given, decimals });
}

describe("prices of any tick", () => {
  it("read differently where they are a tick apart: in prompt, facts, plain insight and citable values", () => {
    fc.assert(
      fc.property(markets, ({ candles, decimals, closes }) => {
        const features = figuresOf(candles, decimals);
        const texts = formatFigures(features);
        const [last = 0n, before = 0n] = [closes.at(-1), closes.at(-2)];
        expect(Number(texts.last_close)).toBe(features.last_close);
        expect(texts.daily_high).not.toBe(texts.last_close);
        expect(texts.daily_low).not.toBe(texts.last_close);
        expect(Number(texts.price_change) === 0).toBe(last === before);
        const { system, user } = trendAnalysis.render("XRP-USD", features);
        const all = [system, user, writePlainInsight("XRP-USD", features), citableValues(features).join("\n")];
        expect(all.map((text) => / (?:NaN|-?\d[\d.]*e[+-]?\d+)/iu.test(text))).toEqual([false, false, false, false]);
        expect(system).toContain(`- XRP-USD last closed at ${texts.last_close}.`);
        expect(user).toContain(`high was ${texts.daily_high} and low was ${texts.daily_low}.`);
      }),
    );
  });

  it("are checked to the tick: no close beside the true one passes", () => {
    fc.assert(
      fc.property(markets, ({ candles, decimals }) => {
        const features = figuresOf(candles, decimals);
        const subject = { productId: "XRP-USD", maxWords: 100, features };
        const { last_close: close, daily_high: high } = formatFigures(features);
        const closedAt = (price: string | null | undefined) =>
          judgeText(`XRP-USD last closed at ${price}.`, subject).grounded;
        expect(closedAt(close)).toBe(true);
        expect(closedAt(high)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});
