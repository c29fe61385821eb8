import type { ReceiptReading } from "../kit/receipts/receipt-reading.ts";
import { seconds, utc } from "../kit/time-words.ts";

/** Tells which watch asked, what was new, and against what its market was held; nothing where none did. */
export function formatWatch({ watch }: ReceiptReading): readonly string[] {
  if (watch === null) return [];
  const { name, post, changes, against, mark } = watch;
  const head = `Watch ${name ?? "?"}${post === "material" ? ", on material change" : ""}`;
  const first =
    against === null ? [] : [`Held against its post of ${place(against.as_of)}: ${against.correlation_id ?? "?"}`];
  return [
    head,
    ...changes.map(({ said }) => `New: ${said ?? "not told"}`),
    ...first,
    ...marketOf("then", against?.mark ?? null),
    ...marketOf("now", mark),
  ];
}

type Mark = NonNullable<NonNullable<ReceiptReading["watch"]>["mark"]>;

function marketOf(when: string, mark: Mark | null): readonly string[] {
  return mark === null ? [] : [`The market of ${when}: ${formatMark(mark)}`];
}

function formatMark(mark: Mark): string {
  const parts = [
    ["close", mark.close],
    ["ATR", mark.atr],
    ["RSI", mark.rsi_zone],
    ["day's high", mark.daily_high],
    ["day's low", mark.daily_low],
    ["average", mark.average],
    ["bands", mark.bands],
  ] as const;
  return parts.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`])).join(", ");
}

function place(asOf: number | null): string {
  return asOf === null ? "an unknown time" : utc(seconds(asOf));
}
