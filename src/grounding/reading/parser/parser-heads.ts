import type { Bits } from "./tag-bits.ts";

/** What something that is read can begin with; null where it may be nothing. */
interface Headed {
  readonly first: () => Bits | null;
  readonly firstIfSome?: () => Bits | null;
}

/** What a row can begin with: its first part, and what stands behind parts that may be nothing. */
export function firstOfAll(parts: readonly Headed[]): Bits | null {
  const bits: Bits[] = [];
  for (const part of parts) {
    const first = part.first();
    if (first !== null) return union([...bits, first]);
    const some = part.firstIfSome?.();
    if (some === undefined || some === null) return null;
    bits.push(some);
  }
  return null;
}

/** What any of several can begin with. */
export function firstOfAny(parsers: readonly Headed[]): Bits | null {
  const bits: Bits[] = [];
  for (const parser of parsers) {
    const first = parser.first();
    if (first === null) return null;
    bits.push(first);
  }
  return union(bits);
}

/** All of several sets of tags. */
export function union(all: readonly Bits[]): Bits {
  const bits: [number, number, number, number] = [0, 0, 0, 0];
  for (const some of all) for (let word = 0; word < 4; word++) bits[word] = (bits[word] ?? 0) | (some[word] ?? 0);
  return bits;
}
