import { isFarAbove, isFarBelow } from "./far-wick.ts";
import { plainDecimals } from "./plain-decimals.ts";
import { toNumber } from "./to-number.ts";

/** A price is never given with fewer decimals, nor with more: what claims to be finer is no precision. */
export const minDecimals = 2;
export const maxDecimals = 10;

/** A row's prices as its source wrote them: texts, or numbers of a JSON. */
export interface WrittenPrices {
  readonly open?: unknown;
  readonly high?: unknown;
  readonly low?: unknown;
  readonly close?: unknown;
}

/** So small a share of a market's rows, or a single one, says nothing of its precision. */
const oddShare = 0.01;
const minShowing = 2;

/** Of fewer rows each one counts: no insight is made of them, and a tick may show in one alone. */
const minRows = 5;

/**
 * The precision of a market: the most decimals that its rows are written with, zeros at the end counted, within 2 and 10.
 *
 * At least 2 rows must show that many, and at least 1 % of all: with one odd close of 50125.120000001 every price would be
 * given with nine decimals.
 */
export function shownDecimals(rows: Iterable<WrittenPrices>): number {
  return marketDecimals(Array.from(rows, (row) => rowDecimals(row)));
}

/** The precision of a market whose rows show so many decimals each, see {@link shownDecimals}. */
export function marketDecimals(decimalsOfRows: readonly number[]): number {
  const count = decimalsOfRows.length;
  const showing = count < minRows ? 1 : Math.max(minShowing, Math.ceil(count * oddShare));
  const most = mostShownBy(showing, decimalsOfRows);
  return Math.min(maxDecimals, Math.max(minDecimals, most));
}

/** The most decimals that at least `showing` rows have; 2 where there are fewer rows. */
function mostShownBy(showing: number, decimalsOfRows: readonly number[]): number {
  const rowsBy = new Map<number, number>();
  for (const decimals of decimalsOfRows) rowsBy.set(decimals, (rowsBy.get(decimals) ?? 0) + 1);
  let rows = 0;
  for (const [decimals, count] of [...rowsBy].toSorted(([one], [other]) => other - one)) {
    rows += count;
    if (rows >= showing) return decimals;
  }
  return minDecimals;
}

/**
 * The most decimals that a row's prices are written with. A high or low far off its open and close (see `far-wick.ts`) says
 * nothing of them.
 */
export function rowDecimals({ open, high, low, close }: WrittenPrices): number {
  let most = Math.max(decimalsOf(open), decimalsOf(close));
  const [highDecimals, lowDecimals] = [decimalsOf(high), decimalsOf(low)];
  if (highDecimals > most && !isFarAbove(toNumber(high), toNumber(open), toNumber(close))) most = highDecimals;
  if (lowDecimals > most && !isFarBelow(toNumber(low), toNumber(open), toNumber(close))) most = lowDecimals;
  return most;
}

/** Decimals that a price is written with: 4 of `2.4500`, 8 of `1e-8`; 0 of what is no number. */
export function decimalsOf(price: unknown): number {
  const text = typeof price === "number" ? String(price) : typeof price === "string" ? price.trim() : "";
  const plain = plainDecimals(text);
  if (plain !== null) return plain;
  if (text === "" || Number.isNaN(Number(text))) return 0;
  const [digits = "", exponent = "0"] = text.split(/e/i);
  const point = digits.indexOf(".");
  return Math.max(0, (point === -1 ? 0 : digits.length - point - 1) - Number(exponent));
}
