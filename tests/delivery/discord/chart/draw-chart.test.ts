import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drawChart } from "../../../../src/delivery/discord/chart/draw-chart.ts";
import { chartMarkets } from "./chart-markets.ts";
import { decodePng, type Picture } from "./decode-png.ts";

/** Pictures that were looked at. `UPDATE_PICTURES=1` draws them anew: look at each before it is kept. */
const pictureOf = (name: string) => join(import.meta.dirname, "pictures", `${name}.png`);
const isUpdating = process.env["UPDATE_PICTURES"] === "1";

/** Pixels of one color within a part of a picture. */
function count({ width, pixels }: Picture, color: number, from = 0, to = width): number {
  return pixels.filter((pixel, index) => pixel === color && index % width >= from && index % width < to).length;
}

describe.each(Object.entries(chartMarkets))("the chart of %s", (name, facts) => {
  const png = drawChart(facts);

  it("is the picture that was looked at, to the last pixel", () => {
    if (isUpdating) writeFileSync(pictureOf(name), png);
    const [drawn, kept] = [decodePng(png), decodePng(readFileSync(pictureOf(name)))];
    expect([drawn.width, drawn.height, drawn.palette]).toEqual([kept.width, kept.height, kept.palette]);
    expect(Buffer.compare(drawn.pixels, kept.pixels)).toBe(0);
  });

  it("takes less than 30 KB", () => {
    expect(png.length).toBeLessThan(30_000);
  });

  it("is opaque, and its text stands out from its ground by more than 7 to 1", () => {
    const { palette } = decodePng(png);
    const [ground, , , text] = palette;
    expect(contrast(ground, text)).toBeGreaterThan(7);
  });

  it("shows candles, and the last price in the margin", () => {
    const picture = decodePng(png);
    expect(count(picture, 4) + count(picture, 5)).toBeGreaterThan(0);
    expect(count(picture, 7, picture.width - 150)).toBeGreaterThan(300);
  });
});

describe("a chart", () => {
  const facts = chartMarkets["btc"];

  it("is the same each time", () => {
    if (facts === undefined) throw new Error("There is no market");
    expect(drawChart(facts).equals(drawChart(facts))).toBe(true);
  });

  it("shows another picture for another price, level, window and title", () => {
    if (facts === undefined) throw new Error("There is no market");
    const others = [
      { ...facts, title: "BTC-EUR, 5 min" },
      { ...facts, levels: [] },
      { ...facts, from: facts.from - 3_600 },
      { ...facts, candles: facts.candles.slice(0, -1) },
    ].map((each) => drawChart(each).toString("base64"));
    expect(new Set([drawChart(facts).toString("base64"), ...others]).size).toBe(5);
  });

  it("of no candle is an empty ground", () => {
    if (facts === undefined) throw new Error("There is no market");
    const { pixels } = decodePng(drawChart({ ...facts, candles: [] }));
    expect(pixels.every((pixel) => pixel === 0)).toBe(true);
  });
});

type Rgb = readonly number[] | undefined;

/** As WCAG 2.2 defines it, from 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = (color ?? []).map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
