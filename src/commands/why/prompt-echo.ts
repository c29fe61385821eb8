import type { ReceiptReading } from "../kit/receipts/receipt-reading.ts";

/** What is shorter may stand in the prompt by chance. */
const minEchoCharacters = 20;

/** Whether words stand in what the model was told, or a part of them in its orders; the facts below these are no orders. */
export function isOfPrompt(
  words: string,
  { system_text, prompt_text }: Pick<ReceiptReading, "system_text" | "prompt_text">,
): boolean {
  const orders = plainWords(system_text?.split(/\nFacts\b/u)[0] ?? "");
  const prompt = plainWords(prompt_text ?? "");
  const parts = words.split(/[.:;"]/u).map(plainWords);
  return isEcho(plainWords(words), `${orders} ${prompt}`) || parts.some((part) => isEcho(part, orders));
}

function isEcho(part: string, text: string): boolean {
  return part.length >= minEchoCharacters && text.includes(part);
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
