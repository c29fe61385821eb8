import type { CaseText, JudgedAnswer, NamedCase } from "./case-text.ts";

/**
 * How a text ended. `first_try`: the model's first answer, whole. `pruned`: of the first answer what is true. `repaired`: the
 * answer to the repair prompt, whole or in part. `plain`: the plain insight. `refused`: a sentence on why there is none. `failed`: the model
 * could not be reached, so that nothing is known of it.
 */
export type CaseEnd = "first_try" | "pruned" | "repaired" | "plain" | "refused" | "failed";

/** What a run keeps of one text: a few numbers, whatever its length. */
export interface CaseRecord {
  readonly case: string;
  readonly product_day: string;
  /** From 1. */
  readonly repeat: number;
  readonly end: CaseEnd;
  /** Sentences of all answers by their verdicts. */
  readonly true: number;
  readonly false: number;
  readonly not_understood: number;
  /** Words of the model's text that would be posted, without a footer; null where none would. */
  readonly words: number | null;
  /** The direction that the posted text states, and the figures that it tells of. */
  readonly direction: "up" | "down" | null;
  readonly figures: readonly string[];
  /** What the price did in the hour and the day after, in percent. */
  readonly after_1h: number | null;
  readonly after_24h: number | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  /** Milliseconds of each answer; none where the time tells nothing of the model. */
  readonly latencies_ms: readonly number[];
  /** What decided the first answer, hashed; null where no model was asked. */
  readonly key: string | null;
}

/** Failures of the model itself: it answered, and the answer was of no use. */
const ownFailures: ReadonlySet<string> = new Set(["MODEL_ANSWER_INCOMPLETE", "MODEL_REFUSED"]);

/** Says what became of a case. */
export function recordCase(
  { id, productDay, followed }: NamedCase,
  text: CaseText,
  facts: { readonly repeat: number; readonly key: string | null; readonly isTimed: boolean },
): CaseRecord {
  const sentences = text.answers.flatMap((answer) => answer.sentences);
  const countOf = (verdict: string): number => sentences.filter((sentence) => sentence.verdict === verdict).length;
  const end = endOf(text);
  return {
    case: id,
    product_day: productDay,
    repeat: facts.repeat,
    end,
    true: countOf("true"),
    false: countOf("false"),
    not_understood: countOf("not_understood"),
    words: isByModel(end) ? (text.answers.at(-1)?.posted?.match(/\S+/g)?.length ?? null) : null,
    direction: text.told.direction,
    figures: text.told.figures,
    after_1h: followed?.after1h ?? null,
    after_24h: followed?.after24h ?? null,
    input_tokens: text.inputTokens,
    output_tokens: text.outputTokens,
    latencies_ms: facts.isTimed ? text.answers.flatMap(({ latencyMs }) => latencyMs ?? []) : [],
    key: facts.key,
  };
}

/** The same for the texts of two sides about one case. */
export function pairKey({ repeat, case: id }: CaseRecord): string {
  return `${repeat} ${id}`;
}

/** Whether a reader would have got the model's own words. */
export function isByModel(end: CaseEnd): boolean {
  return end === "first_try" || end === "pruned" || end === "repaired";
}

/** Whether it says anything of prompt and model. */
export function isTold(end: CaseEnd): boolean {
  return end !== "refused" && end !== "failed";
}

function endOf({ outcome, answers, failureCode }: CaseText): CaseEnd {
  if (outcome === "refusal") return "refused";
  if (outcome === "plain") return failureCode === null || ownFailures.has(failureCode) ? "plain" : "failed";
  const [first, second] = answers;
  if (second !== undefined) return "repaired";
  return isWhole(first) ? "first_try" : "pruned";
}

/** Every sentence is true, and none was cut off for the length. */
function isWhole(answer: JudgedAnswer | undefined): boolean {
  const last = answer?.sentences.at(-1)?.text ?? "";
  return answer?.grounded === true && answer.posted?.trimEnd().endsWith(last) === true;
}
