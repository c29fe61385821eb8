import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import type { CorpusText } from "../../tests/grounding/corpus/load-corpus.ts";
import { firstJudged, type LabelledText } from "../../tests/grounding/corpus/load-labelled.ts";

/** So many of so many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** How a part that is labelled by sentence fares. */
export interface LabelledRow {
  readonly part: string;
  readonly false_posted: Share;
  readonly true_posted: Share;
  /** Of the answers that hold two true sentences or more. */
  readonly delivered: Share;
  /** As first judged, before anything was fitted to it. */
  readonly first_judged: (typeof firstJudged)[keyof typeof firstJudged] | null;
}

/** How a part that is labelled by text fares. */
export interface TextRow {
  readonly part: string;
  readonly false_posted_whole: Share;
  readonly true_delivered: Share;
  readonly true_delivered_whole: Share;
}

export function reportLabelled(texts: readonly LabelledText[]): LabelledRow[] {
  return [...Map.groupBy(texts, ({ part }) => part)].map(([part, some]) => {
    const judged = some.map((text) => ({ text, posted: judgeText(text.text, { ...text, maxWords: 100 }).posted }));
    const sentences = judged.flatMap(({ text, posted }) =>
      text.sentences.map((sentence) => ({ isTrue: sentence.isTrue, isPosted: holds(posted, sentence.text) })),
    );
    const able = judged.filter(({ text }) => text.sentences.filter(({ isTrue }) => isTrue === true).length >= 2);
    return {
      part,
      false_posted: share(
        sentences.filter(({ isTrue }) => isTrue === false),
        ({ isPosted }) => isPosted,
      ),
      true_posted: share(
        sentences.filter(({ isTrue }) => isTrue === true),
        ({ isPosted }) => isPosted,
      ),
      delivered: share(able, ({ posted }) => posted !== null),
      first_judged: firstJudged[part] ?? null,
    };
  });
}

export function reportTexts(texts: readonly CorpusText[]): TextRow[] {
  return [...Map.groupBy(texts, ({ part }) => part)].map(([part, some]) => {
    const judged = some.map((text) => ({
      isTrue: text.isTrue,
      verdict: judgeText(text.text, { ...text, maxWords: 100 }),
    }));
    const trueOnes = judged.filter(({ isTrue }) => isTrue);
    return {
      part,
      false_posted_whole: share(
        judged.filter(({ isTrue }) => !isTrue),
        ({ verdict }) => verdict.grounded,
      ),
      true_delivered: share(trueOnes, ({ verdict }) => verdict.posted !== null),
      true_delivered_whole: share(trueOnes, ({ verdict }) => verdict.grounded),
    };
  });
}

/** The opening of a sentence may have gone, or have got the product's name. */
function holds(posted: string | null, sentence: string): boolean {
  return posted !== null && plain(posted).includes(plain(sentence).slice(12));
}

const plain = (text: string): string => text.replaceAll(/\s+/g, " ");

function share<T>(all: readonly T[], is: (one: T) => boolean): Share {
  return { count: all.filter(is).length, of: all.length };
}

export function formatReport(
  { sentences, texts }: { readonly sentences: readonly LabelledRow[]; readonly texts: readonly TextRow[] },
  microseconds: number,
): string {
  return [
    "by sentence          false posted         true posted          delivered            as first judged",
    ...sentences.map(
      (row) =>
        row.part.padEnd(20) +
        [row.false_posted, row.true_posted, row.delivered].map((one) => told(one).padEnd(20)).join(" ") +
        (row.first_judged === null ? "" : ` ${row.first_judged}`),
    ),
    "",
    "by text              false whole       true delivered    true whole",
    ...texts.map(
      (row) =>
        row.part.padEnd(20) +
        [row.false_posted_whole, row.true_delivered, row.true_delivered_whole]
          .map((one) => told(one).padEnd(18))
          .join(" "),
    ),
    "",
    `${microseconds.toFixed(0)} microseconds a text`,
  ].join("\n");
}

function told({ count, of }: Share): string {
  return of === 0 ? "-" : ` ${count} of ${of} (${((100 * count) / of).toFixed(1)} %)`;
}
