import { describe, expect, it } from "vitest";
import { catalogue, computeFeatures, type FeatureCandle, type Figure } from "../../../src/features/index.ts";
import { isClose } from "../support/figure-differences.ts";
import vectors from "./market-vectors.json" with { type: "json" };

interface Window {
  readonly series: string;
  readonly from: number;
  readonly count: number;
  readonly as_of: number;
  readonly expected_count: number;
  readonly previous_day?: string;
  readonly figures: Readonly<Record<string, string | null>>;
}

const windows: readonly Window[] = vectors.windows;

/** The figures of the vectors. One that came later has its own test alone. */
const told = catalogue.filter(({ name }) => windows.some(({ figures }) => figures[name] !== undefined));
const allSeries: Readonly<Record<string, { readonly granularity: string; readonly candles: readonly string[][] }>> =
  vectors.series;

/** A row of the vectors: start, open, high, low, close, volume. */
function toCandle([start, open, high, low, close, volume]: readonly string[]): FeatureCandle {
  return {
    start: Number(start),
    open: Number(open),
    high: Number(high),
    low: Number(low),
    close: Number(close),
    volume: Number(volume),
  };
}

function seriesOf(name: string): { readonly granularity: string; readonly candles: readonly FeatureCandle[] } {
  const series = allSeries[name];
  if (series === undefined) throw new Error(`There is no series ${name}`);
  return { granularity: series.granularity, candles: series.candles.map(toCandle) };
}

function toFigure(text: string | null | undefined): Figure {
  return text === null || text === undefined ? null : Number(text);
}

/** How the vectors were made is told in README.md beside them. Nothing of this service made them. */
describe("computeFeatures, against figures of recorded markets that were computed elsewhere", () => {
  it("has vectors of the figures that it names in every window, null and not", () => {
    expect(told.length).toBeGreaterThanOrEqual(40);
    for (const { name } of told) {
      const values = windows.map(({ figures }) => figures[name]);
      expect(values, name).not.toContain(undefined);
      expect(
        values.some((value) => value !== null),
        name,
      ).toBe(true);
    }
  });

  it.each(windows)("gives the figures of $count candles of $series from $from, of $expected_count", (window) => {
    const { granularity, candles } = seriesOf(window.series);
    const known = candles.slice(window.from, window.from + window.count);
    const features = computeFeatures(known, {
      asOf: window.as_of,
      granularity,
      expectedCount: window.expected_count,
      figures: told.map(({ name }) => name),
      ...(window.previous_day === undefined ? {} : { previousDay: seriesOf(window.previous_day) }),
    });
    const differences = told.flatMap(({ name }) => {
      const [value, wanted] = [features[name], toFigure(window.figures[name])];
      // Of each figure itself, not of the prices that it is made from.
      return isClose(value, wanted, 1e-9 * Math.abs(wanted ?? 0)) ? [] : [`${name}: ${value}, not ${wanted}`];
    });
    expect(differences).toEqual([]);
  });
});
