import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { type Features, joinFeatures } from "../../../src/features/index.ts";
import { promptTypes } from "../../../src/prompts/registry.ts";
import { noFigures } from "../../features/support/figure-samples.ts";

/** Parts that are labelled by sentence; what each is for stands in the README. */
export const labelledParts = [
  "spent-sentences",
  "blind-sentences",
  "blind-second-sentences",
  "blind-third-sentences",
  "blind-fourth-sentences",
  "volatility-sentences",
  "momentum-sentences",
  "levels-sentences",
  "daily-sentences",
  "blind-fifth-sentences",
  "prompt-types-sentences",
  "blind-sixth-sentences",
  "blind-seventh-sentences",
  "blind-eighth-sentences",
  "volatility-second-sentences",
  "momentum-second-sentences",
  "levels-second-sentences",
  "daily-second-sentences",
  "volatility-third-sentences",
  "momentum-third-sentences",
  "levels-third-sentences",
  "daily-third-sentences",
  "levels-fourth-sentences",
] as const;

/** What a text is about where its subject names no prompt type. */
const usualPrompt = "trend_analysis";

/** How parts fared before anything was fitted to them. */
export const firstJudged: Readonly<Record<string, string>> = {
  "spent-sentences": "by the check before the reader: 19 of 60 false texts posted, 6 of 50 true ones refused",
  "blind-sentences":
    "by this reader: 0 of 82 false sentences posted, 316 of 371 true ones posted, 88 of 100 answers delivered",
  "blind-second-sentences":
    "by this reader: 0 of 81 false sentences posted, 348 of 420 true ones posted, 95 of 100 answers delivered",
  "blind-third-sentences":
    "by this reader: 2 of 80 false sentences posted, 325 of 396 true ones posted, 91 of 100 answers delivered",
  "blind-fourth-sentences":
    "by this reader: 0 of 80 false sentences posted, 308 of 361 true ones posted, 86 of 100 answers delivered",
  "volatility-sentences":
    "by this reader: 1 of 34 false sentences posted, 91 of 158 true ones posted, 32 of 40 answers delivered",
  "momentum-sentences":
    "by this reader: 0 of 32 false sentences posted, 50 of 160 true ones posted, 18 of 40 answers delivered",
  "levels-sentences":
    "by this reader: 0 of 34 false sentences posted, 82 of 160 true ones posted, 31 of 40 answers delivered",
  "daily-sentences":
    "by this reader: 0 of 33 false sentences posted, 75 of 176 true ones posted, 28 of 40 answers delivered",
  "blind-fifth-sentences":
    "by this reader: 0 of 68 false sentences posted, 288 of 307 true ones posted, 79 of 80 answers delivered",
  "prompt-types-sentences":
    "by this reader: 0 of 32 false sentences posted, 173 of 240 true ones posted, 56 of 60 answers delivered",
  "blind-sixth-sentences":
    "by this reader: 0 of 64 false sentences posted, 350 of 423 true ones posted, 93 of 100 answers delivered",
  "blind-seventh-sentences":
    "by this reader: 0 of 65 false sentences posted, 364 of 418 true ones posted, 95 of 100 answers delivered",
  "blind-eighth-sentences":
    "by this reader: 0 of 59 false sentences posted, 375 of 400 true ones posted, 100 of 100 answers delivered",
  "volatility-second-sentences":
    "by this reader: 0 of 22 false sentences posted, 148 of 167 true ones posted, 38 of 40 answers delivered",
  "momentum-second-sentences":
    "by this reader: 2 of 22 false sentences posted, 140 of 168 true ones posted, 36 of 40 answers delivered",
  "levels-second-sentences":
    "by this reader: 0 of 24 false sentences posted, 80 of 149 true ones posted, 29 of 40 answers delivered",
  "daily-second-sentences":
    "by this reader: 0 of 26 false sentences posted, 104 of 155 true ones posted, 29 of 40 answers delivered",
  "volatility-third-sentences":
    "by this reader: 0 of 23 false sentences posted, 165 of 176 true ones posted, 40 of 40 answers delivered",
  "momentum-third-sentences":
    "by this reader: 0 of 22 false sentences posted, 147 of 164 true ones posted, 38 of 40 answers delivered",
  "levels-third-sentences":
    "by this reader: 0 of 27 false sentences posted, 124 of 160 true ones posted, 36 of 40 answers delivered",
  "daily-third-sentences":
    "by this reader: 0 of 26 false sentences posted, 172 of 184 true ones posted, 40 of 40 answers delivered",
  "levels-fourth-sentences":
    "by this reader: 0 of 25 false sentences posted, 130 of 161 true ones posted, 37 of 40 answers delivered",
};

