import * as z from "zod/mini";
import { type Features, isFigureName } from "../../../features/index.ts";

const orElse = z.catch;

/** Receipts of any version are told: a field that lacks, or has another form, counts as unknown. */
const text = orElse(z.nullable(z.string()), null);
const number = orElse(z.nullable(z.number()), null);
const flag = orElse(z.boolean(), false);
const verdict = orElse(
  z.nullable(
    z.object({
      grounded: z.boolean(),
      /** What versions before the reader wrote. */
      violations: orElse(z.array(z.object({ words: text, reason: text })), []),
      posted: text,
      why: text,
      sentences: orElse(z.array(z.object({ text, verdict: text, reason: text })), []),
    }),
  ),
  null,
);
const reason = orElse(z.nullable(z.object({ code: text, message: text })), null);
const listOf = <Item extends z.ZodMiniType>(item: Item) => orElse(z.array(item), []);

const market = z.object({
  source: text,
  count: number,
  expected: number,
  as_of: number,
  newest_start: number,
  sha256: text,
  object_key: text,
  fallback_reason: text,
  notes: orElse(z.array(z.string()), []),
});

const mark = orElse(
  z.nullable(
    z.object({
      close: number,
      atr: number,
      rsi_zone: text,
      daily_high: number,
      daily_low: number,
      average: text,
      bands: text,
    }),
  ),
  null,
);

const watch = z.object({
  name: text,
  post: text,
  changes: listOf(z.object({ kind: text, said: text })),
  against: orElse(z.nullable(z.object({ correlation_id: text, as_of: number, mark })), null),
  mark,
});

const severalSchema = z.object({ market: z.object({ series: z.record(z.string(), market) }) });

const receiptSchema = z.object({
  correlation_id: text,
  product_id: text,
  prompt: text,
  prompt_version: number,
  message_id: text,
  sent_at: text,
  receive_count: number,
  received_at: text,
  outcome: text,
  coalesced: flag,
  market: orElse(z.nullable(market), null),
  /** Of a prompt with several series, each by its name; null where there is one. */
  series: orElse(z.nullable(z.record(z.string(), market)), null),
  features: orElse(z.nullable(z.record(z.string(), z.unknown())), null),
  provider: text,
  model: text,
  prompt_text: text,
  system_text: text,
  usage: orElse(z.nullable(z.object({ input_tokens: number, output_tokens: number })), null),
  attempts: listOf(z.object({ provider: text, model: text, latencyMs: number, error: reason, skipped: flag })),
  answers: listOf(z.object({ provider: text, model: text, latency_ms: number, text, grounding: verdict })),
  grounding: verdict,
  reason,
  /** The watch that the request comes from; null where none did. */
  watch: orElse(z.nullable(watch), null),
  insight: text,
  unposted_text: text,
  channel: text,
  dead_lettered_at: text,
  delivered: orElse(
    z.nullable(
      z.object({ status: number, channel: text, at: text, idempotency_key: text, to: text, message_id: text }),
    ),
    null,
  ),
  timings_ms: orElse(z.record(z.string(), z.number()), {}),
});

/** A receipt as far as it could be read. */
export type ReceiptReading = z.infer<typeof receiptSchema>;

/** Reads a receipt; null where the value is no object. */
export function readReceiptValue(value: unknown): ReceiptReading | null {
  const reading = z.safeParse(receiptSchema, value);
  if (!reading.success) return null;
  const several = z.safeParse(severalSchema, value);
  if (!several.success) return reading.data;
  const { series } = several.data.market;
  return { ...reading.data, series, market: Object.values(series)[0] ?? null };
}

/** The markets of a receipt, each with the name of its series; null where there is one. */
export function marketsOf({ market: only, series }: ReceiptReading): readonly NamedMarket[] {
  if (series !== null) return Object.entries(series).map(([name, each]) => ({ name, market: each }));
  return only === null ? [] : [{ name: null, market: only }];
}

/** A market, and the series that it is of. */
export interface NamedMarket {
  readonly name: string | null;
  readonly market: z.infer<typeof market>;
}

/** The figures of a receipt by the name of their series; null where there is one. */
export function figuresOf({ features }: ReceiptReading): readonly NamedFigures[] {
  if (features === null) return [];
  const several = Object.entries(features).flatMap(([name, each]): NamedFigures[] =>
    typeof each === "object" && each !== null && areFeatures(each) ? [{ name, figures: { ...each } }] : [],
  );
  return several.length > 0 ? several : [{ name: null, figures: features }];
}

/** Figures, and the series that they are of. */
export interface NamedFigures {
  readonly name: string | null;
  readonly figures: Readonly<Record<string, unknown>>;
}

/** When the request that a receipt is of ended, as the receipt tells it; null where it does not. */
export function timeOf(receipt: ReceiptReading | null): string | null {
  return receipt?.delivered?.at ?? receipt?.dead_lettered_at ?? receipt?.received_at ?? null;
}

/** Whether these are figures that this version knows, of whichever prompt type, with their counts. */
export function areFeatures(value: object): value is Features {
  const figures = Object.entries(value).filter(([name]) => isFigureName(name));
  const field = (name: string): unknown => Reflect.get(value, name);
  return (
    figures.length > 0 &&
    figures.every(([, figure]) => figure === null || typeof figure === "number") &&
    ["candle_count", "expected_count", "as_of"].every((name) => typeof field(name) === "number") &&
    typeof field("interval") === "string" &&
    ["undefined", "number"].includes(typeof field("decimals"))
  );
}
