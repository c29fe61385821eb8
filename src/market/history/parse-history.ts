import type { Candle } from "../candle.ts";
import type { ParsedCandles } from "../parse-candles.ts";
import { marketDecimals, rowDecimals, type WrittenPrices } from "../shown-decimals.ts";
import { toNumber } from "../to-number.ts";

/** `start,open,high,low,close,volume,trend` */
const columnCount = 7;

/** Which ends of a file the lines hold: there a line may be torn, since a file can be read while it grows. */
export interface HeldEnds {
  readonly beginning: boolean;
  readonly end: boolean;
}

/**
 * Reads lines of the collector's CSV, `start,open,high,low,close,volume,trend` without a header, in the lines' order.
 *
 * Blank lines are passed over, and so is the first or the last line of a file if it is torn or a header. Anywhere else a
 * line with fewer or more fields becomes a candle with NaN in it, for the candle contract to name. `trend` is not read.
 */
export function parseHistory(lines: readonly string[], ends: HeldEnds): ParsedCandles {
  const rows = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.split(",").map((field) => field.trim()))
    .filter((row) => row.join("") !== "");
  const from = ends.beginning && isTorn(rows[0]) ? 1 : 0;
  const before = ends.end && isTorn(rows.at(-1)) ? -1 : undefined;
  const whole = rows.slice(from, before);
  const decimalsOfRows = whole.map((row) => rowDecimals(pricesOf(row)));
  return { candles: whole.map((row) => toCandle(row)), decimalsOfRows, decimals: marketDecimals(decimalsOfRows) };
}

function pricesOf([, open, high, low, close]: readonly string[]): WrittenPrices {
  return { open, high, low, close };
}

function isTorn(row: readonly string[] | undefined): boolean {
  return row !== undefined && (row.length !== columnCount || Number.isNaN(parseStart(row[0])));
}

function toCandle(row: readonly string[]): Candle {
  const [start, open, high, low, close, volume] = row;
  return {
    start: parseStart(start),
    open: toNumber(open),
    high: toNumber(high),
    low: toNumber(low),
    close: toNumber(close),
    // With fields too few the volume may itself have been cut (12.5 of 12.57); with too many a line was cut, and the next
    // one glued to it.
    volume: row.length === columnCount ? toNumber(volume) : Number.NaN,
  };
}

const isoTimeWithZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * UNIX seconds of a `start`: UNIX seconds (10 digits) or milliseconds (13 digits), both since 2001, or ISO 8601 with its
 * zone. NaN for all else: a number of another length has lost digits, a time without a zone can be anybody's.
 */
function parseStart(text = ""): number {
  if (isoTimeWithZone.test(text)) return Date.parse(text.replace(" ", "T")) / 1_000;
  if (/^\d{13}(\.0*)?$/.test(text)) return Number(text) / 1_000;
  return /^\d{10}(\.0*)?$/.test(text) ? Number(text) : Number.NaN;
}
