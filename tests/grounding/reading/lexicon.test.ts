import { describe, expect, it } from "vitest";
import { entries } from "../../../src/grounding/reading/lexicon.ts";
import { inertWords } from "../../../src/grounding/reading/lexicon/inert-words.ts";
import { scan } from "../../../src/grounding/reading/parser/scanner.ts";
import { unheldWords } from "../../../src/grounding/reading/refusals/unheld-words.ts";

const phrases = [...entries.map(([words]) => words), ...inertWords.map(({ words }) => words)].flatMap((words) =>
  words.split("|"),
);

describe("the lexicon", () => {
  it("holds no phrase that no sentence may have", () => {
    const refused = phrases.filter((phrase) => unheldWords(scan(`${phrase} 5`)) !== null);
    expect(phrases.length).toBeGreaterThan(5_000);
    expect(refused).toEqual([]);
  });
});
