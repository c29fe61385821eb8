import { existsSync, readFileSync } from "node:fs";
import * as z from "zod/mini";
import { type Granularity, granularitySeconds, type StandIn } from "../../market/candle.ts";
import { parseCandles } from "../../market/parse-candles.ts";
import { parseJson } from "../../platform/http/http.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { assertFolderOf, writeWhole } from "../kit/write-whole.ts";
import { joinSpans, type TimeSpan } from "./time-spans.ts";
import type { WrittenRow } from "./written-rows.ts";

/** What a file of candles holds. */
export interface CandleFile {
  /** By their start. */
  readonly rows: ReadonlyMap<number, WrittenRow>;
  /** What was asked for, also where nothing was traded. */
  readonly held: readonly TimeSpan[];
  /** What stood in for the true market; undefined where nothing did. */
  readonly standIn: StandIn | undefined;
}

/** What the candles of a file are of. */
export interface CandleSubject {
  readonly productId: string;
  readonly granularity: Granularity;
}

const recordedSchema = z.object({
  product_id: z.string(),
  granularity: z.string(),
  held: z.array(z.object({ start: z.number(), end: z.number() })),
  stand_in: z.optional(z.enum(["synthetic", "replayed"])),
});
const fileSchema = z.object({
  candles: z.array(z.record(z.string(), z.unknown())),
  recorded: z.optional(recordedSchema),
});

const none: CandleFile = { rows: new Map(), held: [], standIn: undefined };

/**
 * Reads a file that this command wrote, or one in Coinbase's response format that says nothing of what was asked for: of that
 * each candle counts as held, and its gaps are asked for.
 *
 * @throws UsageError where it is no such file, or one of another product or length.
 */
export function readCandleFile(path: string, { productId, granularity }: CandleSubject): CandleFile {
  if (!existsSync(path)) return none;
  const text = readText(path);
  if (text.trim() === "") return none;
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new UsageError(`--out ${path} is there and holds no candles in Coinbase's response format`);
  const { candles, recorded } = parsed.data;
  if (recorded !== undefined && (recorded.product_id !== productId || recorded.granularity !== granularity)) {
    const held = `${recorded.product_id} ${recorded.granularity}`;
    throw new UsageError(`--out ${path} holds ${held}; ${productId} ${granularity} needs a file of its own`);
  }
  const starts = parseCandles(text).candles.map(({ start }) => start);
  const seconds = granularitySeconds[granularity];
  const strange = starts.find((start) => !(start % seconds === 0));
  if (strange !== undefined) {
    throw new UsageError(`--out ${path} holds a candle that starts at ${strange}, where none of ${granularity} does`);
  }
  const ofRows = starts.map((start) => ({ start, end: start + seconds }));
  return {
    rows: new Map(candles.map((row, index) => [starts[index] ?? 0, row])),
    held: joinSpans(recorded?.held ?? ofRows),
    standIn: recorded?.stand_in,
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`--out ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Writes the file, newest candle first as Coinbase answers. It is there whole or as it was before.
 *
 * @throws CommandFailure where it can't be written.
 */
export async function writeCandleFile(
  path: string,
  { productId, granularity }: CandleSubject,
  file: CandleFile,
): Promise<void> {
  const newestFirst = [...file.rows].toSorted(([one], [other]) => other - one).map(([, row]) => JSON.stringify(row));
  const recorded = {
    product_id: productId,
    granularity,
    held: file.held,
    ...(file.standIn === undefined ? {} : { stand_in: file.standIn }),
  };
  const text = `{"candles":[\n${newestFirst.join(",\n")}\n],\n"recorded":${JSON.stringify(recorded)}}\n`;
  await writeWhole(path, text, { failure: outFailure(path) });
}

/** Sees that the file can be written before the exchange is asked. */
export async function assertCandleFolder(path: string): Promise<void> {
  await assertFolderOf(path, outFailure(path));
}

const outFailure = (path: string): string => `--out ${path} can't be written`;