/** Figures stand by the name of their series where the prompt type has several. */
const subjectSchema = z.looseObject({
  id: z.string(),
  product: z.string(),
  prompt: z.optional(z.string()),
  features: z.looseObject({}),
});

const featuresSchema = z.looseObject({
  candle_count: z.number(),
  expected_count: z.number(),
  as_of: z.number(),
  interval: z.string(),
});

const textSchema = z.strictObject({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  style: z.optional(z.string()),
  true: z.optional(z.boolean()),
  borderline: z.optional(z.boolean()),
  sentences: z.array(
    z.strictObject({ text: z.string(), true: z.nullable(z.boolean()), fault: z.nullable(z.string()) }),
  ),
});

/** A text whose sentences are labelled. */
export interface LabelledText {
  readonly part: (typeof labelledParts)[number];
  readonly id: string;
  readonly productId: string;
  readonly features: Features;
  /** The prompt type that it answers. */
  readonly prompt: string;
  /** Whether its prompt type lets levels be called support and resistance. */
  readonly namesLevels: boolean;
  readonly text: string;
  /** Null where reasonable judges differ. */
  readonly sentences: readonly {
    readonly text: string;
    readonly isTrue: boolean | null;
    readonly fault: string | null;
  }[];
}

/** Reads every labelled part. */
export function loadLabelled(): LabelledText[] {
  return labelledParts.flatMap((part) => {
    const subjects = readSubjects(part.replace("-sentences", "-subjects"));
    return z.parse(z.array(textSchema), readJson(part)).map(({ id, subject, text, sentences }) => {
      const written = subjects.get(subject);
      if (written === undefined) throw new Error(`${id} names unknown figures: ${subject}`);
      return {
        part,
        id,
        productId: written.product,
        ...answered(written),
        text,
        sentences: sentences.map((sentence) => ({ text: sentence.text, isTrue: sentence.true, fault: sentence.fault })),
      };
    });
  });
}

const attackSchema = z.strictObject({
  subjects: z.array(subjectSchema),
  texts: z.array(
    z.strictObject({
      subject: z.string(),
      kind: z.string(),
      text: z.string(),
      why: z.string(),
      known: z.optional(z.boolean()),
    }),
  ),
});

/** A false text that an attack with the reader's code at hand found to be posted once. */
export interface AttackedText extends Pick<LabelledText, "productId" | "features" | "namesLevels"> {
  readonly text: string;
  readonly kind: string;
  /** It is still posted. */
  readonly isKnown: boolean;
}

/** Reads the texts of that attack. */
export function loadAttacked(): AttackedText[] {
  const { subjects, texts } = z.parse(attackSchema, readJson("attacked-by-code"));
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  return texts.map(({ subject, kind, text, known = false }) => {
    const written = byId.get(subject);
    if (written === undefined) throw new Error(`${text} names unknown figures: ${subject}`);
    return { productId: written.product, ...answered(written), text, kind, isKnown: known };
  });
}

const falseSchema = z.array(
  z.strictObject({ subject: z.string(), fault: z.string(), text: z.string(), known: z.optional(z.boolean()) }),
);

/** A sentence that is false of its figures. */
export interface FalseSentence extends Pick<LabelledText, "productId" | "features"> {
  readonly text: string;
  readonly fault: string;
  /** It is held to be true. */
  readonly isKnown: boolean;
}

/** Reads the false sentences that were written by themselves, for the figures of the eighth blind part. */
export function loadFalseAlone(): FalseSentence[] {
  const subjects = readSubjects("blind-eighth-subjects");
  return z.parse(falseSchema, readJson("false-alone")).map(({ subject, fault, text, known = false }) => {
    const written = subjects.get(subject);
    if (written === undefined) throw new Error(`${text} names unknown figures: ${subject}`);
    return { productId: written.product, features: answered(written).features, text, fault, isKnown: known };
  });
}

/** The prompt type of a subject, and its figures as that type joins them. */
function answered({
  prompt = usualPrompt,
  features: written,
}: z.infer<typeof subjectSchema>): Pick<LabelledText, "prompt" | "namesLevels" | "features"> {
  const promptType = promptTypes.find(({ name }) => name === prompt);
  if (promptType === undefined) throw new Error(`${prompt} is no prompt type`);
  const { series, namesLevels = false } = promptType;
  const features =
    prompt === usualPrompt
      ? { ...noFigures, ...written }
      : joinFeatures(series.map(({ name }) => z.parse(featuresSchema, series.length === 1 ? written : written[name])));
  return { prompt, namesLevels, features };
}

function readSubjects(name: string): ReadonlyMap<string, z.infer<typeof subjectSchema>> {
  return new Map(z.parse(z.array(subjectSchema), readJson(name)).map((subject) => [subject.id, subject]));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));
}
