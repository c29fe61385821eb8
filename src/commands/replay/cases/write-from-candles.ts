import { generateInsight } from "../../../insight/generate-insight.ts";
import type { FetchCandles, TextModel } from "../../../insight/ports.ts";
import { asOfSeconds } from "../../../market/candle.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import { readReceiptValue } from "../../kit/receipts/receipt-reading.ts";
import { requestDeadline, silentLogger, silentMetrics } from "./silent-work.ts";
import { readTold } from "../../kit/measure/read-told.ts";
import type { ReplayCase } from "./replay-case.ts";
import type { CaseText } from "../../kit/measure/case-text.ts";

/**
 * Writes the text of a moment from its candles, by the service's own use case: candles, figures, prompt, model, check, repair
 * and plain insight.
 *
 * @throws ServiceError where the candles can't be had.
 */
export async function writeFromCandles(
  { id, productId, atSeconds }: Pick<ReplayCase, "id" | "productId" | "atSeconds">,
  promptType: PromptType,
  model: TextModel,
  fetchCandles: FetchCandles,
): Promise<CaseText> {
  using deadline = requestDeadline();
  const clock = (): number => atSeconds * 1_000;
  const { outcome, text, facts } = await generateInsight(
    { correlationId: id, productId, promptType, channel: "replay", message: null },
    asOfSeconds(clock(), promptType.series[0].granularity),
    { fetchCandles, model, metrics: silentMetrics, clock },
    { deadline, logger: silentLogger },
  );
  const receipt = readReceiptValue(facts);
  const reason = receipt?.reason ?? null;
  return {
    outcome,
    text,
    answers: (receipt?.answers ?? []).map((answer) => ({
      text: answer.text ?? "",
      latencyMs: answer.latency_ms,
      grounded: answer.grounding?.grounded ?? false,
      posted: answer.grounding?.posted ?? null,
      sentences: (answer.grounding?.sentences ?? []).map((sentence) => ({
        text: sentence.text ?? "",
        verdict: sentence.verdict ?? "",
        reason: sentence.reason ?? "",
      })),
    })),
    told: readTold(facts),
    inputTokens: receipt?.usage?.input_tokens ?? null,
    outputTokens: receipt?.usage?.output_tokens ?? null,
    reason: reason === null ? null : { code: reason.code ?? "", message: reason.message ?? "" },
    failureCode: reason?.code === "MODELS_FAILED" ? (receipt?.attempts.at(-1)?.error?.code ?? reason.code) : null,
  };
}
