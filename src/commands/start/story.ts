import { type Features, formatFigures } from "../../features/index.ts";
import { parseJson } from "../../platform/http/http.ts";
import { indent, wrap } from "../kit/layout.ts";
import { formatDiscordPost } from "./discord-post.ts";
import { isFeatures, type ResultLine } from "./result-line.ts";

type LogLine = Readonly<Record<string, unknown>>;

/** How a log event of the function is given to people; events that are not here are not told. */
const steps: Readonly<Record<string, (line: LogLine) => string>> = {
  request_received: (line) => `received from the queue: ${show(line, "prompt")}, id ${show(line, "correlation_id")}`,
  candles_fetched: (line) =>
    `${show(line, "count")} of ${show(line, "expected")} ${seriesOf(line)}candles, as of ${utc(line["as_of"])}${origin(line)}`,
  figures_computed: () => "figures computed, prompt rendered",
  provider_failed: (line) => `${show(line, "provider")} failed: ${messageOf(line["error"])}`,
  provider_misconfigured: (line) => `${show(line, "provider")} is misconfigured: ${messageOf(line["error"])}`,
  text_checked: (line) => `text by ${show(line, "model")} ${toldOf(line)}`,
  no_model_text: (line) => `no text by a model: ${messageOf(line["error"])}`,
  request_refused: (line) => `refused: ${show(line, "reason")}`,
  insight_posted: (line) =>
    `posted to channel ${show(line, "channel")}, ${show(line, "receiver")} answered ${show(line, "status")}`,
  chart_left_out: (line) => `no chart: ${show(line, "reason")}`,
  chart_not_drawn: (line) => `no chart: ${messageOf(line["error"])}`,
  watch_quiet: (line) => `its watch ${show(line, "watch")} is quiet: ${messageOf(line["reason"])}`,
  receipt_written: () => "receipt written to the bucket",
  receipt_not_written: (line) => `receipt not written: ${messageOf(line["error"])}`,
  request_failed: (line) => `failed: ${messageOf(line["error"])}; again in ${show(line, "retry_in_seconds")} s`,
  request_dead_lettered: (line) => `given up: ${messageOf(line["error"])}`,
  start_failed: (line) => `the function can't start: ${messageOf(line["error"])}`,
};

/**
 * Describes a line of the function's log as a step; null for a line that people need not see.
 *
 * @param receiver who takes the posts.
 */
export function formatStep(logLine: string, receiver = "the Assistant"): string | null {
  const line = parseJson(logLine);
  if (typeof line !== "object" || line === null) return null;
  const fields: LogLine = { ...line, receiver };
  const tell = steps[show(fields, "event")];
  if (tell === undefined) return null;
  return `  ${show(fields, "product_id").padEnd(12)} ${shortId(show(fields, "correlation_id"))} ${tell(fields)}`;
}

/** The end of an id, enough to tell requests apart; the line that says that one was received has it whole. */
function shortId(id: string): string {
  return (id.length > idWidth ? id.slice(-idWidth) : id).padEnd(idWidth);
}

const idWidth = 8;

/** What a request waits for after each step that takes a while; null after the last one. */
const waitsAfter: Readonly<Record<string, string | null>> = {
  request_received: "candles",
  figures_computed: "the model",
  text_checked: "the Assistant",
  no_model_text: "the Assistant",
  request_refused: "the Assistant",
  request_failed: "the next try",
  insight_posted: null,
  watch_quiet: null,
  request_dead_lettered: null,
  start_failed: null,
};

/** What is waited for after a line of the function's log; undefined where the line changes nothing. */
export function waitAfter(logLine: string): string | null | undefined {
  const line = parseJson(logLine);
  if (typeof line !== "object" || line === null || !("event" in line)) return undefined;
  return waitsAfter[String(line.event)];
}

/** Whether a line of the function's log says that it can't start. */
export function isStartFailure(logLine: string): boolean {
  const line = parseJson(logLine);
  return typeof line === "object" && line !== null && "event" in line && line.event === "start_failed";
}

/**
 * Says what became of a request: first the text as the inbox received it, then the figures behind it.
 *
 * @param width of a line in characters, see `textWidth`.
 */
export function formatResult(result: ResultLine, width: number): string {
  const lines = ["", `${result.product_id}, ${result.prompt}: ${result.outcome}`];
  if (result.insight !== null && result.delivered !== null) {
    const { channel } = result.delivered;
    if (result.post === undefined) {
      lines.push("", indent(wrap(result.insight, width - 4), 4), "", `  received by the inbox in channel ${channel}`);
    } else lines.push("", ...formatDiscordPost(result.post, width), "", `  received by Discord in channel ${channel}`);
    if (result.outcome === "delivered") lines.push("  its receipt was not written");
  } else {
    lines.push("  nothing was delivered");
  }
  if (result.reason !== null) {
    lines.push(indent(wrap(`because ${result.reason.message} (${result.reason.code})`, width - 2), 2));
  }
  if (result.market !== null) lines.push(`  market ${sourcesOf(result.market).join(", ")}`);
  if (isFeatures(result.features)) lines.push("", "  figures", ...formatAll(result.features));
  else {
    for (const [name, features] of Object.entries(result.features ?? {}))
      lines.push("", `  figures of the ${name} candles`, ...formatAll(features));
  }
  return lines.join("\n");
}

/** Shows what a model would get for a request. */
export function formatShownPrompt({ product_id, prompt, system_text, prompt_text, reason }: ResultLine): string {
  const title = `\n${product_id}: ${prompt}`;
  if (system_text === null || prompt_text === null)
    return `${title}\n  there is no prompt${reason === null ? "" : `, because ${reason.message} (${reason.code})`}`;
  return `${title}\n\nSystem:\n\n${system_text}\n\nUser:\n\n${prompt_text}`;
}

function sourcesOf(market: NonNullable<ResultLine["market"]>): readonly string[] {
  if ("source" in market) return [market.source];
  return [...new Set(Object.values(market.series).map(({ source }) => source))];
}

function formatAll(features: Features): readonly string[] {
  return Object.entries(formatFigures(features)).map(
    ([name, text]) => `    ${name.padEnd(22)} ${(text ?? "too few candles").padStart(18)}`,
  );
}

function show(line: LogLine, field: string): string {
  const value = line[field];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function toldOf(line: LogLine): string {
  if (line["grounded"] === true) return "holds";
  const leftOut: readonly unknown[] = Array.isArray(line["left_out"]) ? line["left_out"] : [];
  const reasons = leftOut.map((sentence) => show({ ...Object(sentence) }, "reason")).join(" ");
  if (line["posted"] === true)
    return `holds but for ${leftOut.length} ${leftOut.length === 1 ? "sentence" : "sentences"}: ${reasons}`;
  return `does not hold: ${show(line, "why")} ${reasons}`.trimEnd();
}

function messageOf(error: unknown): string {
  return typeof error === "object" && error !== null ? show({ ...error }, "message") : "";
}

function seriesOf(line: LogLine): string {
  const series = show(line, "series");
  return series === "" ? "" : `${series} `;
}

function origin(line: LogLine): string {
  if (!show(line, "source").startsWith("history")) return "";
  return `, from the collected history (${show(line, "object_key")}), since ${show(line, "fallback_reason")}`;
}

function utc(seconds: unknown): string {
  if (typeof seconds !== "number") return "an unknown time";
  return `${new Date(seconds * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
