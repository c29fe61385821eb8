import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import type { Features } from "../../../src/features/index.ts";
import { noFigures } from "../../features/support/figure-samples.ts";

/** Parts that are labelled by sentence; what each is for stands in the README. */
export const labelledParts = [
  "spent-sentences",
  "blind-sentences",
  "blind-second-sentences",
  "blind-third-sentences",
  "blind-fourth-sentences",
] as const;

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
};

const subjectSchema = z.looseObject({ id: z.string(), product: z.string(), features: z.looseObject({}) });

const textSchema = z.strictObject({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  true: z.boolean(),
  borderline: z.boolean(),
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
        features: { ...noFigures, ...written.features },
        text,
        sentences: sentences.map((sentence) => ({ text: sentence.text, isTrue: sentence.true, fault: sentence.fault })),
      };
    });
  });
}

function readSubjects(name: string): ReadonlyMap<string, z.infer<typeof subjectSchema>> {
  return new Map(z.parse(z.array(subjectSchema), readJson(name)).map((subject) => [subject.id, subject]));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));
}
