import type { CaseRecord } from "../../kit/measure/case-record.ts";
import { type Markup, markup } from "./markup.ts";
import type { ShownText } from "./shown-text.ts";

const ends: Readonly<Record<CaseRecord["end"], string>> = {
  first_try: "whole at first try",
  pruned: "in part",
  repaired: "repaired",
  plain: "plain insight",
  refused: "refused",
  failed: "failed",
};

const maxShownCharacters = 2_000;

/** The texts of a prompt and a model: what would be posted, and below it each answer with its marked sentences. */
export function textList(name: string, texts: readonly ShownText[]): Markup {
  const shown = texts.map(({ caseId, end, text }) => {
    const answers = text.answers.map((answer, index) => {
      const sentences = answer.sentences.map(({ text: words, verdict, reason }) => {
        const mark = markup`<span class="verdict">${verdict.replace("_", " ")}</span>`;
        return markup`<li class="${verdict}">${mark} <q>${words}</q> <span class="faint">${reason}</span></li>\n`;
      });
      const list = sentences.length === 0 ? [] : [markup`<ol>${sentences}</ol>`];
      const came = answer.text.slice(0, maxShownCharacters);
      return markup`<p class="faint">Answer ${index + 1}, as it came</p><p>${came}</p>${list}`;
    });
    const posted = markup`<p class="faint">As it would be posted</p><p>${text.text}</p>`;
    return markup`<details><summary>${caseId}: ${ends[end]}</summary>${posted}${answers}</details>\n`;
  });
  return markup`<h3>${name}</h3>${shown.length === 0 ? markup`<p>None.</p>` : shown}`;
}
