const dayMs = 86_400_000;

/** The day of an instant, UTC, `YYYY-MM-DD`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Today and the days before it, `count` in all, UTC, the newest first. */
export function lastDays(count: number, nowMs: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => dayOf(nowMs - index * dayMs));
}
