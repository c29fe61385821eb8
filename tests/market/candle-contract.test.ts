import { describe, expect, it } from "vitest";
import type { Candle } from "../../src/market/candle.ts";
import { assertEnoughCandles, assertSoundCandles } from "../../src/market/candle-contract.ts";
import { thrownBy } from "../support/thrown-by.ts";

const asOf = 1_700_049_600;

/** Sound candles of five minutes, the last of which closes at `asOf`. */
function soundCandles(count: number): Candle[] {
  return Array.from({ length: count }, (_, index) => ({
    start: asOf - (count - index) * 300,
    open: 100,
    high: 102,
    low: 99,
    close: 101,
    volume: 5,
  }));
}

/** Six sound candles, the third of which has other values. */
function withThird(fields: Partial<Candle>): Candle[] {
  return soundCandles(6).map((candle, index) => (index === 2 ? { ...candle, ...fields } : candle));
}

/** The start of the third of {@link withThird}. */
const thirdStart = asOf - 4 * 300;

describe("sound candles", () => {
  it.each([
    { what: "any number of them", candles: soundCandles(288) },
    { what: "none", candles: [] },
    { what: "gaps", candles: soundCandles(6).filter((_, index) => index !== 2) },
    { what: "a price that did not move", candles: withThird({ open: 100, high: 100, low: 100, close: 100 }) },
    { what: "no volume", candles: withThird({ volume: 0 }) },
    { what: "a close at the high and an open at the low", candles: withThird({ open: 99, close: 102 }) },
    { what: "the smallest prices", candles: withThird({ open: 1e-9, high: 2e-9, low: 1e-9, close: 2e-9 }) },
  ])("may be $what", ({ candles }) => {
    expect(() => assertSoundCandles(candles, "FIVE_MINUTE")).not.toThrow();
  });

  const notFinite = ["start", "open", "high", "low", "close", "volume"].flatMap((field) =>
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => ({
      fields: { [field]: value },
      start: field === "start" ? value : thirdStart,
      code: "CANDLE_NOT_FINITE",
      fault: `has a ${field} that is not a finite number`,
    })),
  );

  it.each([
    ...notFinite,
    {
      fields: { high: 1e155 },
      start: thirdStart,
      code: "CANDLE_NOT_FINITE",
      fault: "has a high of 1e+155, beyond what can be computed with",
    },
    {
      fields: { start: thirdStart + 1 },
      start: thirdStart + 1,
      code: "CANDLE_OFF_GRID",
      fault: "does not start at a multiple of 300 seconds",
    },
    {
      fields: { start: thirdStart - 300 },
      start: thirdStart - 300,
      code: "CANDLE_DUPLICATED",
      fault: "stands there twice",
    },
    {
      fields: { start: thirdStart - 600 },
      start: thirdStart - 600,
      code: "CANDLE_OUT_OF_ORDER",
      fault: "is older than the one before it",
    },
    ...(["open", "high", "low", "close"] as const).map((field) => ({
      fields: { [field]: 0 },
      start: thirdStart,
      code: "CANDLE_PRICE_NOT_POSITIVE",
      fault: `has ${field === "open" ? "an" : "a"} ${field} of 0; prices are above 0`,
    })),
    {
      fields: { low: -1 },
      start: thirdStart,
      code: "CANDLE_PRICE_NOT_POSITIVE",
      fault: "has a low of -1; prices are above 0",
    },
    {
      fields: { volume: -0.1 },
      start: thirdStart,
      code: "CANDLE_VOLUME_NEGATIVE",
      fault: "has a volume of -0.1; volumes are not below 0",
    },
    {
      fields: { low: 100.5 },
      start: thirdStart,
      code: "CANDLE_LOW_TOO_HIGH",
      fault: "has a low of 100.5 above its open or close",
    },
    {
      fields: { close: 98 },
      start: thirdStart,
      code: "CANDLE_LOW_TOO_HIGH",
      fault: "has a low of 99 above its open or close",
    },
    {
      fields: { high: 100.5 },
      start: thirdStart,
      code: "CANDLE_HIGH_TOO_LOW",
      fault: "has a high of 100.5 below its open or close",
    },
    {
      fields: { open: 103 },
      start: thirdStart,
      code: "CANDLE_HIGH_TOO_LOW",
      fault: "has a high of 102 below its open or close",
    },
  ])("are not those with $fields: $code says that the third $fault", async ({ fields, start, code, fault }) => {
    const candles = withThird(fields);
    const error = await thrownBy(Promise.try(() => assertSoundCandles(candles, "FIVE_MINUTE")));
    expect(error.code).toBe(code);
    expect(error.retryable, "the next answer may be sound").toBe(true);
    expect(error.message).toBe(`Candle 3 of 6 (start ${start}) ${fault}`);
    expect(error.details).toEqual({ index: 2, candle: candles[2] });
  });

  it("are not candles newest first", () => {
    const candles = soundCandles(6).toReversed();
    expect(() => assertSoundCandles(candles, "FIVE_MINUTE")).toThrow(
      `Candle 2 of 6 (start ${asOf - 600}) is older than the one before it`,
    );
  });

  it("stand on the grid of their own length", () => {
    const candles = soundCandles(6);
    expect(() => assertSoundCandles(candles, "ONE_MINUTE")).not.toThrow();
    expect(() => assertSoundCandles(candles, "ONE_HOUR")).toThrow("does not start at a multiple of 3600 seconds");
  });

  it("are judged in their order: the first one that breaks the contract is named", () => {
    const candles = soundCandles(6).map((candle, index) => (index >= 3 ? { ...candle, volume: -index } : candle));
    expect(() => assertSoundCandles(candles, "FIVE_MINUTE")).toThrow("Candle 4 of 6");
  });
});

