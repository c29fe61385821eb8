import { describe, expect, it } from "vitest";
import { splitSentences } from "../../../src/grounding/reading/split-sentences.ts";

describe("a text", () => {
  it.each([
    [
      "ends a sentence behind a number",
      "The close is 56,624.12. The RSI is 70.",
      ["The close is 56,624.12.", "The RSI is 70."],
    ],
    [
      "keeps an abbreviation together",
      "Buying 14,636.91 vs. 13,801.32 of selling. It rose.",
      ["Buying 14,636.91 vs. 13,801.32 of selling.", "It rose."],
    ],
    ["keeps U.S. together", "Priced in U.S. dollars. It rose.", ["Priced in U.S. dollars.", "It rose."]],
    [
      "breaks at lines and leaves out the signs of lists",
      "- It rose.\n• It fell\n2. It stood.",
      ["It rose.", "It fell", "It stood."],
    ],
    [
      "keeps what closes a sentence with it",
      'It is "flat." It rose (by 2.) It fell!',
      ['It is "flat."', "It rose (by 2.)", "It fell!"],
    ],
    ["ends a sentence before a lower case one", "The RSI is 70. it is high.", ["The RSI is 70.", "it is high."]],
    ["of nothing has none", " \n ", []],
  ])("%s", (_, text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });
});
