import type { CaseText } from "../kit/measure/case-text.ts";
import type { ReceiptReading } from "../kit/receipts/receipt-reading.ts";

/** What a receipt tells of the text that was posted; null where none was written for it, or the receipt does not say. */
export function textOfReceipt(receipt: ReceiptReading): CaseText | null {
  const { outcome, insight, reason, usage, attempts, answers } = receipt;
  if (outcome !== "insight" && outcome !== "plain" && outcome !== "refusal") return null;
  return {
    outcome,
    text: insight ?? "",
    answers: answers.map(({ text, latency_ms: latencyMs, grounding }) => ({
      text: text ?? "",
      latencyMs,
      grounded: grounding?.grounded ?? false,
      posted: grounding?.posted ?? null,
      sentences: (grounding?.sentences ?? []).map((sentence) => ({
        text: sentence.text ?? "",
        verdict: sentence.verdict ?? "not_understood",
        reason: sentence.reason ?? "",
      })),
    })),
    told: { direction: null, figures: [] },
    // Where no answer came nobody counted tokens: most such requests were never begun, and cost nothing.
    inputTokens: usage?.input_tokens ?? (answers.length === 0 ? 0 : null),
    outputTokens: usage?.output_tokens ?? (answers.length === 0 ? 0 : null),
    reason: reason === null ? null : { code: reason.code ?? "", message: reason.message ?? "" },
    failureCode: failureOf(reason?.code, attempts.at(-1)?.error?.code),
  };
}

/** Why no model wrote a text, where that says nothing of a model's text. */
function failureOf(code: string | null | undefined, ofLastAttempt: string | null | undefined): string | null {
  if (code === "MODELS_FAILED") return ofLastAttempt ?? code;
  return code === "DAILY_LIMIT_REACHED" ? code : null;
}

/** The label of texts that no model was asked for. */
export const noModel = "plain";

/** The model that a text is by, or that was asked for it first: `PROVIDER:MODEL`. */
export function modelOf({ provider, model, attempts }: ReceiptReading): string {
  const first = attempts.find(({ skipped }) => !skipped);
  const asked = provider === null || model === null ? first : { provider, model };
  return asked?.provider && asked.model ? `${asked.provider}:${asked.model}` : noModel;
}
