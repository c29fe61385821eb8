import * as z from "zod/mini";
import { granularitySeconds } from "../market/candle.ts";
import { maxAgeSeconds } from "../market/candle-contract.ts";
import type { SeriesWanted } from "../prompts/prompt-type.ts";
import type { Generation } from "./generation.ts";

const marketSchema = z.object({ market: z.object({ newest_start: z.number() }) });

type DatedText = Pick<Generation, "outcome" | "as_of" | "facts">;

/**
 * When a text was true, UNIX seconds.
 *
 * @param windowEnd what its candles were asked for up to, UNIX seconds: the best that is known where a generation of an
 * earlier version does not tell.
 */
export function asOfOf(
  { outcome, as_of: asOf, facts }: DatedText,
  { granularity }: Pick<SeriesWanted, "granularity">,
  windowEnd: number,
): number {
  if (asOf !== undefined) return asOf;
  const market = z.safeParse(marketSchema, facts);
  if (!market.success || outcome === "refusal") return windowEnd;
  return market.data.market.newest_start + granularitySeconds[granularity];
}

/**
 * The last moment at which a text may be posted, milliseconds since the UNIX epoch: when its market, or what is said of it,
 * reaches the limit of its age.
 *
 * @param windowEnd see {@link asOfOf}.
 */
export function postUntilMsOf(text: DatedText, candles: Pick<SeriesWanted, "granularity">, windowEnd: number): number {
  return (asOfOf(text, candles, windowEnd) + maxAgeSeconds(candles.granularity)) * 1_000;
}
