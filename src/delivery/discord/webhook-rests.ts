import type { Clock } from "../../platform/clock.ts";
import { parseJson } from "../../platform/http/http.ts";

/** An answer of Discord, as far as it tells of its limits. */
export interface LimitedReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Remembers until when Discord wants to be left alone: a webhook by itself, or all of them. */
export interface WebhookRests {
  /** Milliseconds until a webhook may be asked again; 0 where it may be now. */
  remainingMs(webhook: string): number;
  /** Learns from an answer. */
  see(webhook: string, reply: LimitedReply, askedMs: number | undefined): void;
}

/**
 * Makes the memory of one process. Whoever posts while a limit is used up is refused at once, and too many refusals are
 * themselves a reason to be shut out.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
export function createWebhookRests(clock: Clock): WebhookRests {
  const until = new Map<string, number>();
  const all = "";
  const rest = (key: string, ms: number): void => void until.set(key, Math.max(until.get(key) ?? 0, clock() + ms));
  return {
    remainingMs: (webhook) => Math.max(0, ...[all, webhook].map((key) => (until.get(key) ?? 0) - clock())),
    see(webhook, { status, headers, text }, askedMs) {
      if (status === 429) {
        const isGlobal =
          headers.get("x-ratelimit-global") === "true" || Reflect.get(Object(parseJson(text)), "global") === true;
        rest(isGlobal ? all : webhook, askedMs ?? 0);
      } else if (headers.get("x-ratelimit-remaining") === "0") {
        const seconds = Number(headers.get("x-ratelimit-reset-after") ?? "");
        if (seconds > 0 && seconds < 3_600) rest(webhook, Math.ceil(seconds * 1_000));
      }
    },
  };
}
