import type { Clock } from "../../platform/clock.ts";
import type { HttpAnswer } from "../http-server.ts";

/** A request within a limit or beyond it, as the headers of its answer tell. */
export interface LimitedRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Null where it is within. */
  readonly refused: HttpAnswer | null;
}

/**
 * Makes a limit of so many posts in a window of time, for each webhook by itself, with Discord's headers.
 *
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
export function createRateLimit({
  posts,
  windowMs,
  clock,
}: {
  readonly posts: number;
  readonly windowMs: number;
  readonly clock: Clock;
}): { take(webhookId: string): LimitedRequest } {
  const windows = new Map<string, { readonly endsAtMs: number; taken: number }>();
  return {
    take(webhookId) {
      const known = windows.get(webhookId);
      const window =
        known === undefined || known.endsAtMs <= clock() ? { endsAtMs: clock() + windowMs, taken: 0 } : known;
      windows.set(webhookId, window);
      window.taken += 1;
      const leftSeconds = Math.max(0, window.endsAtMs - clock()) / 1_000;
      const headers = {
        "x-ratelimit-limit": String(posts),
        "x-ratelimit-remaining": String(Math.max(0, posts - window.taken)),
        "x-ratelimit-reset": String(window.endsAtMs / 1_000),
        "x-ratelimit-reset-after": leftSeconds.toFixed(3),
        "x-ratelimit-bucket": `webhook-${webhookId}`,
      };
      return { headers, refused: window.taken <= posts ? null : tooMany(leftSeconds, headers) };
    },
  };
}

function tooMany(retryAfterSeconds: number, headers: Readonly<Record<string, string>>): HttpAnswer {
  return {
    status: 429,
    headers: { ...headers, "retry-after": String(Math.ceil(retryAfterSeconds)), "x-ratelimit-scope": "shared" },
    body: { message: "You are being rate limited.", retry_after: retryAfterSeconds, global: false },
  };
}
