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

/** An instant in UTC, to the second; what is no instant stays as it is. */
export function utcToSecond(instant: string): string {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? instant : `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
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

/** A longer duration, cut down to its greatest unit: `40 s`, `12 min`, `5 h`, `3 d`. */
export function age(ms: number): string {
  const wholeSeconds = Math.max(0, Math.floor(ms / 1_000));
  if (wholeSeconds < 60) return `${wholeSeconds} s`;
  if (wholeSeconds < 3_600) return `${Math.floor(wholeSeconds / 60)} min`;
  return wholeSeconds < 86_400 ? `${Math.floor(wholeSeconds / 3_600)} h` : `${Math.floor(wholeSeconds / 86_400)} d`;
}
