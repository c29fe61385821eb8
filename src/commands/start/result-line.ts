import * as z from "zod/mini";
import type { Features } from "../../features/index.ts";
import { isDiscordMessage, shownPost, type ShownPost } from "./discord-post.ts";
import type { QueuedRequest, RequestEnd } from "./run-requests.ts";

/** What is said of the candles of one series. */
export interface MarketLine {
  readonly source: string;
  readonly count: number;
  readonly expected: number;
  /** When the newest candle closed, UNIX seconds. */
  readonly as_of: number;
  readonly sha256: string;
  /** What was odd about the candles; absent where nothing was. */
  readonly notes?: readonly string[] | undefined;
}

/** The JSON object of one request. A field that a request never came to is null. */
export interface ResultLine {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
  /** Of a prompt with one series; with several each stands under its name. */
  readonly market: MarketLine | { readonly series: Readonly<Record<string, MarketLine>> } | null;
  readonly features: Features | Readonly<Record<string, Features>> | null;
  readonly prompt_text: string | null;
  readonly system_text: string | null;
  /** The text as the inbox received it. */
  readonly insight: string | null;
  readonly outcome: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly usage: unknown;
  readonly attempts: unknown;
  /** Every text that a model gave, with its verdict: also those that were refused. */
  readonly answers: unknown;
  /** The verdict on the text that was posted. */
  readonly grounding: unknown;
  /** Why the outcome is not `insight`. */
  readonly reason: { readonly code: string; readonly message: string } | null;
  readonly delivered: { readonly status: number; readonly channel: string } | null;
  /** What else of the post Discord shows; absent where insights go elsewhere. */
  readonly post?: ShownPost;
  readonly timings_ms: unknown;
  /** What the run did otherwise than one might expect, such as using the synthetic market. */
  readonly notes: readonly string[];
}

/** What a run adds to its requests' own results. */
export interface RunContext {
  /** Names the market that the exchange served. */
  readonly marketLabel: string;
  /** Names the collected history. Default `history`. */
  readonly historyLabel?: string;
  readonly notes: readonly string[];
}

/** Says what became of a request. */
export function toResultLine(request: QueuedRequest, end: RequestEnd, context: RunContext): ResultLine {
  const receipt: Readonly<Record<string, unknown>> = end.kind === "delivered" ? end.receipt : {};
  return {
    ...request,
    market: readMarket(receipt["market"], context),
    features: readFeatures(receipt["features"]),
    prompt_text: readText(receipt["prompt_text"]),
    system_text: readText(receipt["system_text"]),
    insight: end.kind === "delivered" ? end.received.message : null,
    outcome: end.kind === "delivered" ? (readText(receipt["outcome"]) ?? "delivered") : end.kind,
    provider: readText(receipt["provider"]),
    model: readText(receipt["model"]),
    usage: receipt["usage"] ?? null,
    attempts: receipt["attempts"] ?? [],
    answers: receipt["answers"] ?? [],
    grounding: receipt["grounding"] ?? null,
    reason: reasonOf(end),
    delivered: end.kind === "delivered" ? { status: end.received.status, channel: end.received.channel } : null,
    ...(end.kind === "delivered" && isDiscordMessage(end.received) ? { post: shownPost(end.received) } : {}),
    timings_ms: receipt["timings_ms"] ?? {},
    notes: context.notes,
  };
}

function reasonOf(end: RequestEnd): ResultLine["reason"] {
  if (end.kind === "delivered") return readReason(end.receipt["reason"]);
  if (end.kind === "dead_lettered") return causeOf(end.letter.attributes);
  return end.lastFailure ?? { code: "INTERRUPTED", message: `The run ended while ${end.reached}` };
}

function causeOf(attributes: Readonly<Record<string, string>>): { readonly code: string; readonly message: string } {
  return {
    code: attributes["error_code"] ?? "TRIED_TOO_OFTEN",
    message: attributes["error_message"] ?? "The message was received too often without success",
  };
}

const marketSchema = z.object({
  source: z.string(),
  count: z.number(),
  expected: z.number(),
  as_of: z.number(),
  sha256: z.string(),
  notes: z.optional(z.array(z.string())),
});

const seriesSchema = z.object({ series: z.record(z.string(), marketSchema) });

/** The receipt says who answered the function; here it is said which market that was. */
function readMarket(value: unknown, context: RunContext): ResultLine["market"] {
  const several = z.safeParse(seriesSchema, value);
  if (several.success) {
    const series = Object.entries(several.data.series);
    return { series: Object.fromEntries(series.map(([name, market]) => [name, nameMarket(market, context)])) };
  }
  const market = z.safeParse(marketSchema, value);
  return market.success ? nameMarket(market.data, context) : null;
}

function nameMarket(market: MarketLine, { marketLabel, historyLabel }: RunContext): MarketLine {
  // What stood in for the true market stands behind the source, and in the labels as well.
  const [origin] = market.source.split(" ");
  const label = origin === "coinbase" ? marketLabel : origin === "history" ? historyLabel : undefined;
  return { ...market, source: label ?? market.source };
}

const reasonSchema = z.object({ code: z.string(), message: z.string() });

function readReason(value: unknown): ResultLine["reason"] {
  const reason = z.safeParse(reasonSchema, value);
  return reason.success ? reason.data : null;
}

/** Figures of one series, or of several by their names; null where the value is neither. */
function readFeatures(value: unknown): ResultLine["features"] {
  if (isFeatures(value)) return value;
  return isSeries(value) ? value : null;
}

/** Whether these are the figures of one series and not of several. */
export function isFeatures(value: unknown): value is Features {
  return typeof value === "object" && value !== null && "candle_count" in value && "interval" in value;
}

function isSeries(value: unknown): value is Readonly<Record<string, Features>> {
  if (typeof value !== "object" || value === null) return false;
  const each: readonly unknown[] = Object.values(value);
  return each.length > 0 && each.every(isFeatures);
}

function readText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
