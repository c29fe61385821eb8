import type { Token } from "./scanner.ts";

/** "The last candle's gain": no last close. */
export function isAdjective(tokens: readonly Token[], at: number, end: number): boolean {
  const [token, next] = [tokens[at], tokens[end]];
  return (
    token?.is === "word" && token.text === "last" && end === at + 1 && next?.is === "word" && next.text.endsWith("'s")
  );
}
