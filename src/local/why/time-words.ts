/** An instant in UTC, to the millisecond, as people read it; what is no instant stays as it is. */
export function utc(instant: string): string {
  const ms = Date.parse(instant);
  return Number.isNaN(ms)
    ? instant
    : `${new Date(ms)
        .toISOString()
        .replace("T", " ")
        .replace(/(?:\.000)?Z$/, "")} UTC`;
}

/** A number of UNIX seconds as ISO 8601; the number itself where it is none that a date can hold. */
export function seconds(value: number): string {
  const date = new Date(value * 1_000);
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString();
}

/** A duration as people read it: milliseconds below 10 s, else seconds, from 2 minutes on minutes. */
export function duration(ms: number): string {
  if (Math.abs(ms) < 10_000) return `${Math.round(ms)} ms`;
  return Math.abs(ms) < 120_000 ? `${(ms / 1_000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}
