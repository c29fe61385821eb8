import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFigures } from "../../src/features/index.ts";
import { allFigures, anyFigures, exampleFigures, figureNames, noFigures } from "./support/figure-samples.ts";

describe("formatFigures", () => {
  it("writes prices, RSI, percent and volume with two decimals from 1 upward", () => {
    expect(formatFigures(allFigures)).toEqual({
      rolling_avg: "50000.00",
      ema: "50100.00",
      rsi: "65.00",
      bollinger_upper: "51000.00",
      bollinger_lower: "49000.00",
      price_change: "500.00",
      volume_change: "100.00",
      daily_high: "51500.00",
      daily_low: "49500.00",
      buying_momentum: "1000.00",
      selling_momentum: "500.00",
      last_close: "50250.00",
      change_24h: "-1250.00",
      change_24h_pct: "-2.43",
    });
  });

  it.each([
    [1, "1.00"],
    [0.999_99, "1.0000"],
    [0.5, "0.5000"],
    [0.1, "0.1000"],
    [0.099_999, "0.10000"],
    [0.001, "0.001000"],
    [0.000_012_344, "0.00001234"],
    [1e-8, "0.00000001000"],
    [1.234_56, "1.23"],
    [1e7, "10000000.00"],
    [1e22, "10000000000000000000000.00"],
  ])("writes a last close of %d as %s", (last_close, text) => {
    expect(formatFigures({ ...noFigures, last_close }).last_close).toBe(text);
  });

  it.each([
    { decimals: undefined, last_close: 2.45, text: "2.45" },
    { decimals: 4, last_close: 2.45, text: "2.4500" },
    { decimals: 0, last_close: 50_000, text: "50000.00" },
    { decimals: 10, last_close: 1e6, text: "1000000.0000000000" },
    { decimals: 99, last_close: 2, text: "2.0000000000" },
    { decimals: 2.5, last_close: 2, text: "2.00" },
    { decimals: 8, last_close: 0.5, text: "0.50000000" },
    { decimals: 2, last_close: 0.001_234_6, text: "0.001235" },
  ])("writes a last close of $last_close as $text where the market quotes $decimals decimals", (quoted) => {
    const { decimals, last_close, text } = quoted;
    expect(
      formatFigures({ ...noFigures, last_close, ...(decimals === undefined ? {} : { decimals }) }).last_close,
    ).toBe(text);
  });

  it("never writes a traded price as 0", () => {
    const texts = formatFigures({ ...noFigures, last_close: 76_448.39, daily_low: 1e-9, price_change: 1e-12 });
    expect([texts.last_close, texts.daily_low, texts.price_change]).toEqual(["76448.39", "0.000000001", "0.00"]);
  });

  it("gives all prices of one text the decimals of the last close", () => {
    const texts = formatFigures({
      ...noFigures,
      last_close: 0.000_012_34,
      rolling_avg: 1.5,
      price_change: -0.000_000_5,
      selling_momentum: 0,
      rsi: 12.345_6,
      change_24h_pct: 0.001,
    });
    expect(texts.rolling_avg).toBe("1.50000000");
    expect(texts.price_change).toBe("-0.00000050");
    expect(texts.selling_momentum).toBe("0.00000000");
    expect(texts.rsi).toBe("12.35");
    expect(texts.change_24h_pct).toBe("0.00");
  });

  it.each(["rolling_avg", "ema", "daily_low", "daily_high", "bollinger_upper"] as const)(
    "takes the decimals from %s where there is no last close",
    (name) => {
      expect(formatFigures({ ...noFigures, [name]: 0.012_3, price_change: 0.000_5 }).price_change).toBe("0.00050");
    },
  );

  it("falls back to two decimals where no price is known", () => {
    expect(formatFigures({ ...noFigures, price_change: 1.234 }).price_change).toBe("1.23");
    expect(formatFigures({ ...noFigures, last_close: 0 }).last_close).toBe("0.00");
  });

  it.each([
    [12.345, "12.35"],
    [-0.5, "-0.5000"],
    [0.012_345, "0.01235"],
    [0.000_012_345, "0.00001234"],
    [0.000_000_123_45, "0.00000012"],
    [-1e-12, "0.00000000"],
    [0, "0.00"],
  ])("writes a volume change of %d as %s", (volume_change, text) => {
    expect(formatFigures({ ...exampleFigures, volume_change }).volume_change).toBe(text);
  });

  it.each([-0.001, -0, -0.004_9])("never writes minus zero: %d", (price_change) => {
    expect(formatFigures({ ...exampleFigures, price_change }).price_change).toBe("0.00");
  });

  it("writes prices too small for 100 decimals as zero instead of failing", () => {
    expect(formatFigures({ ...noFigures, last_close: 1e-200 }).last_close).toBe(`0.${"0".repeat(100)}`);
  });

  it("writes plain decimals for any figures, and null for null", () => {
    fc.assert(
      fc.property(anyFigures, (figures) => {
        const texts = formatFigures(figures);
        expect(Object.keys(texts)).toEqual([...figureNames]);
        const plain = /^(?!-[0.]+$)-?\d+\.\d{2,}$/u;
        const wrong = figureNames.filter((name) =>
          figures[name] === null ? texts[name] !== null : !plain.test(texts[name] ?? ""),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it("shows four significant digits of any last close below 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.99, noNaN: true }), (last_close) => {
        const text = formatFigures({ ...noFigures, last_close }).last_close ?? "";
        expect(Math.abs(Number(text) - last_close) / last_close).toBeLessThanOrEqual(0.000_501);
      }),
    );
  });
});
