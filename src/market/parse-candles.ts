import { ServiceError } from "../platform/errors.ts";
import { parseJson } from "../platform/http/http.ts";
import type { Candle, CandleQuery } from "./candle.ts";
import { marketDecimals, rowDecimals, type WrittenPrices } from "./shown-decimals.ts";
import { toNumber } from "./to-number.ts";

/** The rows of a source, as numbers, and the precision that they were written with. */
export interface ParsedCandles {
  readonly candles: readonly Candle[];
  /** Decimals that each row shows, see `rowDecimals`. */
  readonly decimalsOfRows: readonly number[];
  /** Decimals of the market's prices, see `shownDecimals`. */
  readonly decimals: number;
}

/** Joins the rows of several answers, in their order: the precision is that of all of them together. */
export function joinParsed(parts: readonly ParsedCandles[]): ParsedCandles {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const decimalsOfRows = parts.flatMap((part) => part.decimalsOfRows);
  const candles = parts.flatMap((part) => part.candles);
  return { candles, decimalsOfRows, decimals: marketDecimals(decimalsOfRows) };
}

/** Coinbase sends every number as a string and may add fields. */
type Row = WrittenPrices & { readonly start?: unknown; readonly volume?: unknown };

/** By hand: a schema took as long for some hundred rows as all that is computed with them. (npm run bench:message) */
function isRow(row: unknown): row is Row {
  return typeof row === "object" && row !== null && !Array.isArray(row);
}

/** What a row that is no object says of its candle. */
const noFields: Row = {};

/** The rows of an answer. A list that lacks is no empty market: it says nothing. */
function rowsOf(answer: unknown): readonly Row[] | null {
  const candles: unknown = isRow(answer) && "candles" in answer ? answer.candles : null;
  return Array.isArray(candles) ? candles.map((row: unknown) => (isRow(row) ? row : noFields)) : null;
}

/** UNIX seconds since 2001, else NaN: milliseconds or a number that lost digits would pass for a row outside the window. */
function parseStart(start: unknown): number {
  const isNumber = typeof start === "string" || typeof start === "number";
  return isNumber && /^\d{10}$/.test(String(start)) ? Number(start) : Number.NaN;
}

/**
 * Reads the body of Coinbase's candles endpoint: rows newest first, every field a string.
 *
 * @throws ServiceError `CANDLES_UNAVAILABLE` (retryable) if the body holds no list of candles. A field that lacks or is no
 * number becomes NaN, for the candle contract to name; so does a start that is not written as 10 decimal digits, and every
 * field of a row that is no object.
 */
export function parseCandles(body: string): ParsedCandles {
  const rows = rowsOf(parseJson(body));
  if (rows === null) {
    throw new ServiceError("CANDLES_UNAVAILABLE", "Coinbase answered 200 without a list of candles", {
      retryable: true,
    });
  }
  const candles = rows.map((row) => ({
    start: parseStart(row.start),
    open: toNumber(row.open),
    high: toNumber(row.high),
    low: toNumber(row.low),
    close: toNumber(row.close),
    volume: toNumber(row.volume),
  }));
  const decimalsOfRows = rows.map((row) => rowDecimals(row));
  return { candles, decimalsOfRows, decimals: marketDecimals(decimalsOfRows) };
}

/**
 * The candles of a window, oldest first. Rows outside of `[startSeconds, endSeconds)` are dropped, so the forming candle
 * never stays, and so are exact doubles. Two rows that tell one interval differently both stay, see `settleDoubles`; rows
 * without a sound start stay at the end, for the contract to name them.
 */
export function selectWindow(
  candles: readonly Candle[],
  query: Pick<CandleQuery, "startSeconds" | "endSeconds">,
): Candle[] {
  const inside: Candle[] = [];
  let isNewestFirst = true;
  for (const candle of candles) {
    const { start } = candle;
    const isSound = Number.isFinite(start);
    if (isSound && (start < query.startSeconds || start >= query.endSeconds)) continue;
    const previous = inside.at(-1);
    if (!isSound || (previous !== undefined && previous.start <= start)) isNewestFirst = false;
    inside.push(candle);
  }
  // As Coinbase answers, without doubles: nothing is left to sort or to compare.
  if (isNewestFirst) return inside.toReversed();
  return inside
    .toSorted((a, b) => orderOf(a) - orderOf(b))
    .filter((candle, index, sorted) => !isSameCandle(candle, sorted[index - 1]));
}

function orderOf({ start }: Candle): number {
  return Number.isFinite(start) ? start : Number.MAX_VALUE;
}

function isSameCandle(one: Candle, other: Candle | undefined): boolean {
  return (
    other !== undefined &&
    one.start === other.start &&
    one.open === other.open &&
    one.high === other.high &&
    one.low === other.low &&
    one.close === other.close &&
    one.volume === other.volume
  );
}
