import type { FigureMeaning } from "../meanings.ts";
import type { Token } from "./scanner.ts";

/** "Pivot S1" is no pivot with something behind it. */
export function isCutShort({ names: [name] }: FigureMeaning, next: Token | undefined): boolean {
  return name === "pivot" && next?.is === "word" && /^[rs][123]$/iu.test(next.text);
}
