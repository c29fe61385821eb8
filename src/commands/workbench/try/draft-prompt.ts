import { catalogue, type Features, formatFigures, isFigureName } from "../../../features/index.ts";
import { contextHeading } from "../../../prompts/market-context.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import type { TemplateView } from "../views/work-views.ts";

/** Stands for what the service tells of the market: product, time, candles, facts. */
const marketField = "market";
const productField = "product";

const field = /\{\{\s*([a-z0-9_]+)\s*\}\}/g;

/** A product whose name and figures stand nowhere in a prompt by chance. */
const markProduct = "QQQ-ZZZ";

/**
 * Writes a registered prompt as a template: each figure is `{{its_name}}`, the product `{{product}}`, and what the service tells of
 * the market `{{market}}`. It is rendered once with numbers that occur once, and these are replaced by their names.
 */
export function templateOf(promptType: PromptType): TemplateView {
  const features = markedFeatures(promptType);
  const { system, user } = promptType.render(markProduct, features);
  const context = contextIn(system);
  const marks = Object.entries(formatFigures(features)).flatMap(([name, text]) =>
    typeof text === "string" ? [{ name, text }] : [],
  );
  const withFields = (text: string): string =>
    marks
      .toSorted((one, other) => other.text.length - one.text.length)
      .reduce((result, mark) => result.replaceAll(mark.text, `{{${mark.name}}}`), text)
      .replaceAll(markProduct, `{{${productField}}}`);
  return {
    prompt: promptType.name,
    version: promptType.version,
    system: withFields(context === "" ? system : system.replace(context, `{{${marketField}}}`)),
    user: withFields(user),
    fields: [productField, marketField, ...marks.map(({ name }) => name)],
  };
}

/** Figures whose texts differ from each other and from every number of a prompt. */
function markedFeatures({ series }: PromptType): Features {
  const names = new Set<string>(series.flatMap(({ figures }) => figures));
  const values = catalogue
    .filter(({ name }) => names.has(name))
    .map(({ name }, index) => [name, 70_001.03 + index * 7.07] as const);
  const [{ granularity }] = series;
  return {
    ...Object.fromEntries(values),
    candle_count: 288,
    expected_count: 288,
    as_of: 0,
    interval: granularity,
    decimals: 2,
  };
}

/** What a system prompt tells of the market: from its heading to its end. Empty where it tells nothing. */
function contextIn(system: string): string {
  const at = system.indexOf(contextHeading);
  return at === -1 ? "" : system.slice(at);
}

/** A prompt type like the registered one, with the texts of a draft. A line that names a figure which is null is left out. */
export function draftOf(promptType: PromptType, draft: { readonly system: string; readonly user: string }): PromptType {
  return {
    ...promptType,
    render(productId, features) {
      const texts: Readonly<Record<string, string | null | undefined>> = formatFigures(features);
      const valueOf = (name: string): string | null =>
        name === productField
          ? productId
          : name === marketField
            ? contextIn(promptType.render(productId, features).system)
            : (texts[name] ?? null);
      const fill = (text: string): string =>
        text
          .split("\n")
          .filter((line) => [...line.matchAll(field)].every(([, name = ""]) => valueOf(name) !== null))
          .map((line) => line.replaceAll(field, (_, name: string) => valueOf(name) ?? ""))
          .join("\n");
      return { system: fill(draft.system), user: fill(draft.user) };
    },
  };
}

/** The fields of a draft that the prompt does not have. */
export function unknownFields(
  promptType: PromptType,
  draft: { readonly system: string; readonly user: string },
): readonly string[] {
  const named = promptType.series.flatMap(({ figures }) => figures);
  const known = new Set<string>([productField, marketField, ...named]);
  const all = [...`${draft.system}\n${draft.user}`.matchAll(field)].map(([, name = ""]) => name);
  return [...new Set(all.filter((name) => !known.has(name) || (isFigureName(name) && !named.includes(name))))];
}
