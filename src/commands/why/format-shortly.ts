import { wrap, wrapHanging } from "../kit/layout.ts";
import { printable, printableLine } from "../kit/printable.ts";
import {
  marketsOf,
  type NamedMarket,
  readReceiptValue,
  type ReceiptReading,
  timeOf,
} from "../kit/receipts/receipt-reading.ts";
import { duration, seconds, utcToSecond } from "../kit/time-words.ts";
import { formatAttempt } from "./format-models.ts";
import { formatOutcome, formatTitle } from "./format-receipt.ts";
import { formatWatch } from "./format-watch.ts";
import { isOfPrompt } from "./prompt-echo.ts";

/** Of each list so many are told; the others are counted. */
const maxListed = 5;
/** A sentence, a reason or a failure takes some two lines. */
const maxQuoteCharacters = 110;
const rowWidth = 10;

/**
 * Describes a receipt in some 25 lines of 80 characters: what was asked, what was posted, the verdict, which model, how long it
 * took and what failed. What a model was told to do is not quoted, also where its answer repeats it.
 */
export function formatShortly(
  content: unknown,
  { address, width }: { readonly address: string; readonly width: number },
): string {
  const receipt = readReceiptValue(content);
  if (receipt === null) return `${address} is no receipt: it holds no object\n`;
  const rows: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["Outcome", [formatOutcome(receipt)]],
    ["Asked", formatAsked(receipt)],
    ["Watch", listed(formatWatch(receipt))],
    [receipt.delivered === null ? "Not posted" : "Posted", formatPosted(receipt)],
    ["Verdict", formatVerdictShortly(receipt)],
    ["Model", formatModel(receipt)],
    ["Failed", formatFailed(receipt)],
    ["Market", formatMarket(receipt)],
    ["Time", formatTime(receipt)],
    ["Receipt", [address]],
    ["More", ["figures, prompt and every answer of a model: --full"]],
  ];
  const told = rows.flatMap(([title, lines]) =>
    lines.map((line, index) => wrapHanging((index === 0 ? title : "").padEnd(rowWidth), line, width)),
  );
  return printable(`${wrap(formatTitle(receipt), width)}\n${told.join("\n")}\n`);
}

function formatAsked({ received_at, sent_at, message_id, receive_count, channel }: ReceiptReading): readonly string[] {
  if (received_at === null) return [];
  const how = message_id === null ? "by a direct invocation" : "from the queue";
  const sent = sent_at === null ? "" : `, sent at ${utcToSecond(sent_at)}`;
  const times = receive_count === null || receive_count < 2 ? "" : `, received ${receive_count} times`;
  const to = channel === null ? "" : `, for channel ${channel}`;
  return [`${utcToSecond(received_at)}, ${how}${sent}${times}${to}`];
}

function formatPosted(receipt: ReceiptReading): readonly string[] {
  const { delivered, insight, unposted_text, outcome } = receipt;
  const at = timeOf(receipt);
  const when = at === null ? "" : `${utcToSecond(at)}, `;
  if (delivered !== null) {
    const to = `${when}to channel ${delivered.channel ?? "?"}; ${delivered.to ?? "the Assistant"} answered ${delivered.status ?? "?"}`;
    return [to, ...(insight === null ? [] : linesOf(insight))];
  }
  if (outcome === "dead_lettered" && unposted_text !== null) {
    return [`${when}given up. This was to be posted, and was never confirmed:`, ...linesOf(unposted_text)];
  }
  if (outcome === "quiet") return [`${when}nothing was posted`];
  return [outcome === "dead_lettered" ? `${when}given up before it came to a text` : "It did not come to a text"];
}

