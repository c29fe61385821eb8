import { describe, expect, it } from "vitest";
import { checkText } from "../../src/grounding/check-text.ts";
import { loadCorpus } from "./corpus/load-corpus.ts";

const corpus = loadCorpus();
const verdictOn = ({ text, productId, features }: (typeof corpus)[number]) =>
  checkText(text, { productId, maxWords: 100, features });

describe("the corpus", () => {
  it("holds at least 120 texts, no two with one id, and as many faults as true texts in its mixed parts", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(120);
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length);
    for (const part of ["written-first", "written-second", "blind-first", "blind-second", "blind-third"]) {
      const texts = corpus.filter((text) => text.part === part);
      expect(texts.filter(({ isTrue }) => isTrue).length, part).toBe(texts.length / 2);
    }
  });

  it.each(corpus.filter(({ isTrue }) => !isTrue))("refuses $id for its $fault", (text) => {
    const verdict = verdictOn(text);
    expect(verdict.grounded, text.text).toBe(false);
    for (const { reason } of verdict.violations) expect(reason).toMatch(/^[A-Z"].*[.]$/s);
  });

  it("passes at least 98 % of the true texts", () => {
    const texts = corpus.filter(({ isTrue }) => isTrue);
    const refused = texts.filter((text) => !verdictOn(text).grounded).map(({ id }) => id);
    expect(refused.length / texts.length, refused.join(", ")).toBeLessThanOrEqual(0.02);
  });

  it("gives the same verdict twice", () => {
    for (const text of corpus) expect(verdictOn(text)).toEqual(verdictOn(text));
  });
});
