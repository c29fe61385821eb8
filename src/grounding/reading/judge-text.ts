import { type Figures, prepareFigures } from "../claims/figures.ts";
import { maxPostedCharacters } from "../chat-limits.ts";
import { neutralize } from "../chat-safety.ts";
import type { GroundingSubject } from "../verdict.ts";
import { namesProduct } from "../product-name.ts";
import { judgeSentence, unreadSentence, type SentenceVerdict } from "./judge-sentence.ts";
import { whyNoAnswer } from "./refusals/no-answer.ts";
import { splitSentences } from "./split-sentences.ts";
import { whatIsPosted } from "./what-is-posted.ts";

/** The judgement on a whole answer. */
export interface TextVerdict {
  /** Every sentence is true. */
  readonly grounded: boolean;
  /** The text as it is posted, without its footer; null where nothing of it can be. */
  readonly posted: string | null;
  /** Why nothing of it can be posted; null where something can. */
  readonly why: string | null;
  readonly sentences: readonly SentenceVerdict[];
}

/** A verdict is kept in a receipt: it holds no more than this. */
const most = { read: 30, sentences: 40, characters: 400, claims: 12, inAll: 12_000 } as const;

/**
 * Judges a model's whole answer, sentence by sentence: what is not understood and true is not posted. Pure, deterministic, and
 * linear in the text.
 *
 * @param answer as it came.
 */
export function judgeText(
  answer: string,
  { productId, features, maxWords, namesLevels = false }: GroundingSubject,
): TextVerdict {
  const nothing = whyNoAnswer(answer);
  if (nothing !== null) return { grounded: false, posted: null, why: nothing, sentences: [] };
  // What would be posted is the text that is judged, to its last character.
  const { text } = neutralize(answer);
  const verdict = judgeSentences(text, prepareFigures(productId, features, { namesLevels }), maxWords);
  if (verdict.posted === null || verdict.posted.length <= maxPostedCharacters) return verdict;
  return { ...verdict, posted: null, why: `The answer has more than ${maxPostedCharacters} characters.` };
}

function judgeSentences(text: string, figures: Figures, maxWords: number): TextVerdict {
  const split = splitSentences(text);
  const sentences: SentenceVerdict[] = [];
  for (const [index, sentence] of split.entries()) {
    const before = split[index - 1];
    sentences.push(
      index >= most.read
        ? unreadSentence(sentence)
        : before !== undefined && isOfAnother(sentence, before, figures.productId)
          ? { text: sentence, verdict: "not_understood", reason: '"It" is not the product here.', claims: [] }
          : judgeSentence(sentence, figures, sentences[index - 1]),
    );
  }
  const posting = whatIsPosted(text, sentences, figures, maxWords);
  return {
    grounded: sentences.length > 0 && sentences.every(({ verdict }) => verdict === "true"),
    posted: posting.text,
    why: posting.why,
    sentences: boundedAll(sentences),
  };
}

/** "It" and "its" are read as the product: behind a sentence that speaks of a figure alone they are that figure. */
function isOfAnother(sentence: string, before: string, productId: string): boolean {
  const first = sentence.slice(0, 4).toLowerCase();
  if (!first.startsWith("it ") && !first.startsWith("its ")) return false;
  return !namesProduct(before, productId) && !ofPrice.some((word) => before.toLowerCase().includes(word));
}

const ofPrice = ["price", "close", "trad", "market", "it ", "its "];

/** What there is no room for is left out from the end. */
function boundedAll(sentences: readonly SentenceVerdict[]): readonly SentenceVerdict[] {
  const kept: SentenceVerdict[] = [];
  let characters = 0;
  for (const sentence of sentences.slice(0, most.sentences)) {
    const one = bounded(sentence);
    characters += one.text.length + one.reason.length;
    if (characters > most.inAll) break;
    kept.push(one);
  }
  return kept;
}

function bounded({ text, verdict, reason, claims }: SentenceVerdict): SentenceVerdict {
  return {
    text: shortened(text),
    verdict,
    reason: shortened(reason),
    claims: claims.slice(0, most.claims),
  };
}

function shortened(text: string): string {
  return (text.length <= most.characters ? text : `${text.slice(0, most.characters - 3)}...`).toWellFormed();
}