/** What is known of a market whose newest candle closed at `closedAt`. */
function knownOf(candles: readonly Candle[], closedAt = asOf) {
  return { candles, asOf: closedAt };
}

describe("enough candles", () => {
  it("are 5 that reach to the present", () => {
    expect(() => assertEnoughCandles("BTC-USD", knownOf(soundCandles(5)), "FIVE_MINUTE", asOf)).not.toThrow();
  });

  it.each([0, 1, 4])("are not %i", async (count) => {
    const error = await thrownBy(
      Promise.try(() => assertEnoughCandles("BTC-USD", knownOf(soundCandles(count)), "FIVE_MINUTE", asOf + 7_200)),
    );
    expect([error.code, error.retryable, error.details]).toEqual(["NOT_ENOUGH_CANDLES", false, { count }]);
    expect(error.message).toBe(`BTC-USD has ${count} candles in the window, fewer than 5`);
  });

  it("may be 30 minutes old, counted from the close of the last", () => {
    expect(() => assertEnoughCandles("BTC-USD", knownOf(soundCandles(5)), "FIVE_MINUTE", asOf + 1_800)).not.toThrow();
  });

  it("are stale beyond that", async () => {
    const error = await thrownBy(
      Promise.try(() => assertEnoughCandles("BTC-USD", knownOf(soundCandles(5)), "FIVE_MINUTE", asOf + 1_801)),
    );
    expect([error.code, error.retryable, error.details]).toEqual(["MARKET_STALE", false, { ageSeconds: 1_801 }]);
    expect(error.message).toBe("The last candle of BTC-USD closed 1801 seconds ago, more than 1800");
  });

  it.each([
    ["FIVE_MINUTE", 1_800],
    ["FIFTEEN_MINUTE", 1_800],
    ["ONE_HOUR", 7_200],
  ] as const)("of %s may be %i seconds old", (granularity, seconds) => {
    const judge = (age: number) => (): void =>
      assertEnoughCandles("BTC-USD", knownOf(soundCandles(5)), granularity, asOf + age);
    expect(judge(seconds)).not.toThrow();
    expect(judge(seconds + 1)).toThrow(expect.objectContaining({ code: "MARKET_STALE" }));
  });

  it("are stale where the window has none and an older one is known", async () => {
    const [earlier] = soundCandles(1);
    const known = { candles: [], asOf, ...(earlier === undefined ? {} : { earlier }) };
    const error = await thrownBy(
      Promise.try(() => assertEnoughCandles("BTC-USD", known, "FIVE_MINUTE", asOf + 8_640_000)),
    );
    expect([error.code, error.retryable, error.details]).toEqual(["MARKET_STALE", false, { ageSeconds: 8_640_000 }]);
  });
});