/** The verdict on what was posted; without that, on the last answer. */
function formatVerdictShortly(receipt: ReceiptReading): readonly string[] {
  const verdict = receipt.grounding ?? receipt.answers.at(-1)?.grounding ?? null;
  if (verdict === null) return [];
  if (verdict.grounded) return ["Every sentence agrees with the figures"];
  const ofSentences = verdict.sentences
    .filter((sentence) => sentence.verdict !== "true")
    .map(({ verdict: kind, text, reason }) => {
      const quoted = isOfPrompt(text ?? "", receipt) ? "words of the prompt" : `"${quote(text ?? "")}"`;
      return `${(kind ?? "not judged").replace("_", " ")}: ${quoted} ${quoteReason(reason, receipt)}`.trimEnd();
    });
  const ofViolations = verdict.violations.map(({ words, reason }) => {
    const isQuoted = words !== null && words !== "" && !isOfPrompt(words, receipt);
    return `${isQuoted ? `"${quote(words)}": ` : ""}${quoteReason(reason, receipt)}`;
  });
  const why = verdict.why === null ? "" : `: ${verdict.why}`;
  const head = verdict.posted === null ? `Nothing of it is posted${why}` : "Some sentences are left out:";
  return [head, ...listed([...ofSentences, ...ofViolations])];
}

function formatModel({ provider, model, attempts, usage }: ReceiptReading): readonly string[] {
  const answered = attempts.findLast(({ error, skipped }) => error === null && !skipped);
  const name = model ?? answered?.model ?? null;
  if (name === null) return [];
  const by = provider ?? answered?.provider ?? "?";
  const latencyMs = answered?.latencyMs ?? null;
  const after = latencyMs === null ? "" : `, answered after ${duration(latencyMs)}`;
  const tokens =
    usage === null ? "" : `; ${usage.input_tokens ?? "?"} tokens in, ${usage.output_tokens ?? "?"} tokens out`;
  return [`${by}, ${name}${after}${tokens}`];
}

function formatFailed(receipt: ReceiptReading): readonly string[] {
  const failed = receipt.attempts.filter(({ error, skipped }) => error !== null || skipped);
  return listed(failed.map((attempt) => quote(formatAttempt(attempt))));
}

function formatMarket(receipt: ReceiptReading): readonly string[] {
  return marketsOf(receipt).flatMap(formatOneMarket);
}

function formatOneMarket({ name, market }: NamedMarket): readonly string[] {
  const length = name === null ? "" : `${name} `;
  const asOf = market.as_of === null ? "" : `, as of ${utcToSecond(seconds(market.as_of))}`;
  const why = market.fallback_reason === null ? "" : `, since ${quote(market.fallback_reason)}`;
  return [
    `${market.count ?? "?"} of ${market.expected ?? "?"} ${length}candles, ${market.source ?? "unknown source"}${asOf}${why}`,
    ...listed(market.notes.map(quote)),
  ];
}

function formatTime({ timings_ms, sent_at, received_at, coalesced }: ReceiptReading): readonly string[] {
  const { candles, model, delivery, total } = timings_ms;
  const waitedMs =
    sent_at === null || received_at === null ? Number.NaN : Date.parse(received_at) - Date.parse(sent_at);
  const parts = [
    ["in the queue", waitedMs],
    ["candles", candles],
    ["models and check", model],
    ["posting", delivery],
    ["in all", total],
  ] as const;
  const told = parts.flatMap(([name, ms]) => (ms === undefined || Number.isNaN(ms) ? [] : [`${name} ${duration(ms)}`]));
  if (told.length === 0) return [];
  return [`${told.join(", ")}${coalesced ? "; its text was made before, for another request" : ""}`];
}

function listed(lines: readonly string[]): readonly string[] {
  const more = lines.length - maxListed;
  return [...lines.slice(0, maxListed).map((line) => `- ${line}`), ...(more > 0 ? [`and ${more} more`] : [])];
}

function quoteReason(reason: string | null, receipt: ReceiptReading): string {
  return reason === null || isOfPrompt(reason, receipt) ? "no reason told" : quote(reason);
}

function quote(text: string): string {
  return printableLine(text, maxQuoteCharacters);
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
