import { checkText } from "../../src/grounding/check-text.ts";
import { makeChatSafe } from "../../src/grounding/chat-safety.ts";
import { stripReasoning } from "../../src/llm/strip-reasoning.ts";
import { loadCorpus } from "./corpus/load-corpus.ts";

/**
 * Every pattern that reads a model's text, caught while the corpus is judged: `test`, `match`, `replace`, `split` and the like all
 * end in `exec`.
 */
export function patternsInUse(): RegExp[] {
  const found = new Map<string, RegExp>();
  // oxlint-disable-next-line unbound-method -- it is called with its pattern below
  const { exec } = RegExp.prototype;
  // oxlint-disable-next-line no-extend-native -- for as long as the corpus is read
  RegExp.prototype.exec = function execNoted(text) {
    found.set(this.source, this);
    return exec.call(this, text);
  };
  try {
    for (const { text, productId, features } of loadCorpus()) {
      makeChatSafe(`${stripReasoning(text)} <@1> https://x.y`);
      checkText(text, { productId, maxWords: 100, features });
    }
  } finally {
    // oxlint-disable-next-line no-extend-native -- as it was
    RegExp.prototype.exec = exec;
  }
  return Array.from(found.values(), ({ source, flags }) => new RegExp(source, flags.replace("y", "")));
}

/** The words and parts of words that a pattern spells out, in its order. */
export function wordsOfPattern({ source }: RegExp): string[] {
  const plain = source.replaceAll(/\(\?<?[a-z]*>|\\[pP]\{[^}]*\}|\\[a-zA-Z]/gu, " ");
  return [...new Set(plain.match(/[a-z0-9@]+(?:[-'][a-z0-9]+)*/giu) ?? [])];
}
