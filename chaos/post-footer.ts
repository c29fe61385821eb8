import { granularitySeconds } from "../src/market/candle.ts";
import { findPromptType } from "../src/prompts/registry.ts";
import type { InboxMessage } from "../src/emulators/upstreams/assistant-inbox.ts";
import type { PlannedRequest } from "./plan.ts";

/** What a post says below its text; null where it says nothing. Read by its own eyes, not by what wrote it. */
export function readFooter(
  message: string,
): { readonly text: string; readonly asOfMs: number; readonly isSynthetic: boolean } | null {
  const [, text, day, time, rest] = /^([\s\S]*)\nAs of (\S{10}) (\S{5}) UTC\.([^\n]*)$/.exec(message) ?? [];
  if (text === undefined) return null;
  return { text, asOfMs: Date.parse(`${day}T${time}:00Z`), isSynthetic: rest?.includes("Synthetic market.") ?? false };
}

/** A post is on its way for as long as one try of the client lasts; a refusal's as-of is cut down to its minute. */
const onItsWayMs = 10_000;
const minuteMs = 60_000;

/** Whether a post came when its market was older than half an hour and than two of its candles. */
export function isOutdated({ message, receivedAt }: InboxMessage, { prompt }: PlannedRequest): boolean {
  const footer = readFooter(message);
  const promptType = findPromptType(prompt);
  if (footer === null || promptType === undefined) return false;
  const intervalMs = granularitySeconds[promptType.series[0].granularity] * 1_000;
  const slackMs = onItsWayMs + (isRefusal(message) ? minuteMs : 0);
  return Date.parse(receivedAt) - footer.asOfMs > Math.max(30 * minuteMs, 2 * intervalMs) + slackMs;
}

/** Whether a post says why there is no insight. */
export function isRefusal(message: string): boolean {
  return message.startsWith("There is no insight about ");
}
