import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import type { Features } from "../../../src/features/index.ts";
import { noFigures } from "../../features/support/figure-samples.ts";

/** The parts of the corpus; what each is for stands in its README. */
export const corpusParts = [
  "written-first",
  "written-second",
  "blind-first",
  "blind-second",
  "blind-third",
  "blind-fourth",
  "true-only",
  "true-second",
  "attacked",
] as const;

const textSchema = z.strictObject({
  id: z.string(),
  figures: z.string(),
  style: z.string(),
  text: z.string(),
  verdict: z.enum(["true", "false"]),
  fault: z.optional(z.string()),
  fault_words: z.optional(z.nullable(z.string())),
});

const figuresSchema = z.record(z.string(), z.strictObject({ product_id: z.string(), figures: z.looseObject({}) }));

/** A text, the figures that it was written for, and what is true of it. */
export interface CorpusText {
  readonly part: (typeof corpusParts)[number];
  readonly id: string;
  readonly productId: string;
  readonly features: Features;
  readonly text: string;
  readonly isTrue: boolean;
  /** The kind of its one planted fault; null of a true text. */
  readonly fault: string | null;
}

/** Reads the whole corpus. */
export function loadCorpus(): CorpusText[] {
  const figures = z.parse(figuresSchema, readJson("figures"));
  return corpusParts.flatMap((part) =>
    z.parse(z.array(textSchema), readJson(part)).map((entry) => {
      const written = figures[entry.figures];
      if (written === undefined) throw new Error(`${entry.id} names unknown figures: ${entry.figures}`);
      return {
        part,
        id: entry.id,
        productId: written.product_id,
        features: { ...noFigures, ...written.figures },
        text: entry.text,
        isTrue: entry.verdict === "true",
        fault: entry.fault ?? null,
      };
    }),
  );
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));
}
