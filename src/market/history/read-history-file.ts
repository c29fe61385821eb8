import type { ObjectStore, StoredObject } from "../../platform/aws/object-store.ts";
import type { Candle } from "../candle.ts";
import { joinParsed, type ParsedCandles } from "../parse-candles.ts";
import { parseHistory } from "./parse-history.ts";

/** How a file is read. */
export interface HistoryReading {
  readonly objects: Pick<ObjectStore, "readPart">;
  /** The window's start, UNIX seconds: rows from before it are not needed. */
  readonly startSeconds: number;
  readonly signal: AbortSignal;
  /** Bytes of the first part that is read; each further one has twice as many. */
  readonly firstPartBytes: number;
  /** Bytes that are read at most. */
  readonly maxBytes: number;
}

/** Whole lines of a file, in its order. */
interface Part {
  readonly lines: readonly string[];
  readonly holdsBeginning: boolean;
  readonly holdsEnd: boolean;
}

/**
 * Reads the newest rows of a CSV whose lines stand oldest first or newest first, back to the window's start: of a file of
 * years no more than its last day, from whichever end that stands at.
 *
 * @returns the rows in the file's order, also some from before the window; null where the window is not covered within
 * `maxBytes`.
 * @throws what `readPart` throws, and the signal's reason once it aborts.
 */
export async function readHistoryFile(object: StoredObject, reading: HistoryReading): Promise<ParsedCandles | null> {
  let rows = noRows;
  for await (const part of readBackward(object, reading)) {
    rows = joinParsed([parsePart(part), rows]);
    if (part.holdsBeginning) return rows;
    const order = orderOf(rows.candles);
    if (order === "newest first") return await readForwardToStart(object, reading);
    if (order === "oldest first" && isBefore(rows.candles[0], reading.startSeconds)) return rows;
  }
  return null;
}

async function readForwardToStart(object: StoredObject, reading: HistoryReading): Promise<ParsedCandles | null> {
  let rows = noRows;
  for await (const part of readForward(object, reading)) {
    rows = joinParsed([rows, parsePart(part)]);
    if (part.holdsEnd || isBefore(rows.candles.at(-1), reading.startSeconds)) return rows;
  }
  return null;
}

const noRows = joinParsed([]);

function parsePart({ lines, holdsBeginning, holdsEnd }: Part): ParsedCandles {
  return parseHistory(lines, { beginning: holdsBeginning, end: holdsEnd });
}

/** Null where the rows are of fewer than two intervals. */
function orderOf(rows: readonly Candle[]): "oldest first" | "newest first" | null {
  const starts = rows.map(({ start }) => start).filter((start) => Number.isFinite(start));
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  return first === last ? null : first < last ? "oldest first" : "newest first";
}

function isBefore(row: Candle | undefined, startSeconds: number): boolean {
  return row !== undefined && row.start < startSeconds;
}

/** The parts of a file from its end to its beginning, within the bytes that may be read. */
async function* readBackward(object: StoredObject, reading: HistoryReading): AsyncGenerator<Part> {
  let beforeByte = object.sizeBytes;
  let lineEnd = "";
  let holdsEnd = true;
  for (const partBytes of partSizes(object, reading)) {
    const fromByte = beforeByte - partBytes;
    const text = (await reading.objects.readPart(object, { fromByte, beforeByte }, reading.signal)) + lineEnd;
    reading.signal.throwIfAborted();
    beforeByte = fromByte;
    const holdsBeginning = fromByte === 0;
    const firstLineEnd = text.indexOf("\n") + 1;
    // A line that begins before this part is read with the part before it.
    if (firstLineEnd === 0 && !holdsBeginning) {
      lineEnd = text;
      continue;
    }
    lineEnd = holdsBeginning ? "" : text.slice(0, firstLineEnd);
    yield { lines: text.slice(lineEnd.length).split("\n"), holdsBeginning, holdsEnd };
    holdsEnd = false;
  }
}

/** The parts of a file from its beginning to its end, within the bytes that may be read. */
async function* readForward(object: StoredObject, reading: HistoryReading): AsyncGenerator<Part> {
  let fromByte = 0;
  let lineBegin = "";
  let holdsBeginning = true;
  for (const partBytes of partSizes(object, reading)) {
    const beforeByte = fromByte + partBytes;
    const text = lineBegin + (await reading.objects.readPart(object, { fromByte, beforeByte }, reading.signal));
    reading.signal.throwIfAborted();
    fromByte = beforeByte;
    const holdsEnd = beforeByte === object.sizeBytes;
    const linesEnd = holdsEnd ? text.length : text.lastIndexOf("\n") + 1;
    lineBegin = text.slice(linesEnd);
    if (linesEnd === 0) continue;
    yield { lines: text.slice(0, linesEnd).split("\n"), holdsBeginning, holdsEnd };
    holdsBeginning = false;
  }
}

/** How many bytes each part has: twice those of the one before, together no more than there are or may be read. */
function* partSizes({ sizeBytes }: StoredObject, reading: HistoryReading): Generator<number> {
  let leftBytes = Math.min(sizeBytes, reading.maxBytes);
  for (let partBytes = reading.firstPartBytes; leftBytes > 0; partBytes *= 2) {
    const nextBytes = Math.min(partBytes, leftBytes);
    yield nextBytes;
    leftBytes -= nextBytes;
  }
}
