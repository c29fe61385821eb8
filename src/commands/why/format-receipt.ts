import { formatFigures } from "../../features/index.ts";
import { indent, wrap } from "../kit/layout.ts";
import { printable } from "../kit/printable.ts";
import { areFeatures, readReceiptValue, type ReceiptReading } from "./receipt-reading.ts";
import { reasonText, formatModels, formatVerdict } from "./format-models.ts";
import { formatTimes } from "./format-times.ts";
import { seconds, utc } from "./time-words.ts";

const width = 100;

/** Describes a receipt as a story: a title, and sections in the order of the work. What it does not know is left out. */
export function formatReceipt(content: unknown, address: string): string {
  const receipt = readReceiptValue(content);
  if (receipt === null) return `${address} is no receipt: it holds no object`;
  const version = receipt.prompt_version === null ? "" : ` version ${receipt.prompt_version}`;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["In short", [formatOutcome(receipt)]],
    ["Arrival", formatArrival(receipt)],
    ["Candles", formatCandles(receipt)],
    ["Figures", formatFigureLines(receipt)],
    ["Prompt", formatPrompt(receipt)],
    ["Models", formatModels(receipt)],
    ["Verdict on the text", formatVerdict(receipt.grounding)],
    [receipt.delivered === null ? "Not posted" : "Posted", formatPosting(receipt)],
    ["Time", formatTimes(receipt)],
  ];
  const told = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => indent(wrap(line, width), 2)).join("\n")}`);
  const title = `${receipt.product_id ?? "?"}, ${receipt.prompt ?? "?"}${version}: ${receipt.correlation_id ?? "?"}`;
  return printable(`${title}\n${address}\n\n${told.join("\n\n")}\n`);
}

const outcomes: Readonly<Record<string, string>> = {
  insight: "A model wrote a text that passed the check, and it was posted",
  plain: "The plain insight, written from the figures alone, was posted",
  refusal: "There was nothing to tell, and a sentence that says why was posted",
  dead_lettered: "It was given up, and its message moved to the dead-letter queue",
};

function formatOutcome(receipt: ReceiptReading): string {
  const reason = receipt.reason === null ? "" : `: ${reasonText(receipt.reason)}`;
  const outcome = receipt.outcome ?? "not told";
  return `${outcomes[outcome] ?? `The outcome is ${outcome}`}${reason}`;
}

function formatArrival({ received_at, message_id, receive_count, sent_at }: ReceiptReading): readonly string[] {
  if (received_at === null) return [];
  if (message_id === null) return [`${utc(received_at)}, by a direct invocation`];
  const sent = sent_at === null ? "" : `, sent at ${utc(sent_at)}`;
  const count =
    receive_count === null || receive_count < 2
      ? []
      : [`The queue gave it out ${receive_count} times; this is about the last one alone`];
  return [`${utc(received_at)}, from the queue: message ${message_id}${sent}`, ...count];
}

const sources: Readonly<Record<string, string>> = {
  coinbase: "Coinbase",
  "coinbase (synthetic)": "a synthetic market in Coinbase's place",
  "coinbase (replayed)": "a recording, replayed in Coinbase's place",
  history: "the collected history",
  "history (synthetic)": "a synthetic history",
  "history (replayed)": "a replayed history",
};

function formatCandles({ market, features, outcome }: ReceiptReading): readonly string[] {
  // An attempt that failed may have fetched some without coming to a text that reports them.
  if (market === null) return outcome === "dead_lettered" ? [] : ["None were fetched"];
  const interval = typeof features?.["interval"] === "string" ? ` ${features["interval"]}` : "";
  const source = sources[market.source ?? ""] ?? market.source ?? "an unknown source";
  const newest = market.newest_start === null ? "" : `; the newest begins at ${utcOfSeconds(market.newest_start)}`;
  const asOf = market.as_of === null ? "" : `, closed by ${utcOfSeconds(market.as_of)}`;
  return [
    `${market.count ?? "?"} of ${market.expected ?? "?"}${interval} candles from ${source}${asOf}${newest}`,
    ...(market.object_key === null ? [] : [`Object ${market.object_key}`]),
    ...(market.fallback_reason === null ? [] : [`Not Coinbase's, since ${market.fallback_reason}`]),
    ...market.notes.map((note) => `Note: ${note}`),
    ...(market.sha256 === null ? [] : [`SHA-256 ${market.sha256}`]),
  ];
}

function formatFigureLines({ features }: ReceiptReading): readonly string[] {
  if (features === null) return [];
  const figures = areFeatures(features) ? { ...formatFigures(features) } : features;
  return Object.entries(figures).map(([name, value]) => {
    const text = typeof value === "number" || typeof value === "string" ? String(value) : "too few candles";
    return `${name.padEnd(18)} ${text.padStart(18)}`;
  });
}

function formatPrompt({ system_text, prompt_text }: ReceiptReading): readonly string[] {
  return [
    ...(system_text === null ? [] : ["System:", indent(wrap(system_text, width - 2), 2)]),
    ...(prompt_text === null ? [] : ["User:", indent(wrap(prompt_text, width - 2), 2)]),
  ];
}

function formatPosting({ delivered, insight, unposted_text, channel, dead_lettered_at, outcome }: ReceiptReading) {
  if (delivered !== null) {
    const at = delivered.at === null ? "" : `, at ${utc(delivered.at)}`;
    return [
      `To channel ${delivered.channel ?? "?"}${at}; the Assistant answered ${delivered.status ?? "?"}`,
      ...(delivered.idempotency_key === null ? [] : [`Idempotency key ${delivered.idempotency_key}`]),
      ...(insight === null ? [] : ["", indent(wrap(insight, width - 2), 2)]),
    ];
  }
  const givenUp = dead_lettered_at === null ? [] : [`Given up at ${utc(dead_lettered_at)}`];
  if (outcome === "dead_lettered" && unposted_text !== null) {
    const to = channel === null ? "" : ` to channel ${channel}`;
    const words = indent(wrap(unposted_text, width - 2), 2);
    return [...givenUp, `This was to be posted${to}, and the Assistant never confirmed that it took it:`, "", words];
  }
  return [...givenUp, "The attempt did not come to a text"];
}

function utcOfSeconds(value: number): string {
  return utc(seconds(value));
}
