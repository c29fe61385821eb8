import type { FigureName } from "../../../features/index.ts";
import { entriesAt } from "../lexicon.ts";
import type { FigureMeaning } from "../meanings.ts";
import { scan } from "../parser/scanner.ts";

/** No sentence that could be posted has more tokens. */
const maxTokens = 200;

/** The figures whose names stand in a text, whatever is said of them. */
export function figuresNamed(text: string): ReadonlySet<FigureName> {
  const named = new Set<FigureName>();
  const tokens = scan(text, maxTokens);
  for (let at = 0; at < tokens.length; at++) {
    for (const { meanings } of entriesAt(tokens, at)) {
      for (const { tag, meaning } of meanings) {
        if (tag !== "figure") continue;
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
        const { names, pair } = meaning as FigureMeaning;
        for (const name of pair ?? names) named.add(name);
      }
    }
  }
  return named;
}
