import { describe, expect, it } from "vitest";
import { prepareFigures } from "../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../src/grounding/reading/judge-sentence.ts";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { corpusParts, loadCorpus } from "./corpus/load-corpus.ts";
import { loadAttacked, loadFalseAlone, loadLabelled } from "./corpus/load-labelled.ts";

const plain = (text: string): string => text.replaceAll(/\s+/g, " ");

describe("the texts of the corpus", () => {
  const corpus = loadCorpus();

  it.each(corpusParts)("of %s are never posted whole where they are false", (part) => {
    const posted = corpus.filter(
      (text) => text.part === part && !text.isTrue && judgeText(text.text, { ...text, maxWords: 100 }).grounded,
    );
    expect(posted.map(({ id, text }) => `${id}: ${text}`)).toEqual([]);
  });
});

describe("the false texts that an attack found", () => {
  it("are not posted, except those that are known to be", () => {
    const posted = loadAttacked().filter((text) => judgeText(text.text, { ...text, maxWords: 100 }).posted !== null);
    expect(posted.filter(({ isKnown }) => !isKnown).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([]);
  });
});

describe("the sentences that are false by themselves", () => {
  it("are not held to be true, except those that are known to be", () => {
    const sentences = loadFalseAlone();
    expect(sentences).toHaveLength(200);
    const held = sentences.filter(
      ({ text, productId, features }) => judgeSentence(text, prepareFigures(productId, features)).verdict === "true",
    );
    expect(held.filter(({ isKnown }) => !isKnown).map(({ text, fault }) => `${text}: ${fault}`)).toEqual([]);
  });
});

describe.each([
  ["spent-sentences", 0.87, 0.93],
  ["blind-sentences", 0.97, 0.96],
  ["blind-second-sentences", 0.96, 0.97],
  ["blind-third-sentences", 0.93, 0.95],
  ["blind-fourth-sentences", 0.94, 0.92],
  ["volatility-sentences", 0.85, 0.97],
  ["momentum-sentences", 0.76, 0.87],
  ["levels-sentences", 0.84, 0.97],
  ["daily-sentences", 0.76, 0.89],
  ["blind-fifth-sentences", 0.96, 0.98],
  ["prompt-types-sentences", 0.91, 0.99],
  ["blind-sixth-sentences", 0.98, 0.99],
  ["blind-seventh-sentences", 0.87, 0.94],
  ["blind-eighth-sentences", 0.93, 0.99],
  ["volatility-second-sentences", 0.95, 0.99],
  ["momentum-second-sentences", 0.92, 0.92],
  ["levels-second-sentences", 0.89, 0.97],
  ["daily-second-sentences", 0.89, 0.89],
  ["volatility-third-sentences", 0.93, 0.99],
  ["momentum-third-sentences", 0.89, 0.94],
  ["levels-third-sentences", 0.96, 0.99],
  ["daily-third-sentences", 0.93, 0.99],
  ["levels-fourth-sentences", 0.8, 0.92],
])("the sentences of %s", (part, minPosted, minDelivered) => {
  const labelled = loadLabelled().filter((text) => text.part === part);
  const judged = labelled.map((text) => ({
    text,
    posted: plain(judgeText(text.text, { ...text, maxWords: 100 }).posted ?? ""),
  }));
  const sentences = judged.flatMap(({ text, posted }) =>
    text.sentences.map((sentence) => ({ ...sentence, isPosted: posted.includes(plain(sentence.text).slice(12)) })),
  );
  const share = (isTrue: boolean): number => {
    const some = sentences.filter((sentence) => sentence.isTrue === isTrue);
    return some.filter(({ isPosted }) => isPosted).length / some.length;
  };

  it("that are false are not posted", () => {
    expect(sentences.filter(({ isTrue, isPosted }) => isTrue === false && isPosted).map(({ text }) => text)).toEqual(
      [],
    );
  });

  it("that are true are posted as often as before", () => {
    expect(share(true)).toBeGreaterThan(minPosted);
  });

  it("make an answer of the model's own, where two or more of it are true", () => {
    const able = judged.filter(({ text }) => text.sentences.filter(({ isTrue }) => isTrue === true).length >= 2);
    expect(able.filter(({ posted }) => posted !== "").length / able.length).toBeGreaterThan(minDelivered);
  });
});
