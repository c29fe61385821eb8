import type { Span } from "../../features/index.ts";
import type { ClaimSpan } from "../claims/claim.ts";
import type { HoursScope, Scope } from "./statement.ts";

const named: Readonly<Partial<Record<Scope, ClaimSpan>>> = {
  candle: "last_candle",
  short: "short",
  day: { hours: 24 },
  week: { hours: 168 },
  any: null,
};

/** What a span of hours is as the scope of a sentence: a day and a week have their names. */
export function scopeOfHours(hours: number): HoursScope {
  return hours === 24 ? "day" : hours === 168 ? "week" : `${hours}h`;
}

const byHours = new Map<Scope, ClaimSpan>();

/** What a scope of a sentence is as the span of a claim. */
export function spanOfScope(scope: Scope): ClaimSpan {
  const known = named[scope] ?? byHours.get(scope);
  if (known !== undefined) return known;
  const span: ClaimSpan = scope === "any" ? null : { hours: Number.parseFloat(scope) };
  byHours.set(scope, span);
  return span;
}

/** The scope that a figure's own span is; null of one over candles, the window or the previous day. */
export function scopeOfSpan(span: Span): Scope | null {
  if (span === "last_candle") return "candle";
  return typeof span !== "string" && "hours" in span ? scopeOfHours(span.hours) : null;
}

/** Whether a scope is a number of hours. */
export function isOfHours(scope: Scope | null): scope is HoursScope {
  return scope !== null && scope !== "candle" && scope !== "short" && scope !== "any";
}
