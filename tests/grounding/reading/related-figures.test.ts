import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { judgeSentence } from "../../../src/grounding/reading/judge-sentence.ts";
import { loadLabelled } from "../corpus/load-labelled.ts";

const schema = z.record(z.string(), z.strictObject({ true: z.array(z.string()), false: z.array(z.string()) }));
/** What is said of how figures stand to one another, of the first subject of each prompt, and what is wrong in the same words. */
const told = z.parse(schema, JSON.parse(readFileSync(new URL("related-figures.json", import.meta.url), "utf8")));
const labelled = loadLabelled();

function verdictOf(prompt: string, text: string): string {
  const about = labelled.find((one) => one.prompt === prompt && one.id.startsWith("a"));
  if (about === undefined) throw new Error(`${prompt} has no first subject`);
  const { productId, features, namesLevels } = about;
  return judgeSentence(text, prepareFigures(productId, features, { namesLevels })).verdict;
}

describe.each(Object.entries(told))(
  "how figures stand to one another, said to %s,",
  (prompt, { true: right, false: wrong }) => {
    it("is read as true where it is", () => {
      expect(right.length).toBeGreaterThan(20);
      expect(right.filter((text) => verdictOf(prompt, text) !== "true")).toEqual([]);
    });

    it("is never read as true where it is not", () => {
      expect(wrong.length).toBeGreaterThan(15);
      expect(wrong.filter((text) => verdictOf(prompt, text) === "true")).toEqual([]);
    });
  },
);
