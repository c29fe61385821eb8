import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence, type SentenceVerdict } from "../../../src/grounding/reading/judge-sentence.ts";
import { loadLabelled } from "../corpus/load-labelled.ts";

const texts = z.array(z.array(z.string()));
const schema = z.record(z.string(), z.strictObject({ subject: z.string(), true: texts, false: texts }));
/** Sentences that follow on one another, of one subject of each prompt, and what is wrong in the same words. */
const told = z.parse(schema, JSON.parse(readFileSync(new URL("rows-of-levels.json", import.meta.url), "utf8")));
const labelled = loadLabelled();

const isIts = (part: string): boolean => part.endsWith("-second-sentences") && !part.startsWith("blind");

/** What the last one of some sentences is. */
function verdictOf(prompt: string, subject: string, sentences: readonly string[]): string {
  const about = labelled.find((one) => one.prompt === prompt && isIts(one.part) && one.id.startsWith(subject));
  if (about === undefined) throw new Error(`${prompt} has no subject ${subject}`);
  const { productId, features, namesLevels } = about;
  const figures = prepareFigures(productId, features, { namesLevels });
  let before: SentenceVerdict | undefined;
  for (const text of sentences) before = judgeSentence(text, figures, before);
  return before?.verdict ?? "none";
}

describe.each(Object.entries(told))("what follows on what was told, said to %s,", (prompt, { subject, ...said }) => {
  it("is read as true where it is", () => {
    expect(said.true.filter((sentences) => verdictOf(prompt, subject, sentences) !== "true")).toEqual([]);
  });

  it("is never read as true where it is not", () => {
    expect(said.false.filter((sentences) => verdictOf(prompt, subject, sentences) === "true")).toEqual([]);
  });
});
