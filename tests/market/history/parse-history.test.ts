import { describe, expect, it } from "vitest";
import type { Candle } from "../../../src/market/candle.ts";
import { parseHistory } from "../../../src/market/history/parse-history.ts";
import { keepFullestRows } from "../../../src/market/settle-doubles.ts";

const rowsOf: (...given: Parameters<typeof parseHistory>) => readonly Candle[] = (...given) =>
  parseHistory(...given).candles;

const whole = { beginning: true, end: true };
const middle = { beginning: false, end: false };

const line = "1700049300,100,101.25,99.5,101,3.75,up";
const candle: Candle = { start: 1_700_049_300, open: 100, high: 101.25, low: 99.5, close: 101, volume: 3.75 };
const laterLine = "1700049600,101,102,100,100.5,0,down";
const later: Candle = { start: 1_700_049_600, open: 101, high: 102, low: 100, close: 100.5, volume: 0 };

describe("the lines of the collector", () => {
  it("become candles, in their order", () => {
    expect(rowsOf([line, laterLine], whole)).toEqual([candle, later]);
    expect(rowsOf([laterLine, line], whole)).toEqual([later, candle]);
  });

  it("may end as on Windows, be blank, hold blanks, and say anything as their trend", () => {
    const lines = ["", `${line}\r`, "  \r", " 1700049600 , 101,102,100,100.5,0,", ",,", ""];
    expect(rowsOf(lines, whole)).toEqual([candle, later]);
  });

  it("may begin with a byte order mark", () => {
    expect(rowsOf([`\uFEFF${line}`, laterLine], whole)).toEqual([candle, later]);
  });

  it("may write small prices with an exponent", () => {
    const [first] = rowsOf(["1700049300,8.94E-06,9e-6,8.9e-06,0.0000091,1e9,up"], whole);
    expect(first).toEqual({ ...candle, open: 8.94e-6, high: 9e-6, low: 8.9e-6, close: 9.1e-6, volume: 1e9 });
  });

  it.each([[[]], [[""]], [["start,open,high,low,close,volume,trend"]]])("%j hold no candle", (lines) => {
    expect(rowsOf(lines, whole)).toEqual([]);
  });
});

describe("the start of a line", () => {
  it.each([
    "1700049300",
    "1700049300.0",
    "1700049300000",
    "2023-11-15T11:55:00Z",
    "2023-11-15T11:55Z",
    "2023-11-15T12:55:00.000+01:00",
    "2023-11-15 11:55:00+00:00",
    "2023-11-15 11:55:00+0000",
  ])("may be %s", (start) => {
    expect(rowsOf([line.replace("1700049300", start)], middle)).toEqual([candle]);
  });

  it.each([
    "700049300",
    "17000493000",
    "0",
    "-1700049300",
    "",
    "soon",
    "2023-11-15T11:55:00",
    "2023-11-15 11:55:00",
    "2023-11-15",
    "2023-13-45T11:55:00Z",
    "1.7000493e9",
  ])("is not %j: that is cut, or could be anybody's time", (start) => {
    const [read] = rowsOf([line.replace("1700049300", start)], middle);
    expect(read).toEqual({ ...candle, start: Number.NaN });
  });
});

describe("a line that was torn", () => {
  const torn = ["1700049600,101,102,100,100.5,0", "1700049600,101,1", "17000", "17000,101,102,100,100.5,0,down"];

  it.each(torn)("(%s) is left out where it is the last of its file", (last) => {
    expect(rowsOf([line, last], whole)).toEqual([candle]);
    expect(rowsOf([line, last, "", ""], { beginning: false, end: true })).toEqual([candle]);
  });

  it.each([...torn, "start,open,high,low,close,volume,trend", "93,100,101,99,100,1,up"])(
    "(%s) is left out where it is the first of its file",
    (first) => {
      expect(rowsOf(["", first, line], whole)).toEqual([candle]);
      expect(rowsOf([first, line], { beginning: true, end: false })).toEqual([candle]);
    },
  );

  it("keeps its place as a candle of NaN elsewhere, for the contract to name", () => {
    const lines = [line, "1700049600,101,102,100,100.5,0", laterLine];
    expect(rowsOf(lines, whole)[1]).toEqual({ ...later, volume: Number.NaN });
    expect(rowsOf(["1700049600,101", line], middle)[0]).toMatchObject({ start: 1_700_049_600, high: Number.NaN });
  });

  it.each(["1700049600,101,102,100.", "1700049600,101,102,100,100.5,0.5", "17000496"])(
    "(%s) and the next line glued to it are no candle of plausible numbers",
    (cut) => {
      const glued = `${cut}${laterLine}`;
      const [row] = rowsOf([glued], middle);
      expect([row?.start, row?.volume].some((value) => Number.isNaN(value))).toBe(true);
      expect(rowsOf([line, glued], whole), "nor the last line of a file").toEqual([candle]);
    },
  );

  it("is not one that is whole and says nonsense", () => {
    const last = "1700049600,101,102,100,100.5,none,down";
    expect(rowsOf([line, last], whole)).toEqual([candle, { ...later, volume: Number.NaN }]);
  });
});

describe("rows that tell one interval", () => {
  const fuller = { ...candle, close: 102, high: 102, volume: 4.5 };

  it("become the one with the most volume, whatever their order: it was collected last", () => {
    for (const rows of [
      [candle, later, fuller],
      [fuller, later, candle],
    ]) {
      expect(keepFullestRows(rows).toSorted((a, b) => a.start - b.start)).toEqual([fuller, later]);
    }
  });

  it("become the whole one where the others are torn", () => {
    const torn = { ...candle, volume: Number.NaN };
    expect(keepFullestRows([torn, candle, torn])).toEqual([candle]);
    expect(keepFullestRows([torn])).toEqual([torn]);
  });

  it("all stay where their volume is the same", () => {
    const other = { ...candle, close: 99.75 };
    expect(keepFullestRows([candle, other, candle])).toEqual([candle, other, candle]);
  });

  it("of no known start stay, for the contract to name", () => {
    const lost = { ...candle, start: Number.NaN };
    expect(keepFullestRows([lost, later])).toEqual([lost, later]);
  });
});
