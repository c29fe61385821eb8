import { type Agreement, agreementOfSides } from "./agreement.ts";
import { holmCorrected } from "../statistics/holm.ts";
import { mcnemarP } from "../statistics/mcnemar.ts";
import { type BootstrapResult, pairedBootstrap, type PairedDifference } from "../statistics/paired-bootstrap.ts";
import { seededRandom } from "../statistics/random.ts";
import { z95 } from "../statistics/wilson.ts";
import { type CaseRecord, isByModel, isTold, pairKey } from "./case-record.ts";

/** A side of a comparison. */
export interface ComparedCell {
  readonly prompt: string;
  readonly model: string;
  /** The run that it is of; null is this one. */
  readonly run: string | null;
  readonly records: readonly CaseRecord[];
}

/** `worse` and `better` are beyond chance; `too few`: neither can be said, nor that it is as good within the margin. */
export type ComparisonVerdict = "better" | "not worse" | "worse" | "too few";

/** One measure of two cells, over the cases that both have. */
export interface Comparison {
  readonly measure: string;
  readonly prompt: string;
  readonly model: string;
  readonly against: { readonly prompt: string; readonly model: string; readonly run: string | null };
  /** Cases that both sides have, whatever their repeats. */
  readonly pairs: number;
  readonly product_days: number;
  /** New less old, as shares of 1; null without a pair. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Pairs that only the new, and only the old side won; null for what is no yes or no. */
  readonly gained: number | null;
  readonly lost: number | null;
  /** McNemar's exact p, of other measures the bootstrap's; corrected by Holm for all comparisons of the run. */
  readonly p: number;
  readonly verdict: ComparisonVerdict;
  /** How alike the texts of both sides are. */
  readonly agreement: Agreement;
  /** How many more cases and product-days would tell; 0 where enough are there. */
  readonly missing_cases: number;
  readonly missing_product_days: number;
}

const measures: readonly {
  readonly name: string;
  readonly isYesOrNo: boolean;
  readonly of: (record: CaseRecord) => number | null;
}[] = [
  { name: "first_try", isYesOrNo: true, of: ({ end }) => Number(end === "first_try") },
  { name: "delivered", isYesOrNo: true, of: ({ end }) => Number(isByModel(end)) },
  { name: "sentences_kept", isYesOrNo: false, of: keptShare },
];

const significant = 0.05;
/** With fewer product-days their differences can't be estimated, so windows that overlap would count as independent. */
export const minProductDays = 5;

/** Compares each cell with the one that it is held against. The same records give the same numbers. */
export function compareCells(
  pairs: readonly { readonly cell: ComparedCell; readonly against: ComparedCell }[],
  margin: number,
): readonly Comparison[] {
  const drafts = pairs.flatMap(({ cell, against }) => {
    const agreement = agreementOfSides(cell.records, against.records);
    return measures
      .filter(({ of }) => isMeasured(cell, of) && isMeasured(against, of))
      .map((measure) => {
        const paired = pairUp(cell.records, against.records, measure.of);
        const gained = paired.filter(({ difference }) => difference > 0).length;
        const lost = paired.filter(({ difference }) => difference < 0).length;
        const productDays = new Set(paired.map(({ cluster }) => cluster)).size;
        // Of few days each case is drawn by itself: the verdict heeds that they are few.
        const drawn =
          productDays < minProductDays ? paired.map((pair, index) => ({ ...pair, cluster: String(index) })) : paired;
        const result = pairedBootstrap(drawn, seededRandom(1));
        const p = measure.isYesOrNo ? mcnemarP(gained, lost) : (result?.p ?? 1);
        return { cell, against, measure, paired, gained, lost, productDays, result, p, agreement };
      });
  });
  const corrected = holmCorrected(drafts.map(({ p }) => p));
  return drafts.map(({ cell, against, measure, paired, gained, lost, productDays, result, agreement }, index) => {
    const p = corrected[index] ?? 1;
    const counts = { pairs: paired.length, productDays };
    const verdict = verdictOf(result, p, counts, margin);
    const missing = verdict === "too few" ? missingOf(result, counts, margin) : { cases: 0, productDays: 0 };
    return {
      measure: measure.name,
      prompt: cell.prompt,
      model: cell.model,
      against: { prompt: against.prompt, model: against.model, run: against.run },
      pairs: paired.length,
      product_days: productDays,
      difference: result === null ? null : { value: result.value, low: result.low, high: result.high },
      gained: measure.isYesOrNo ? gained : null,
      lost: measure.isYesOrNo ? lost : null,
      p,
      verdict,
      agreement,
      missing_cases: missing.cases,
      missing_product_days: missing.productDays,
    };
  });
}

/** The plain insight has no sentences by a model. */
function isMeasured({ records }: ComparedCell, measure: (record: CaseRecord) => number | null): boolean {
  return records.length === 0 || records.some((record) => measure(record) !== null);
}

function keptShare(record: CaseRecord): number | null {
  const all = record.true + record.false + record.not_understood;
  return all === 0 ? null : record.true / all;
}

function pairUp(
  records: readonly CaseRecord[],
  others: readonly CaseRecord[],
  measure: (record: CaseRecord) => number | null,
): readonly PairedDifference[] {
  const byKey = new Map(others.filter(({ end }) => isTold(end)).map((record) => [pairKey(record), record]));
  const found = records.flatMap((record) => {
    const other = byKey.get(pairKey(record));
    if (other === undefined || !isTold(record.end)) return [];
    const [value, before] = [measure(record), measure(other)];
    return value === null || before === null
      ? []
      : [{ id: record.case, day: record.product_day, difference: value - before }];
  });
  // The repeats of a case are no cases of their own: they count by their mean.
  return [...Map.groupBy(found, ({ id }) => id).values()].map((ofCase) => ({
    difference: ofCase.reduce((sum, { difference }) => sum + difference, 0) / ofCase.length,
    cluster: ofCase[0]?.day ?? "",
  }));
}

interface PairCounts {
  readonly pairs: number;
  readonly productDays: number;
}

function verdictOf(
  result: BootstrapResult | null,
  p: number,
  { pairs, productDays }: PairCounts,
  margin: number,
): ComparisonVerdict {
  if (result === null) return "too few";
  if (p < significant && result.high < 0) return "worse";
  // Few days may be alike by chance: that is no reason to pass, though it is one to look.
  if (p < significant && result.low > 0 && productDays >= minProductDays) return "better";
  const isEnough = pairs >= minPairs(margin) && productDays >= minProductDays;
  return isEnough && result.low >= -margin ? "not worse" : "too few";
}

/** Of n cases without a loss as much as 3/n may be lost unseen: the rule of three. */
function minPairs(margin: number): number {
  return Math.ceil(3 / margin);
}

/** As many as make the interval end at the margin, or at 0, if the difference and its spread stay what they are. */
function missingOf(result: BootstrapResult | null, { pairs, productDays }: PairCounts, margin: number) {
  const distance = Math.max(Math.abs(result?.value ?? 0), (result?.value ?? 0) + margin, margin / 10);
  const wanted = Math.ceil(pairs * ((z95 * (result?.error ?? 0)) / distance) ** 2);
  const missingDays = Math.max(0, minProductDays - productDays);
  const cases = Math.max(1, missingDays, Math.max(wanted, minPairs(margin)) - pairs);
  return { cases, productDays: missingDays };
}
