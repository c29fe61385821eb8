import {
  type Candle,
  type CandleQuery,
  type CandleSet,
  expectedCount,
  granularitySeconds,
  type StandIn,
} from "./candle.ts";
import { assertSoundCandles, isSoundCandle } from "./candle-contract.ts";
import { assertOfLength } from "./candle-length.ts";
import { noteFarBodies, noteFarWicks } from "./far-wick.ts";
import { hashCandles } from "./hash-candles.ts";
import { type ParsedCandles, selectWindow } from "./parse-candles.ts";
import { settleDoubles } from "./settle-doubles.ts";

/** Where candles came from, and what stood in for the true market there. */
export interface CandleSource {
  readonly origin: CandleSet["origin"];
  readonly standIn?: StandIn | undefined;
  readonly dayBeginSeconds?: number | undefined;
}

/** A record has room for so many notes. */
const maxNotes = 5;

/**
 * Makes the candles of a window of a source's rows, in whatever order they came: of different ones for one interval the one
 * with the most volume counts, and of rows from before the window the newest is kept as its proof.
 *
 * @throws ServiceError what `assertSoundCandles` and `assertOfLength` throw for rows that can't be used.
 */
export function makeCandleSet(
  { candles: rows, decimals }: Pick<ParsedCandles, "candles" | "decimals">,
  query: CandleQuery,
  { origin, standIn, dayBeginSeconds = 0 }: CandleSource,
): CandleSet {
  const { candles, notes: doubles } = settleDoubles(selectWindow(rows, query));
  assertSoundCandles(candles, query.granularity);
  assertOfLength(candles, query.granularity);
  const earlier = newestBefore(rows, query);
  const newest = candles.at(-1) ?? earlier;
  const notes = bound([...doubles, ...noteFarBodies(candles), ...noteFarWicks(candles)]);
  return {
    origin,
    ...(standIn === undefined ? {} : { standIn }),
    ...(dayBeginSeconds === 0 ? {} : { dayBeginSeconds }),
    candles,
    ...(earlier === undefined ? {} : { earlier }),
    expectedCount: expectedCount(query),
    windowEnd: query.endSeconds,
    asOf: newest === undefined ? query.endSeconds : newest.start + granularitySeconds[query.granularity],
    decimals,
    sha256: hashCandles(candles),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** A row that is not sound proves nothing. */
function newestBefore(rows: readonly Candle[], { startSeconds, granularity }: CandleQuery): Candle | undefined {
  let newest: Candle | undefined;
  for (const row of rows) {
    if (!(row.start < startSeconds) || (newest !== undefined && row.start <= newest.start)) continue;
    if (isSoundCandle(row, granularity)) newest = row;
  }
  return newest;
}

function bound(notes: readonly string[]): readonly string[] {
  const left = notes.length - maxNotes;
  return left <= 0 ? notes : [...notes.slice(0, maxNotes), `${left} more of the kind`];
}
