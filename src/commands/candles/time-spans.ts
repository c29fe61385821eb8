/** A time from `start` up to `end`, which is not part of it. UNIX seconds. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** The spans in order, those that touch or overlap made one. */
export function joinSpans(spans: readonly TimeSpan[]): readonly TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last === undefined || span.start > last.end) joined.push(span);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return joined;
}

/** What of a span none of the others covers, in order. */
export function missingSpans(wanted: TimeSpan, held: readonly TimeSpan[]): readonly TimeSpan[] {
  const missing: TimeSpan[] = [];
  let from = wanted.start;
  for (const { start, end } of joinSpans(held)) {
    if (start >= wanted.end) break;
    if (start > from) missing.push({ start: from, end: start });
    from = Math.max(from, end);
  }
  if (from < wanted.end) missing.push({ start: from, end: wanted.end });
  return missing;
}

/** Cuts spans into pieces of at most `seconds`. */
export function cutSpans(spans: readonly TimeSpan[], seconds: number): readonly TimeSpan[] {
  return spans.flatMap(({ start, end }) => {
    const pieces: TimeSpan[] = [];
    for (let from = start; from < end; from += seconds)
      pieces.push({ start: from, end: Math.min(end, from + seconds) });
    return pieces;
  });
}
