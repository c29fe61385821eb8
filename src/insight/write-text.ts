import { makeChatSafe } from "../grounding/chat-safety.ts";
import { maxPostedCharacters } from "../grounding/chat-limits.ts";
import { judgeText, type TextVerdict } from "../grounding/reading/judge-text.ts";
import { citableValues } from "../grounding/citable-values.ts";
import { writePlainInsight } from "../grounding/plain-insight.ts";
import { writeRepairPrompt } from "../grounding/repair-prompt.ts";
import type { GroundingSubject } from "../grounding/verdict.ts";
import type { Deadline } from "../platform/deadline.ts";
import { type ErrorCode, type ServiceError, toServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { RenderedPrompt } from "../prompts/prompt-type.ts";
import type { GenerationFacts, ModelAnswerFacts, Outcome, TextAttempt } from "./generation.ts";
import type { TextModel } from "./ports.ts";

/** What a text is written from. */
export interface TextTask extends Required<GroundingSubject> {
  readonly prompt: RenderedPrompt;
  /** The prompt type's name, for whoever keeps books by it. */
  readonly promptName?: string | undefined;
}

/** A text that may be posted, and how it came to be. */
export interface CheckedText {
  readonly outcome: Extract<Outcome, "insight" | "plain">;
  readonly text: string;
  readonly verdict: TextVerdict;
  readonly answers: readonly ModelAnswerFacts[];
  readonly attempts: readonly TextAttempt[];
  readonly usage: GenerationFacts["usage"];
  /** Why a model's text is not what is posted. */
  readonly reason: { readonly code: ErrorCode; readonly message: string } | null;
}

/** Of a runaway answer this many characters are kept: an item of the ledger holds 400 KB in all. */
const maxKeptCharacters = 8_000;

/** The first request, and one more that lists what was wrong. */
const tries = 2;

/**
 * Has a model write the text and judges it, sentence by sentence: what is true of it is posted. Where too little is, it is asked
 * for once more, with what is wrong. Where that gives no text either, or no model answers, the plain insight stands in. It always gives a text, and never throws.
 */
export async function writeText(
  task: TextTask,
  model: TextModel,
  { deadline, logger, metrics }: { deadline: Deadline; logger: Logger; metrics: Metrics },
): Promise<CheckedText> {
  const subject: GroundingSubject = task;
  const answers: ModelAnswerFacts[] = [];
  const attempts: TextAttempt[] = [];
  const usages: TokenUsage[] = [];
  let reason: CheckedText["reason"] = null;
  const soFar = (): Pick<CheckedText, "answers" | "attempts" | "usage"> => ({
    answers,
    attempts,
    usage: sumUsage(usages),
  });
  const { promptName } = task;
  let prompt: Parameters<TextModel["generate"]>[0] = task.prompt;

  while (answers.length < tries) {
    try {
      const written = await model.generate(prompt, { ...deadline, logger, promptName });
      attempts.push(...written.attempts);
      usages.push(written.usage, ...usagesOf(written.attempts));
      // What would be posted is the text that was judged, to its last character.
      const verdict = judgeText(written.text, subject);
      const { provider, model: modelName, latencyMs } = written;
      answers.push({
        provider,
        model: modelName,
        latency_ms: latencyMs,
        text: kept(written.text),
        grounding: verdict,
      });
      logger.info("text_checked", {
        provider,
        model: modelName,
        grounded: verdict.grounded,
        posted: verdict.posted !== null,
        why: verdict.why,
        left_out: leftOut(verdict),
      });
      if (verdict.posted !== null) {
        metrics.record("PlainInsights", 0, { provider });
        return { outcome: "insight", text: verdict.posted, verdict, reason: null, ...soFar() };
      }

      metrics.record("GroundingFailures", 1, { provider });
      reason = {
        code: "TEXT_NOT_GROUNDED",
        message: [verdict.why, ...leftOut(verdict).map((sentence) => sentence.reason)]
          .join(" ")
          .slice(0, maxReasonCharacters),
      };
      const repair = writeRepairPrompt(task.prompt, kept(written.text), verdict, citableValues(task.features));
      prompt = { ...repair, isRepeat: true };
    } catch (thrown) {
      const error = toServiceError(thrown);
      const failed = attemptsOf(error);
      attempts.push(...failed);
      usages.push(...usagesOf(failed));
      // Where no model is configured nothing went wrong.
      logger[error.code === "MODEL_NOT_CONFIGURED" ? "info" : "warn"]("no_model_text", { error });
      reason = { code: error.code, message: error.message };
      break;
    }
  }

  // By provider, 1 for each text that none of them wrote in the end: its average is a provider's share of plain ones.
  // One that was not asked, because it would have been too much for the day, has no part in it.
  const asked = attempts.filter(({ error }) => error?.code !== "DAILY_LIMIT_REACHED");
  for (const provider of new Set(asked.map((attempt) => attempt.provider))) {
    metrics.record("PlainInsights", 1, { provider });
  }
  const text = makeChatSafe(writePlainInsight(task.productId, task.features), maxPostedCharacters);
  return { outcome: "plain", text, verdict: judgeText(text, subject), reason, ...soFar() };
}

/** What a reason keeps of what is wrong with a text. */
const maxReasonCharacters = 2_000;
/** No log line reports more sentences. */
const maxLoggedSentences = 20;

/** The sentences that are not posted as they stand, and why. */
function leftOut({
  sentences,
}: TextVerdict): readonly { readonly text: string; readonly verdict: string; readonly reason: string }[] {
  return sentences
    .filter(({ verdict }) => verdict !== "true")
    .slice(0, maxLoggedSentences)
    .map(({ text, verdict, reason }) => ({ text, verdict, reason }));
}

/** The beginning of an answer, without half a character at its end and without halves that JSON's readers refuse. */
function kept(answer: string): string {
  return answer
    .slice(0, maxKeptCharacters)
    .replace(/[\uD800-\uDBFF]$/, "")
    .toWellFormed();
}

interface TokenUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

function sumUsage(usages: readonly TokenUsage[]): CheckedText["usage"] {
  if (usages.length === 0) return null;
  return {
    input_tokens: sumTold(usages.map(({ inputTokens }) => inputTokens)),
    output_tokens: sumTold(usages.map(({ outputTokens }) => outputTokens)),
  };
}

/** Tokens that nobody reported are not none. */
function sumTold(counts: readonly (number | null)[]): number | null {
  const told = counts.filter((count) => count !== null);
  return told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0);
}

/** An answer that could not be used was billed all the same. */
function usagesOf(attempts: readonly TextAttempt[]): readonly TokenUsage[] {
  return attempts.flatMap(({ usage }) => (usage === undefined ? [] : [usage]));
}

function attemptsOf(error: ServiceError): readonly TextAttempt[] {
  const isOfModels =
    error.code === "MODELS_FAILED" || error.code === "DAILY_LIMIT_REACHED" || error.code === "MODEL_NOT_CONFIGURED";
  return isOfModels ? (error.details.attempts ?? []) : [];
}
