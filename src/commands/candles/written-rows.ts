import type { Candle } from "../../market/candle.ts";
import { parseCandles } from "../../market/parse-candles.ts";
import type { Fetch } from "../../platform/clock.ts";
import { parseJson } from "../../platform/http/http.ts";

/** A candle as Coinbase wrote it: every field a text, decimals and all. */
export type WrittenRow = Readonly<Record<string, unknown>>;

/** Keeps the rows of the answers that pass through it. */
export interface RowKeeper {
  readonly fetch: Fetch;
  /** The row that a candle was read from, as it was written; the rows of all answers so far are then forgotten. */
  take(candles: readonly Candle[]): readonly WrittenRow[];
}

/**
 * Makes a `fetch` that lets answers through as they are and remembers the rows that they hold. The client decides what is sound;
 * of what it gives, the texts are found here.
 *
 * @param send default: the global `fetch`.
 */
export function keepRows(send: Fetch = fetch): RowKeeper {
  const bodies: string[][] = [];
  return {
    async fetch(url, init) {
      const response = await send(url, init);
      if (response.status !== 200 || response.body === null) return response;
      const chunks: string[] = [];
      bodies.push(chunks);
      const decoder = new TextDecoder();
      const passing = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          chunks.push(decoder.decode(chunk, { stream: true }));
          controller.enqueue(chunk);
        },
      });
      const { status, headers } = response;
      return new Response(response.body.pipeThrough(passing), { status, headers });
    },
    take(candles) {
      const written = new Map<string, WrittenRow>();
      for (const chunks of bodies.splice(0)) for (const [key, row] of rowsOf(chunks.join(""))) written.set(key, row);
      return candles.map((candle) => {
        const row = written.get(keyOf(candle));
        if (row === undefined) throw new Error(`No answer holds the candle that starts at ${candle.start}`);
        return row;
      });
    },
  };
}

/** The rows of an answer by what they say; none of one that is no answer. */
function rowsOf(body: string): readonly (readonly [key: string, row: WrittenRow])[] {
  const rows: unknown = Reflect.get(Object(parseJson(body)), "candles");
  if (!Array.isArray(rows)) return [];
  const { candles } = parseCandles(body);
  return candles.map((candle, index) => [keyOf(candle), { ...Object(rows[index]) }]);
}

function keyOf({ start, open, high, low, close, volume }: Candle): string {
  return [start, open, high, low, close, volume].join(" ");
}
