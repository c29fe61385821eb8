import { describe, expect, it } from "vitest";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import {
  catalogue,
  type CatalogueFigure,
  computeFeatures,
  type Features,
  joinFeatures,
} from "../../src/features/index.ts";
import { prepareFigures } from "../../src/grounding/claims/figures.ts";
import { list, listRelations } from "../../src/grounding/claims/list.ts";
import { say } from "../../src/grounding/claims/say.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { judgeSentence } from "../../src/grounding/reading/judge-sentence.ts";
import { splitSentences } from "../../src/grounding/reading/split-sentences.ts";
import type { PromptType } from "../../src/prompts/prompt-type.ts";
import { promptTypes } from "../../src/prompts/registry.ts";

const productId = "BTC-USD";
const seconds: Readonly<Record<string, number>> = { FIVE_MINUTE: 300, FIFTEEN_MINUTE: 900, ONE_HOUR: 3_600 };
const dayEnds = Array.from({ length: 8 }, (_, index) => 1_795_000_800 + index * 40_500);

function featuresOf({ series }: PromptType, seed: number, end: number): Features {
  const market = createSampleMarket({ seed });
  return joinFeatures(
    series.map(({ granularity, windowSeconds, figures }) => {
      const each = seconds[granularity] ?? 0;
      const candles = market.candles(productId, each, end - windowSeconds - 86_400, end - each, end);
      return computeFeatures(candles, { asOf: end, granularity, expectedCount: windowSeconds / each, figures });
    }),
  );
}

function* markets(promptType: PromptType): Generator<Features> {
  for (const [index, end] of dayEnds.entries()) yield featuresOf(promptType, index + 1, end);
}

/** The facts as the prompt tells them. */
function factsOf(promptType: PromptType, features: Features): readonly string[] {
  const { system } = promptType.render(productId, features);
  const [, facts = ""] = system.split("Facts, all true of these figures:\n");
  return facts.split("\n").map((line) => line.replace(/^- /u, ""));
}

/** Each sentence with one of its numbers changed in its last digit but one. */
function withNumberChanged(sentence: string): readonly string[] {
  const found = [...sentence.matchAll(/(?<![\w.-])-?\d+\.\d+/g)];
  return found.map((match) => {
    const digits = match[0];
    const changed = `${digits.slice(0, -2)}${(Number(digits.at(-2)) + 4) % 10}${digits.at(-1)}`;
    return `${sentence.slice(0, match.index)}${changed}${sentence.slice(match.index + digits.length)}`;
  });
}

/** Each sentence with the name of a figure that it tells the value of changed to another's. */
function withNameChanged(sentence: string, features: Features): readonly string[] {
  const known = (catalogue as readonly CatalogueFigure[]).filter(({ name }) => (features[name] ?? null) !== null);
  return known.flatMap(({ name, label }) => {
    const at = sentence.indexOf(`${label} of `);
    if (at < 0 || sentence.charAt(at - 1) !== " ") return [];
    return known
      .filter((other) => other.name !== name && !other.label.includes(label) && features[other.name] !== features[name])
      .map((other) => `${sentence.slice(0, at)}${other.label}${sentence.slice(at + label.length)}`);
  });
}

describe.each(promptTypes)("what is told of the figures of $name", (promptType) => {
  const namesLevels = promptType.namesLevels === true;

  it("is read back as true: each fact, each claim in each of its forms, and the plain insight", () => {
    const unread: string[] = [];
    for (const features of markets(promptType)) {
      const figures = prepareFigures(productId, features, { namesLevels });
      const said = [...list(figures), ...listRelations(figures)].flatMap((claim) =>
        say(claim, figures).map((clause) => `${clause}.`),
      );
      const plain = splitSentences(writePlainInsight(productId, features));
      for (const sentence of [...factsOf(promptType, features), ...said, ...plain]) {
        const { verdict, reason } = judgeSentence(sentence, figures);
        if (verdict !== "true") unread.push(`${sentence} ${verdict}: ${reason}`);
      }
    }
    expect([...new Set(unread)]).toEqual([]);
  });

  it("is not true with a number or a name changed", () => {
    const posted: string[] = [];
    let count = 0;
    for (const features of markets(promptType)) {
      const figures = prepareFigures(productId, features, { namesLevels });
      for (const sentence of factsOf(promptType, features)) {
        for (const changed of [...withNumberChanged(sentence), ...withNameChanged(sentence, features)]) {
          count++;
          if (judgeSentence(changed, figures).verdict === "true") posted.push(`${sentence} -> ${changed}`);
        }
      }
    }
    expect(count).toBeGreaterThan(100);
    expect([...new Set(posted)]).toEqual([]);
  });
});
