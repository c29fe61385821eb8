import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { parseJson } from "../../../platform/http/http.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import { readChecked } from "../../kit/read-checked.ts";

/** An answer that a model once gave. */
export interface RecordedAnswer {
  readonly text: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number;
}

/** What an answer is asked for. */
export interface AnswerQuestion {
  readonly productId: string;
  readonly atSeconds: number;
  readonly promptName: string;
  /** From 1. */
  readonly repeat: number;
  /** 1, and 2 for the repaired one. */
  readonly attempt: number;
}

/** The recorded answer to a question; null where there is none. */
export type FindRecorded = (question: AnswerQuestion) => RecordedAnswer | null;

const count = z.number().check(z.int(), z.gte(1));
const lineSchema = z.object({
  product_id: z.string(),
  at: z.union([z.number(), z.string()]),
  prompt: z.string(),
  repeat: z.optional(count),
  attempt: z.optional(count),
  text: z.string(),
  input_tokens: z.optional(z.nullable(z.number())),
  output_tokens: z.optional(z.nullable(z.number())),
  latency_ms: z.optional(z.number()),
});

/**
 * Reads answers from JSON lines: `{product_id, at, prompt, text, repeat?, attempt?, input_tokens?, output_tokens?, latency_ms?}`, `at`
 * in UNIX seconds or ISO 8601. Without `repeat` an answer holds for every repeat; `attempt` is 1 where it is absent.
 *
 * @throws UsageError that names the line and the field.
 */
export function readRecordedAnswers(path: string): FindRecorded {
  const answers = new Map<string, RecordedAnswer>();
  for (const [index, line] of readText(path).split("\n").entries()) {
    if (line.trim() === "") continue;
    const where = `recorded:${path}, line ${index + 1}`;
    const written = parseJson(line);
    if (written === undefined) throw new UsageError(`${where} is not JSON`);
    const answer = readChecked(lineSchema, written, { where, wanted: "{product_id, at, prompt, text}" });
    const { product_id: productId, at, prompt: promptName, repeat = null, attempt = 1, text } = answer;
    const atSeconds = typeof at === "number" ? at : Date.parse(at) / 1_000;
    if (!Number.isFinite(atSeconds)) throw new UsageError(`${where}: at ${JSON.stringify(at)} is no time`);
    const { input_tokens: inputTokens = null, output_tokens: outputTokens = null, latency_ms: latencyMs = 0 } = answer;
    answers.set(keyOf({ productId, atSeconds, promptName, attempt }, repeat), {
      text,
      inputTokens,
      outputTokens,
      latencyMs,
    });
  }
  return (question) => answers.get(keyOf(question, question.repeat)) ?? answers.get(keyOf(question, null)) ?? null;
}

function keyOf(question: Omit<AnswerQuestion, "repeat">, repeat: number | null): string {
  const { productId, atSeconds, promptName, attempt } = question;
  return [productId, atSeconds, promptName, attempt, repeat ?? "any"].join(" ");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `--model recorded:${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
