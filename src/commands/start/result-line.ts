import * as z from "zod/mini";
import type { Features } from "../../features/index.ts";
import type { QueuedRequest, RequestEnd } from "./run-requests.ts";

/** The JSON object of one request. A field that a request never came to is null. */
export interface ResultLine {
  readonly correlation_id: string;
  readonly product_id: string;
  readonly prompt: string;
  readonly market: {
    readonly source: string;
    readonly count: number;
    readonly expected: number;
    /** When the newest candle closed, UNIX seconds. */
    readonly as_of: number;
    readonly sha256: string;
    /** What was odd about the candles; absent where nothing was. */
    readonly notes?: readonly string[] | undefined;
  } | null;
  readonly features: Features | null;
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
    features: isFeatures(receipt["features"]) ? receipt["features"] : null,
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

/** The receipt says who answered the function; here it is said which market that was. */
function readMarket(value: unknown, { marketLabel, historyLabel }: RunContext): ResultLine["market"] {
  const market = z.safeParse(marketSchema, value);
  if (!market.success) return null;
  const { source } = market.data;
  // What stood in for the true market stands behind the source, and in the labels as well.
  const [origin] = source.split(" ");
  const label = origin === "coinbase" ? marketLabel : origin === "history" ? historyLabel : undefined;
  return { ...market.data, source: label ?? source };
}

const reasonSchema = z.object({ code: z.string(), message: z.string() });

function readReason(value: unknown): ResultLine["reason"] {
  const reason = z.safeParse(reasonSchema, value);
  return reason.success ? reason.data : null;
}

function isFeatures(value: unknown): value is Features {
  return typeof value === "object" && value !== null && "last_close" in value && "candle_count" in value;
}

function readText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
