import type { Clock } from "../clock.ts";
import { type HttpReply, parseJson } from "./http.ts";
import { millisecondsOf, parseRetryAfterMs } from "./retry.ts";

/**
 * Milliseconds that an answer asks to be left alone: by `Retry-After`, by a quota that is used up (status 429 alone), or by
 * `retry_after` in a JSON body. Undefined where it asks for nothing sound.
 *
 * @param clock default: the system's.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 * @see https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy
 */
export function retryAfterMsOf(reply: HttpReply, clock: Clock = Date.now): number | undefined {
  const byHeader = parseRetryAfterMs(reply.headers.get("retry-after"), clock);
  const byBody = (): number | undefined => askedInBody(parseJson(reply.text), clock, bodyDepth);
  const byQuota = (): number | undefined => (reply.status === 429 ? untilQuotaMs(reply.headers, clock) : undefined);
  return byHeader ?? byBody() ?? byQuota();
}

/** {@link retryAfterMsOf} as details of an error: an empty object where nothing is asked for. */
export function retryDetailsOf(reply: HttpReply, clock?: Clock): { readonly retryAfterMs?: number } {
  const retryAfterMs = retryAfterMsOf(reply, clock);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/** `{"retry_after": 1.5}` as Discord says it, `{"error": {"retry_after": 5}}`, `{"parameters": {"retry_after": 5}}`. */
const bodyDepth = 3;
const maxFields = 50;

function askedInBody(body: unknown, clock: Clock, depth: number): number | undefined {
  if (typeof body !== "object" || body === null || depth === 0) return undefined;
  const fields = Object.entries(body).slice(0, maxFields);
  for (const [name, value] of fields) {
    const plainName = name.toLowerCase().replaceAll(/[-_]/g, "");
    if (/^retryafter(?:seconds|secs?)?$/.test(plainName)) return parseRetryAfterMs(String(value), clock);
    if (plainName === "retryafterms" && typeof value === "number" && value >= 0) return millisecondsOf(value / 1_000);
  }
  return fields.map(([, value]) => askedInBody(value, clock, depth - 1)).find((ms) => ms !== undefined);
}

/** A number of seconds above this is a moment since the UNIX epoch. */
const earliestMomentSeconds = 1_000_000_000;

function untilQuotaMs(headers: Headers, clock: Clock): number | undefined {
  // `Auth0-Client-Quota-Limit: b=per_hour;q=10;r=0;t=3540,b=per_day;q=100;r=7;t=7100`: t seconds until r is above 0 again.
  const quotas = (headers.get("auth0-client-quota-limit") ?? "").split(",").slice(0, 10);
  const waits = quotas.flatMap((quota) => {
    const seconds = /;t=(\d{1,10})(?:;|$)/.exec(quota.trim())?.[1];
    return seconds !== undefined && /;r=0(?:;|$)/.test(quota) ? [Number(seconds) * 1_000] : [];
  });
  if (waits.length > 0) return Math.max(...waits);
  const reset =
    headers.get("x-ratelimit-reset-after") ?? headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset");
  const askedMs = parseRetryAfterMs(reset, clock);
  if (askedMs === undefined) return undefined;
  return askedMs >= earliestMomentSeconds * 1_000 ? Math.max(0, askedMs - clock()) : askedMs;
}
