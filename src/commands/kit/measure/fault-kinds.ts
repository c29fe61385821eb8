import type { CaseText } from "./case-text.ts";

/** A kind of fault with how many sentences had it. */
export interface FaultKind {
  readonly verdict: string;
  readonly reason: string;
  readonly count: number;
}

/** Counts the reasons for which sentences were not true. */
export interface FaultCounter {
  add(text: CaseText): void;
  /** The commonest first, 10 at most. */
  commonest(): readonly FaultKind[];
}

const maxTold = 10;
/** What is counted grows with the kinds, and not with the texts. */
const maxKinds = 2_000;

/** Makes a counter. Reasons that differ in what they quote, or in their numbers, are of one kind. */
export function createFaultCounter(): FaultCounter {
  const counts = new Map<string, FaultKind>();
  return {
    add({ answers }) {
      for (const { verdict, reason } of answers.flatMap(({ sentences }) => sentences)) {
        if (verdict === "true") continue;
        const kind = kindOf(reason);
        const key = `${verdict} ${kind}`;
        if (!counts.has(key) && counts.size >= maxKinds) continue;
        counts.set(key, { verdict, reason: kind, count: (counts.get(key)?.count ?? 0) + 1 });
      }
    },
    commonest: () =>
      [...counts.values()]
        .toSorted((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1))
        .slice(0, maxTold),
  };
}

function kindOf(reason: string): string {
  return reason.replaceAll(/"[^"]*"/g, '"..."').replaceAll(/[-+]?\d[\d,]*(?:\.\d+)?/g, "N");
}
