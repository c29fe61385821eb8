import type { ReceiptReading } from "../kit/receipts/receipt-reading.ts";
import { duration } from "../kit/time-words.ts";

/** The steps of a generation, in the order of the work, with what people call them. */
const generationSteps: Readonly<Record<string, string>> = {
  candles: "fetching candles",
  features: "computing figures",
  prompt: "rendering the prompt",
  model: "models and check",
};

/** Says how long the request waited and how long each step took. */
export function formatTimes({ timings_ms, sent_at, received_at, receive_count, coalesced }: ReceiptReading) {
  const rows: [name: string, ms: number][] = [];
  const { delivery, total, ...steps } = timings_ms;

  const waitedMs =
    sent_at === null || received_at === null ? Number.NaN : Date.parse(received_at) - Date.parse(sent_at);
  const earlier = (receive_count ?? 1) - 1;
  const attempts = earlier < 1 ? "" : `, with ${earlier} earlier attempt${earlier === 1 ? "" : "s"}`;
  if (!Number.isNaN(waitedMs)) rows.push([`in the queue${attempts}`, waitedMs]);
  for (const [name, ms] of Object.entries(steps)) rows.push([generationSteps[name] ?? name, ms]);
  if (delivery !== undefined) rows.push(["posting", delivery]);
  if (total !== undefined) {
    // Steps of another request's work are no part of this one's time.
    const told = [delivery ?? 0, ...(coalesced ? [] : Object.values(steps))].reduce((sum, ms) => sum + ms, 0);
    rows.push(["everything else", total - told], ["from its arrival on", total]);
  }

  const longest = Math.max(0, ...rows.map(([name]) => name.length));
  const lines = rows.map(([name, ms]) => `${name.padEnd(longest)} ${duration(ms).padStart(10)}`);
  if (!coalesced) return lines;
  const shared =
    "The text had been made already, for another request about the same candles or in an earlier attempt: all steps " +
    "before the posting are told of its making, and are no part of this request's time";
  return [...lines, "", shared];
}
