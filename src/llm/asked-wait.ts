import type { Clock } from "../platform/clock.ts";
import { parseJson } from "../platform/http/http.ts";
import { parseRetryAfterMs } from "../platform/http/retry.ts";

/** Whatever a server asks for, it is tried again after this long: it may have been fixed since. 15 minutes. */
const maxWaitMs = 900_000;

/** A body's first characters are looked at. */
const maxRead = 4_000;

const msPerUnit: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** "retry after 60 seconds", "try again in 5 minutes", "wait 2h": a number and its unit; no unit means seconds. */
const spokenWait =
  /\b(?:retry(?:ing)?|try(?: it)? again|wait)\s{1,3}(?:(?:in|after|for|at least|another)\s{1,3}){0,2}(\d{1,9}(?:\.\d{1,6})?)\s{0,3}(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)?(?!\w)/iu;

/** "try again in 7m12.5s": Go's way of writing a duration, as the limits of some compatible servers tell it. */
const spokenDuration =
  /\b(?:retry|try again) (?:in|after) (?:(\d{1,4})h)?(?:(\d{1,4})m)?(\d{1,4}(?:\.\d{1,9})?)s(?!\w)/iu;

/**
 * Milliseconds that a server asks to be left alone, from its `Retry-After` (seconds, also with decimals, or an HTTP date)
 * or else from the words or the fields `retry_after` and `retryAfter` of its body. At most 15 minutes; 0 for a moment that
 * has passed. Undefined where it asks for nothing, or for nothing sound.
 */
export function askedWaitMs(header: string | null, body: string, clock: Clock = Date.now): number | undefined {
  const askedMs = headerMs(header, clock) ?? bodyMs(body.slice(0, maxRead));
  return askedMs === undefined || !Number.isFinite(askedMs) ? undefined : Math.min(maxWaitMs, Math.max(0, askedMs));
}

function headerMs(header: string | null, clock: Clock): number | undefined {
  const text = header?.trim() ?? "";
  return /^\d{1,12}(?:\.\d{1,9})?$/.test(text) ? Math.round(Number(text) * 1_000) : parseRetryAfterMs(header, clock);
}

function bodyMs(body: string): number | undefined {
  const told = fieldSeconds(parseJson(body));
  if (told !== undefined) return Math.round(told * 1_000);
  const duration = spokenDuration.exec(body);
  if (duration !== null) {
    const [, hours = 0, minutes = 0, seconds = 0] = duration;
    return Math.round(Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000);
  }
  const [, amount, unit = "s"] = spokenWait.exec(body) ?? [];
  if (amount === undefined) return undefined;
  const short = /^m(?:s|illi)/iu.test(unit) ? "ms" : unit.slice(0, 1).toLowerCase();
  return Math.round(Number(amount) * (msPerUnit.get(short) ?? 1_000));
}

/** `{"retry_after": 60}`, also inside `error`. */
function fieldSeconds(body: unknown, depth = 0): number | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  for (const name of ["retry_after", "retryAfter"]) {
    const seconds: unknown = Reflect.get(body, name);
    if (typeof seconds === "number" && seconds >= 0) return seconds;
  }
  return depth === 0 ? fieldSeconds(Reflect.get(body, "error"), 1) : undefined;
}
