import { describe, expect, it } from "vitest";
import { makeChatSafe } from "../../src/grounding/chat-safety.ts";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { lexiconWords } from "../../src/grounding/reading/lexicon.ts";
import { maxAnswer } from "../../src/grounding/reading/refusals/no-answer.ts";
import { stripReasoning } from "../../src/llm/strip-reasoning.ts";
import { allFigures } from "../features/support/figure-samples.ts";

const subject = { productId: "BTC-USD", maxWords: 100, features: allFigures };
const words = [...lexiconWords(), "BTC", "dogecoin"];
const odd = Array.from(
  ".,;:!?()[]{}<>|~*_`#@$€£¥%+-–—−=/\\\"'“”’…•&^°±≈\n\t\0\u00A0\u00AD\u0301\u034F\u200B\u202E\u2028\u2800\uFDFA\uFE0F\uFF1C\uFF20٧٩四９Ａa1🙂",
).concat("\uD83D", "\uDE42", "://", "[a](", "<@", "5,", "1.", "$7", "24 ");

/** Milliseconds of this process's own time, of which a busy machine takes none away; the least of some tries. */
function millisecondsOf(work: () => void, enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 8 && least > enough; attempt += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

const maxMilliseconds = 20;

function filled(unit: string, characters: number, end: string): string {
  return `BTC-USD ${unit.repeat(Math.ceil(characters / unit.length))}`.slice(0, characters - end.length).concat(end);
}

/** What a run of one sign ends with decides whether a pattern matches it at once, or tries from each of them. */
function endsOf(unit: string): readonly string[] {
  return unit.length === 1 ? ["x", " ", "1", ""] : ["x"];
}

/** What takes too long at some length, shortest first: what doubles with each word would never end at the full length. */
function tooSlow(unit: string, read: (text: string) => unknown): string | null {
  for (const repeats of [16, 20, 24]) {
    const text = `BTC-USD ${unit.repeat(repeats)}x`;
    const took = millisecondsOf(() => read(text), maxMilliseconds);
    if (took > maxMilliseconds) return `${took} ms for ${repeats} times ${JSON.stringify(unit)}`;
  }
  for (const end of endsOf(unit)) {
    const took = millisecondsOf(() => read(filled(unit, maxAnswer, end)), maxMilliseconds);
    const what = `${maxAnswer} characters of ${JSON.stringify(unit)} and then ${JSON.stringify(end)}`;
    if (took > maxMilliseconds) return `${took} ms for ${what}`;
  }
  return null;
}

const judged = (text: string) => judgeText(text, subject);
const stripped = (text: string) => stripReasoning(text);
const madeSafe = (text: string) => makeChatSafe(text);

/** Numbers below `max`, the same at each run. */
function createPicker(): (max: number) => number {
  let state = 1;
  return (max) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % max;
  };
}

/** A few thousand texts each: longer than a test commonly takes, and far longer beside others. */
const timeout = 120_000;

describe("a text of one thing over and over", { timeout }, () => {
  it.each([
    ["daily ", "the daily range"],
    ["midlinea", "words without spaces"],
    ["bly likely ", "adverbs"],
    [",,0,", "commas"],
    ["1 000 ", "thousands"],
    ["0.01.", "points"],
    ['"', "quotation marks"],
    ["$. ", "sentences without words"],
  ])("of %j is judged in no time: %s", (unit) => {
    expect(tooSlow(unit, judged)).toBeNull();
  });

  it.each([" ", "", ". "])("is judged in 20 ms for each word of the vocabulary, joined by %j", (joiner) => {
    expect(words.flatMap((word) => tooSlow(`${word}${joiner}`, judged) ?? [])).toEqual([]);
  });

  it.each(["", " ", ". ", " a "])("is judged in 20 ms for each odd character, joined by %j", (joiner) => {
    expect(odd.flatMap((sign) => tooSlow(`${sign}${joiner}`, judged) ?? [])).toEqual([]);
  });

  it("is judged in 20 ms for pairs and triples of words, numbers and signs", () => {
    const pick = createPicker();
    const all = [...words, ...odd, "24", "50,100.00", "5.00 %", "of", "BTC-USD", "and"];
    const joiners = [" ", " ", " ", ". ", ", ", "", " 5 ", "-"];
    const units = Array.from({ length: 1_000 }, () => {
      const parts = Array.from({ length: 2 + pick(2) }, () => all[pick(all.length)] ?? "");
      return `${parts.join(joiners[pick(joiners.length)])} `;
    });
    expect(units.flatMap((unit) => tooSlow(unit, judged) ?? [])).toEqual([]);
  });

  it("is stripped of reasoning and made safe in 20 ms for each odd character and mark", () => {
    const marks = ["<think>", "</think>", "<|channel|>a ", "<answer>", "[think]", "◁think▷", "<!a ", "![a](", "www.a"];
    const units = [...odd, ...marks, ...odd.map((sign) => `a${sign}`), ...odd.map((sign) => `${sign} `)];
    expect(units.flatMap((unit) => tooSlow(unit, stripped) ?? [])).toEqual([]);
    expect(units.flatMap((unit) => tooSlow(unit, madeSafe) ?? [])).toEqual([]);
  });
});
