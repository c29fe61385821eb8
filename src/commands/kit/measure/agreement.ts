import { type Rate, wilsonRate } from "../statistics/wilson.ts";
import { type CaseRecord, isTold, pairKey } from "./case-record.ts";

/** How alike pairs of texts about the same cases are. */
export interface Agreement {
  readonly pairs: number;
  /** Pairs that state the same direction, or both none. */
  readonly direction: Rate;
  /** Of the figures that either text tells of, the share that both do: the mean over the pairs. Null without a pair. */
  readonly figures: number | null;
}

/** Compares each repeat of a case with the first one; null where there is only one. */
export function agreementOfRepeats(records: readonly CaseRecord[]): Agreement | null {
  const first = new Map(records.filter(({ repeat }) => repeat === 1).map((record) => [record.case, record]));
  const further = records.filter(({ repeat }) => repeat > 1);
  return further.length === 0 ? null : agreementOf(further, ({ case: id }) => first.get(id));
}

/** Compares the texts of two sides about the same cases. */
export function agreementOfSides(records: readonly CaseRecord[], others: readonly CaseRecord[]): Agreement {
  const byKey = new Map(others.map((record) => [pairKey(record), record]));
  return agreementOf(records, (record) => byKey.get(pairKey(record)));
}

function agreementOf(
  records: readonly CaseRecord[],
  otherOf: (record: CaseRecord) => CaseRecord | undefined,
): Agreement {
  let [pairs, same, shared] = [0, 0, 0];
  for (const record of records) {
    const other = otherOf(record);
    if (other === undefined || !isTold(record.end) || !isTold(other.end)) continue;
    pairs += 1;
    if (record.direction === other.direction) same += 1;
    shared += sharedShare(record.figures, other.figures);
  }
  return { pairs, direction: wilsonRate(same, pairs), figures: pairs === 0 ? null : shared / pairs };
}

function sharedShare(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  const both = one.filter((name) => other.includes(name));
  return all.size === 0 ? 1 : both.length / all.size;
}
