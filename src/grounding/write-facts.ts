import { catalogue, type CatalogueFigure, type Features, type FigureName, type Span } from "../features/index.ts";
import type { Claim } from "./claims/claim.ts";
import { type Figures, intervalOf, prepareFigures, valueOf } from "./claims/figures.ts";
import { list, listRelations } from "./claims/list.ts";
import { sentence } from "./claims/phrases.ts";
import { say, sayWithValues } from "./claims/say.ts";
import { hoursInWords, intervalHours, spanOf } from "./claims/spans.ts";
import { valueClaim } from "./claims/kinds/value.ts";

/** What facts are written, beside those of every prompt. */
export interface FactOptions {
  /** Whether a given level may be called support or resistance. Default: none may. */
  readonly namesLevels?: boolean;
  /** Whether it is told how figures stand to one another (`listRelations`). Default: it is not. */
  readonly hasRelations?: boolean;
}

/**
 * Writes what is true of these figures and worth saying, a sentence each: by the claims that texts are later decided by, so
 * that no model has to compare two numbers by itself.
 */
export function writeFacts(
  productId: string,
  features: Features,
  { namesLevels = false, hasRelations = false }: FactOptions = {},
): string[] {
  const figures = prepareFigures(productId, features, { namesLevels });
  const close = catalogue.find(({ kind }: CatalogueFigure) => kind.is === "level" && kind.role === "close");
  const value = close === undefined ? null : valueClaim(close.name, figures);
  const claims: Claim[] = [
    ...(value === null ? [] : [value]),
    ...list(figures),
    ...(hasRelations ? listRelations(figures) : []),
  ];
  return claims.flatMap((claim) => {
    // Where both edges of a range are named, its values are those of the edges.
    const [said] = sayWithValues(claim, figures);
    const clause = said ?? say(claim, figures)[0];
    return clause === undefined ? [] : [sentence(clause)];
  });
}

/** Says which figures cover what: "5 candles: 5-candle average, EMA". A span without a figure is not named. */
export function writeSpans(features: Features): string[] {
  const figures = prepareFigures("", features);
  const groups: { readonly name: string; readonly labels: string[] }[] = [];
  for (const figure of catalogue) {
    if (valueOf(figure.name, figures) === null) continue;
    const { label } = figure;
    const name = spanName(spanOf(figure, features), figure.name, figures);
    const known = groups.find((group) => group.name === name);
    if (known === undefined) groups.push({ name, labels: [label] });
    else known.labels.push(label);
  }
  return groups.map(({ name, labels }) => `${name}: ${labels.join(", ")}.`);
}

/** "5 candles", "24 hours"; where figures of several series stand side by side, "14 candles of 1 hour". */
function spanName(span: Span, figure: FigureName, figures: Figures): string {
  if (span === "window") return "The window";
  if (span === "previous_day") return "The previous UTC day";
  if (span !== "last_candle" && "hours" in span) return hoursInWords(span.hours);
  const hours = intervalHours(intervalOf(figure, figures));
  const isSeveral = figures.features.further !== undefined && hours !== null;
  const length = isSeveral ? ` of ${candleInWords(hours)}` : "";
  return span === "last_candle" ? `The last candle${length}` : `${span.candles} candles${length}`;
}

function candleInWords(hours: number): string {
  return hours < 1 ? `${Math.round(hours * 60)} minutes` : hoursInWords(hours);
}
