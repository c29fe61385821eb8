import type { FetchCandles } from "../../../insight/ports.ts";
import type { CandleQuery, CandleSet } from "../../../market/candle.ts";
import { requestDeadline } from "../../replay/cases/silent-work.ts";

/** The candles that a text was written from, or why they are not there. */
export type FoundCandles = { readonly set: CandleSet } | { readonly problem: string };

/** Finds candles by what a receipt tells of them. */
export interface CandleFinder {
  /** @param sha256 of the candles; null where nobody told. */
  find(query: CandleQuery, sha256: string | null): Promise<FoundCandles>;
  /** Keeps candles that were fetched for something else. */
  keep(query: CandleQuery, set: CandleSet): void;
}

const maxKept = 200;

/** Nobody waits longer for candles to be drawn. */
const maxFetchMs = 10_000;

const changed = "The market tells other candles of that time today than the text was written from";

/**
 * Makes a finder. A receipt holds the hash of its candles and not the candles: they are fetched anew, and count only where their
 * hash agrees.
 *
 * @param sources are asked one after the other.
 * @param served the candles that the local exchange has served, by window and hash. Default: none.
 */
export function createCandleFinder(
  sources: readonly FetchCandles[],
  served: (query: CandleQuery, sha256: string) => CandleSet | null = () => null,
): CandleFinder {
  const kept = new Map<string, CandleSet>();

  function keep(query: CandleQuery, set: CandleSet): void {
    kept.set(nameOf(query, set.sha256), set);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  }

  async function fetchAnew(query: CandleQuery, sha256: string): Promise<FoundCandles> {
    const problems: string[] = [];
    using deadline = requestDeadline();
    for (const fetchCandles of sources) {
      try {
        const set = await fetchCandles(query, deadline.within(maxFetchMs));
        if (set.sha256 === sha256) {
          keep(query, set);
          return { set };
        }
        problems.push(changed);
      } catch (error) {
        problems.push(`The candles can't be fetched: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return { problem: problems.find((problem) => problem === changed) ?? problems[0] ?? "Nobody has the candles" };
  }

  return {
    keep,
    async find(query, sha256) {
      if (sha256 === null) return { problem: "The receipt does not say which candles it is of" };
      const known = kept.get(nameOf(query, sha256)) ?? served(query, sha256);
      return known === null ? await fetchAnew(query, sha256) : { set: known };
    },
  };
}

function nameOf({ productId, granularity, startSeconds, endSeconds }: CandleQuery, sha256: string): string {
  return [productId, granularity, startSeconds, endSeconds, sha256].join(" ");
}
