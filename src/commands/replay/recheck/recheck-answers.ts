import { joinFeatures } from "../../../features/index.ts";
import { judgeText } from "../../../grounding/reading/judge-text.ts";
import { subjectOf } from "../../../insight/subject-of.ts";
import { findPromptType } from "../../../prompts/registry.ts";
import { areFeatures, figuresOf, type ReceiptReading } from "../../kit/receipts/receipt-reading.ts";

/** A sentence that the check of today calls something else; null where one side does not have it. */
export interface ChangedSentence {
  readonly text: string;
  readonly was: string | null;
  readonly now: string | null;
  /** Why it is not true now; empty where it is. */
  readonly reason: string;
}

/** An old answer, judged again. */
export interface RecheckedAnswer {
  readonly correlation_id: string;
  readonly prompt: string;
  readonly model: string;
  /** 1, and 2 for the repaired one. */
  readonly attempt: number;
  /** Whether something of it was, and would be, posted. */
  readonly posted_before: boolean;
  readonly posted_now: boolean;
  readonly changed: readonly ChangedSentence[];
}

/** Judges the answers of a receipt by the check of this tree. None where it holds no figures, or its prompt is not known. */
export function recheckAnswers(receipt: ReceiptReading): readonly RecheckedAnswer[] {
  const { product_id: productId, prompt, correlation_id: id } = receipt;
  const promptType = findPromptType(prompt ?? "");
  const series = figuresOf(receipt).flatMap(({ figures }) => (areFeatures(figures) ? [figures] : []));
  if (productId === null || promptType === undefined || series.length === 0) return [];
  const subject = subjectOf(promptType, productId, joinFeatures(series));
  return receipt.answers.flatMap(({ text, model, grounding }, index) => {
    // Versions before the reader kept no verdict on each sentence.
    if (text === null || grounding === null || grounding.violations.length > 0) return [];
    const verdict = judgeText(text, subject);
    const rechecked = {
      correlation_id: id ?? "",
      prompt: promptType.name,
      model: model ?? "",
      attempt: index + 1,
      posted_before: grounding.posted !== null,
      posted_now: verdict.posted !== null,
      changed: changedSentences(grounding.sentences, verdict.sentences),
    };
    return [rechecked];
  });
}

interface Judged {
  readonly text: string | null;
  readonly verdict: string | null;
  readonly reason: string | null;
}

function changedSentences(before: readonly Judged[], now: readonly Judged[]): readonly ChangedSentence[] {
  const [was, is] = [byText(before), byText(now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((text) => {
    const [old, fresh] = [was.get(text)?.verdict ?? null, is.get(text)?.verdict ?? null];
    return old === fresh ? [] : [{ text, was: old, now: fresh, reason: is.get(text)?.reason ?? "" }];
  });
}

function byText(sentences: readonly Judged[]): ReadonlyMap<string, Judged> {
  return new Map(sentences.map((sentence) => [sentence.text ?? "", sentence]));
}
