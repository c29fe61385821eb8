import { readFile } from "node:fs/promises";
import type { Candle } from "../../market/candle.ts";
import { assertSoundCandles } from "../../market/candle-contract.ts";
import { errorCodeOf } from "../../platform/describe-error.ts";
import { ServiceError } from "../../platform/errors.ts";
import { parseJson } from "../../platform/http/http.ts";

const decimalNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

const minCandles = 2;

/**
 * Reads a file in the response format of Coinbase's candles endpoint: `{"candles": [{start, open, high, low, close, volume}]}`.
 *
 * @returns the candles oldest first; of several with the same start the first in the file.
 * @throws ServiceError `CONFIGURATION_INVALID` with one line that names the file and what is wrong with it.
 */
export async function readRecordedCandles(path: string): Promise<readonly Candle[]> {
  const value = parseJson(await readText(path));
  if (value === undefined) throw invalid(path, "is not JSON");
  const rows = isRecord(value) ? value["candles"] : undefined;
  if (!Array.isArray(rows)) throw invalid(path, 'has no array "candles"');
  const byStart = new Map<number, Candle>();
  for (const [index, row] of rows.entries()) {
    const candle = parseRow(path, index, row);
    if (!byStart.has(candle.start)) byStart.set(candle.start, candle);
  }
  if (byStart.size < minCandles) {
    throw invalid(path, `holds ${byStart.size} candles with different starts, at least ${minCandles} are needed`);
  }
  const candles = [...byStart.values()].toSorted((left, right) => left.start - right.start);
  try {
    // Whatever their length, candles start at whole minutes.
    assertSoundCandles(candles, "ONE_MINUTE");
  } catch (error) {
    throw invalid(path, `holds unsound candles: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  return candles;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "ENOENT") throw invalid(path, "does not exist", error);
    throw invalid(path, `can't be read (${code ?? String(error)})`, error);
  }
}

function parseRow(path: string, index: number, row: unknown): Candle {
  if (!isRecord(row)) throw invalid(path, `candles[${index}] is not an object`);
  const read = (field: keyof Candle): number => {
    const number = toNumber(row[field]);
    if (number !== undefined) return number;
    const found = row[field] === undefined ? "is missing" : `is ${JSON.stringify(row[field])}, not a number`;
    throw invalid(path, `candles[${index}].${field} ${found}`);
  };
  const start = read("start");
  if (!Number.isSafeInteger(start) || start < 0) {
    throw invalid(path, `candles[${index}].start is ${start}, not a time in whole UNIX seconds`);
  }
  return {
    start,
    open: read("open"),
    high: read("high"),
    low: read("low"),
    close: read("close"),
    volume: read("volume"),
  };
}

/** A finite number, given as one or as a string that Coinbase could have written. */
function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || !decimalNumber.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(path: string, problem: string, cause?: unknown): ServiceError {
  return new ServiceError("CONFIGURATION_INVALID", `market file ${path}: ${problem}`, { cause });
}
