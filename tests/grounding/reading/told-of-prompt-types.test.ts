import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { describe, expect, it } from "vitest";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { loadLabelled } from "../corpus/load-labelled.ts";

const schema = z.array(
  z.strictObject({ prompt: z.string(), subject: z.string(), text: z.string(), true: z.boolean() }),
);
const sentences = z.parse(
  schema,
  JSON.parse(readFileSync(new URL("told-of-prompt-types.json", import.meta.url), "utf8")),
);
const labelled = loadLabelled();

/** What is made of a sentence about the figures of a subject of the corpus. */
function verdictOf({ prompt, subject, text }: (typeof sentences)[number]): string {
  const about = labelled.find((one) => one.prompt === prompt && one.id.startsWith(subject));
  if (about === undefined) throw new Error(`${prompt} has no subject ${subject}`);
  const { productId, features, namesLevels } = about;
  return judgeSentence(text, prepareFigures(productId, features, { namesLevels })).verdict;
}

describe.each(["volatility_brief", "momentum_check", "key_levels", "daily_brief"])("what is said to %s", (prompt) => {
  const own = sentences.filter((sentence) => sentence.prompt === prompt);

  it("is read as true where it is", () => {
    const unread = own.filter((sentence) => sentence.true && verdictOf(sentence) !== "true");
    expect(own.filter((sentence) => sentence.true).length).toBeGreaterThan(20);
    expect(unread.map(({ text }) => text)).toEqual([]);
  });

  it("is never read as true where it is false", () => {
    const posted = own.filter((sentence) => !sentence.true && verdictOf(sentence) === "true");
    expect(own.filter((sentence) => !sentence.true).length).toBeGreaterThan(20);
    expect(posted.map(({ text }) => text)).toEqual([]);
  });
});
