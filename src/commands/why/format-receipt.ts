import { formatFigures } from "../../features/index.ts";
import { indent, wrap } from "../kit/layout.ts";
import { printable } from "../kit/printable.ts";
import {
  areFeatures,
  figuresOf,
  marketsOf,
  type NamedMarket,
  readReceiptValue,
  type ReceiptReading,
} from "../kit/receipts/receipt-reading.ts";
import { reasonText, formatModels, formatVerdict } from "./format-models.ts";
import { formatWatch } from "./format-watch.ts";
import { formatTimes } from "./format-times.ts";
import { seconds, utc } from "../kit/time-words.ts";

/**
 * Describes a receipt as a story: a title, and sections in the order of the work. What it does not know is left out.
 *
 * @param width of a line in characters.
 */
export function formatReceipt(content: unknown, address: string, width: number): string {
  const receipt = readReceiptValue(content);
  if (receipt === null) return `${address} is no receipt: it holds no object`;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["In short", [formatOutcome(receipt)]],
    ["Arrival", formatArrival(receipt)],
    ["Watch", formatWatch(receipt)],
    ["Candles", formatCandles(receipt)],
    ["Figures", formatFigureLines(receipt)],
    ["Prompt", formatPrompt(receipt, width)],
    ["Models", formatModels(receipt, width)],
    ["Verdict on the text", formatVerdict(receipt.grounding)],
    [receipt.delivered === null ? "Not posted" : "Posted", formatPosting(receipt, width)],
    ["Time", formatTimes(receipt)],
  ];
  const told = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => indent(wrap(line, width - 2), 2)).join("\n")}`);
  return printable(`${formatTitle(receipt)}\n${address}\n\n${told.join("\n\n")}\n`);
}

/** Which request a receipt is of. */
export function formatTitle({ product_id, prompt, prompt_version, correlation_id }: ReceiptReading): string {
  const version = prompt_version === null ? "" : ` version ${prompt_version}`;
  return `${product_id ?? "?"}, ${prompt ?? "?"}${version}: ${correlation_id ?? "?"}`;
}

const outcomes: Readonly<Record<string, string>> = {
  insight: "A model wrote a text that passed the check, and it was posted",
  plain: "The plain insight, written from the figures alone, was posted",
  refusal: "There was nothing to tell, and a sentence that says why was posted",
  quiet: "Its watch had nothing to say, so no model was asked and nothing was posted",
  dead_lettered: "It was given up, and its message moved to the dead-letter queue",
};

/** What became of the request, and why. */
export function formatOutcome(receipt: ReceiptReading): string {
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

function formatCandles(receipt: ReceiptReading): readonly string[] {
  const markets = marketsOf(receipt);
  // An attempt that failed may have fetched some without coming to a text that reports them.
  if (markets.length === 0) return isWithoutText(receipt) ? [] : ["None were fetched"];
  const figures = figuresOf(receipt);
  return markets.flatMap((each) => {
    const interval = figures.find(({ name }) => name === each.name)?.figures["interval"];
    return formatMarket(each, typeof interval === "string" ? ` ${interval}` : "");
  });
}

function formatMarket({ market }: NamedMarket, interval: string): readonly string[] {
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

function formatFigureLines(receipt: ReceiptReading): readonly string[] {
  return figuresOf(receipt).flatMap(({ name: series, figures }) => {
    const shown = areFeatures(figures) ? { ...formatFigures(figures) } : figures;
    const lines = Object.entries(shown).map(([name, value]) => {
      const text = typeof value === "number" || typeof value === "string" ? String(value) : "too few candles";
      return `${name.padEnd(22)} ${text.padStart(18)}`;
    });
    return series === null ? lines : [`Of the ${series} candles:`, ...lines];
  });
}

function formatPrompt({ system_text, prompt_text }: ReceiptReading, width: number): readonly string[] {
  return [
    ...(system_text === null ? [] : ["System:", indent(wrap(system_text, width - 4), 2)]),
    ...(prompt_text === null ? [] : ["User:", indent(wrap(prompt_text, width - 4), 2)]),
  ];
}

function formatPosting(
  { delivered, insight, unposted_text, channel, dead_lettered_at, outcome }: ReceiptReading,
  width: number,
): readonly string[] {
  if (delivered !== null) {
    const at = delivered.at === null ? "" : `, at ${utc(delivered.at)}`;
    return [
      `To channel ${delivered.channel ?? "?"}${at}; ${delivered.to ?? "the Assistant"} answered ${delivered.status ?? "?"}`,
      ...(delivered.message_id === null ? [] : [`Its id there is ${delivered.message_id}`]),
      ...(delivered.idempotency_key === null ? [] : [`Idempotency key ${delivered.idempotency_key}`]),
      ...(insight === null ? [] : ["", indent(wrap(insight, width - 4), 2)]),
    ];
  }
  const givenUp = dead_lettered_at === null ? [] : [`Given up at ${utc(dead_lettered_at)}`];
  if (outcome === "dead_lettered" && unposted_text !== null) {
    const to = channel === null ? "" : ` to channel ${channel}`;
    const words = indent(wrap(unposted_text, width - 4), 2);
    return [...givenUp, `This was to be posted${to}, and the Assistant never confirmed that it took it:`, "", words];
  }
  if (outcome === "quiet") return [`Channel ${channel ?? "?"} heard nothing of it`];
  return [...givenUp, "The attempt did not come to a text"];
}

function isWithoutText({ outcome }: ReceiptReading): boolean {
  return outcome === "dead_lettered" || outcome === "quiet";
}

function utcOfSeconds(value: number): string {
  return utc(seconds(value));
}
