import * as z from "zod/mini";
import { catalogue, type Features, joinFeatures } from "../../features/index.ts";
import type { GroundingSubject } from "../../grounding/verdict.ts";
import { subjectOf } from "../../insight/subject-of.ts";
import type { PromptType } from "../../prompts/prompt-type.ts";
import { findPromptType, promptNames } from "../../prompts/registry.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { readChecked } from "../kit/read-checked.ts";

/** A text to judge, and what it was written from. */
export interface TextToJudge extends GroundingSubject {
  readonly id: string;
  readonly text: string;
}

const figure = z.optional(z.nullable(z.number().check(z.refine(Number.isFinite, "is no finite number"))));

const featuresSchema = z.looseObject({
  ...Object.fromEntries(catalogue.map(({ name }) => [name, figure])),
  candle_count: z.optional(z.number()),
  expected_count: z.optional(z.number()),
  as_of: z.optional(z.number()),
  interval: z.optional(z.string()),
  decimals: z.optional(z.number().check(z.int(), z.gte(2), z.lte(10))),
});

const textSchema = z.looseObject({
  id: z.optional(z.union([z.string(), z.number()])),
  product_id: z
    .string()
    .check(z.regex(/^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,3}$/, "must be a product id, such as BTC-USD")),
  features: z.looseObject({}),
  text: z.string(),
  prompt: z.optional(z.string()),
});

const wanted = "{product_id, features, text}";

/**
 * Reads texts from a JSON list or from JSON lines. A figure that is absent is null.
 *
 * @throws UsageError that names the text, the field and what is allowed.
 */
export function readTexts(content: string): TextToJudge[] {
  return parseAll(content).map((entry, index) => {
    const where = { where: `text ${index + 1}`, wanted };
    const {
      id,
      product_id: productId,
      features,
      text,
      prompt = "trend_analysis",
    } = readChecked(textSchema, entry, where);
    const promptType = findPromptType(prompt);
    if (promptType === undefined)
      throw new UsageError(`text ${index + 1}: prompt is ${prompt}; known: ${promptNames.join(", ")}`);
    return {
      id: String(id ?? index + 1),
      text,
      ...subjectOf(promptType, productId, readFigures(features, promptType, index + 1)),
    };
  });
}

/** Figures as `npm start -- --json` prints them: of a prompt with several series each series stands under its name. */
function readFigures(given: object, { series }: PromptType, number: number): Features {
  const names = new Set(series.map(({ name }) => name));
  const isBySeries = series.length > 1 && Object.keys(given).some((name) => names.has(name));
  if (!isBySeries) return readSeries(given, number, { path: ["features"], granularity: series[0].granularity });
  return joinFeatures(
    series.map(({ name, figures, granularity }) => {
      const known = readSeries(Reflect.get(given, name) ?? {}, number, { path: ["features", name], granularity });
      const own = Object.fromEntries(figures.map((each) => [each, known[each] ?? null]));
      const { candle_count, expected_count, as_of, interval, decimals } = known;
      return { ...own, candle_count, expected_count, as_of, interval, ...(decimals === undefined ? {} : { decimals }) };
    }),
  );
}

function readSeries(
  given: unknown,
  number: number,
  { path, granularity }: { readonly path: readonly string[]; readonly granularity: string },
): Features {
  const features = readChecked(featuresSchema, given, { where: `text ${number}`, wanted, at: path });
  return complete(features, granularity);
}

function complete(features: z.infer<typeof featuresSchema>, granularity: string): Features {
  const { candle_count = 0, expected_count = 0, as_of = 0, interval = granularity, decimals } = features;
  const figures = Object.fromEntries(catalogue.map(({ name }) => [name, features[name] ?? null]));
  return { ...figures, candle_count, expected_count, as_of, interval, ...(decimals === undefined ? {} : { decimals }) };
}

function parseAll(content: string): unknown[] {
  const trimmed = content.replace(/^\uFEFF/, "").trim();
  if (trimmed.startsWith("[")) {
    const list = parse(trimmed, "FILE");
    if (!Array.isArray(list)) throw new UsageError("FILE is no JSON list");
    return list;
  }
  return trimmed.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [parse(line, `line ${index + 1}`)]));
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
