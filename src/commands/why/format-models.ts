import { indent, wrap } from "../kit/layout.ts";
import type { ReceiptReading } from "../kit/receipts/receipt-reading.ts";
import { duration } from "../kit/time-words.ts";

type Attempt = ReceiptReading["attempts"][number];
type Answer = ReceiptReading["answers"][number];

/**
 * Tells in order whom the service asked for a text, what each said, and what the check found in it.
 *
 * @param width of a line in characters, the two that it is put in by included.
 */
export function formatModels({ attempts, answers, usage, features }: ReceiptReading, width: number): readonly string[] {
  const untold = [...answers];
  const lines: string[] = [];
  for (const attempt of attempts) {
    const answer = attempt.error === null && !attempt.skipped ? untold.shift() : undefined;
    lines.push(...(answer === undefined ? [formatAttempt(attempt)] : formatAnswer(answer, width)));
  }
  lines.push(...untold.flatMap((answer) => formatAnswer(answer, width)));
  // Where it did not come to figures, nobody was there to be asked yet.
  if (lines.length === 0) return features === null ? [] : ["None was asked"];
  const tokens =
    usage === null ? [] : [`${usage.input_tokens ?? "?"} tokens in, ${usage.output_tokens ?? "?"} out, in all`];
  return [...lines, ...tokens];
}

/** Describes a verdict, with every violation. */
export function formatVerdict(verdict: ReceiptReading["grounding"]): readonly string[] {
  if (verdict === null) return [];
  if (verdict.grounded) return ["It agrees with the figures"];
  const violations = verdict.violations.map(({ words, reason }) => {
    const quoted = words === null || words === "" ? "" : `"${words}": `;
    return `- ${quoted}${reason ?? "no reason told"}`;
  });
  const leftOut = verdict.sentences
    .filter((sentence) => sentence.verdict !== "true")
    .map((sentence) =>
      `- ${(sentence.verdict ?? "not judged").replace("_", " ")}: "${sentence.text ?? ""}" ${sentence.reason ?? ""}`.trimEnd(),
    );
  if (verdict.posted !== null) return ["Some sentences are left out:", ...leftOut];
  return [
    verdict.why === null ? "It does not hold:" : `Nothing of it is posted: ${verdict.why}`,
    ...violations,
    ...leftOut,
  ];
}

/** A cause with its code. */
export function reasonText({ code, message }: NonNullable<ReceiptReading["reason"]>): string {
  return `${message ?? "no message"}${code === null ? "" : ` (${code})`}`;
}

/** Whom the service asked, or did not, and what came of it. */
export function formatAttempt({ provider, model, latencyMs, error, skipped }: Attempt): string {
  const who = `${provider ?? "?"}, ${model ?? "?"}`;
  const cause = error === null ? "" : `: ${reasonText(error)}`;
  if (skipped) return `${who}, was not asked${cause}`;
  const after = latencyMs === null ? "" : ` after ${duration(latencyMs)}`;
  return error === null ? `${who}, answered${after}` : `${who}, failed${after}${cause}`;
}

function formatAnswer({ provider, model, latency_ms, text, grounding }: Answer, width: number): readonly string[] {
  const after = latency_ms === null ? "" : ` after ${duration(latency_ms)}`;
  return [
    `${provider ?? "?"}, ${model ?? "?"}, said${after}:`,
    indent(wrap(text ?? "", width - 6), 4),
    ...formatVerdict(grounding).map((line) => `  ${line}`),
  ];
}
