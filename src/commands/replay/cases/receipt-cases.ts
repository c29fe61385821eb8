import { joinFeatures } from "../../../features/index.ts";
import type { TextModel } from "../../../insight/ports.ts";
import { subjectOf } from "../../../insight/subject-of.ts";
import { writeText } from "../../../insight/write-text.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import type { CommandContext } from "../../kit/command.ts";
import { areFeatures, figuresOf, type ReceiptReading } from "../../kit/receipts/receipt-reading.ts";
import { readStageReceipts, type ReceiptChoice } from "../../kit/receipts/stage-receipts.ts";
import { requestDeadline, silentLogger, silentMetrics } from "./silent-work.ts";
import { readTold } from "../../kit/measure/read-told.ts";
import { nameCase, type ReplayCase } from "./replay-case.ts";
import type { CaseText } from "../../kit/measure/case-text.ts";

type Features = Parameters<PromptType["render"]>[1];

/**
 * Makes cases of the figures that the receipts of a stage hold, one for each market, moment and prompt. It reads, and nothing else.
 *
 * @throws CommandFailure where the bucket can't be read.
 */
export async function receiptCases(
  choice: ReceiptChoice,
  environment: CommandContext["environment"],
  nowMs: number,
): Promise<readonly ReplayCase[]> {
  const receipts = await readStageReceipts(choice, environment, nowMs);
  const byId = new Map(receipts.flatMap((receipt) => caseOf(receipt) ?? []).map((each) => [each.id, each]));
  return [...byId.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function caseOf(receipt: ReceiptReading): ReplayCase | null {
  const { product_id: productId, prompt, market } = receipt;
  if (!productId || !prompt || typeof market?.as_of !== "number") return null;
  const series = figuresOf(receipt).flatMap(({ figures }) => (areFeatures(figures) ? [figures] : []));
  if (series.length === 0) return null;
  const features = joinFeatures(series);
  const named = nameCase(productId, market.as_of);
  return {
    ...named,
    id: `${named.id} ${prompt}`,
    followed: null,
    fits: (name) => name === prompt,
    write: async (promptType, model) => await writeFromFigures(productId, features, promptType, model),
  };
}

async function writeFromFigures(
  productId: string,
  features: Features,
  promptType: PromptType,
  model: TextModel,
): Promise<CaseText> {
  using deadline = requestDeadline();
  const task = { ...subjectOf(promptType, productId, features), prompt: promptType.render(productId, features) };
  const written = await writeText(task, model, { deadline, logger: silentLogger, metrics: silentMetrics });
  return {
    outcome: written.outcome,
    text: written.text,
    answers: written.answers.map(({ text, latency_ms: latencyMs, grounding: { grounded, posted, sentences } }) => ({
      text,
      latencyMs,
      grounded,
      posted,
      sentences,
    })),
    told: readTold({ grounding: written.verdict }),
    inputTokens: written.usage?.input_tokens ?? null,
    outputTokens: written.usage?.output_tokens ?? null,
    reason: written.reason,
    failureCode:
      written.reason?.code === "MODELS_FAILED" ? (written.attempts.at(-1)?.error?.code ?? "MODELS_FAILED") : null,
  };
}
