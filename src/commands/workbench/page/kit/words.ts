import type { Verdict } from "../../views/insight-view.ts";

/** A verdict is told by a sign and a word, never by its colour alone. */
export const verdictSigns: Readonly<Record<Verdict, string>> = { true: "✓", false: "✗", not_understood: "?" };
export const verdictWords: Readonly<Record<Verdict, string>> = {
  true: "true",
  false: "false",
  not_understood: "not understood",
};

/** `2026-11-27 08:20:05`, UTC. */
export function utc(time: string | null): string {
  if (time === null) return "-";
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? time : new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** Whole milliseconds, or seconds where they are many. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** US dollars; small sums keep two digits. */
export function dollars(usd: number | null): string {
  if (usd === null) return "unknown";
  if (usd === 0) return "0 USD";
  return usd >= 0.01 ? `${usd.toFixed(2)} USD` : `${Number(usd.toPrecision(2))} USD`;
}

/** `dead_lettered` as people write it. */
export function spaced(name: string | null): string {
  return name === null ? "-" : name.replaceAll("_", " ");
}
