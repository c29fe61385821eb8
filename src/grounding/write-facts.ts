import { catalogue, type CatalogueFigure, type Features, isSameSpan, type Span } from "../features/index.ts";
import type { Claim } from "./claims/claim.ts";
import { prepareFigures, valueOf } from "./claims/figures.ts";
import { list } from "./claims/list.ts";
import { sentence } from "./claims/phrases.ts";
import { say, sayWithValues } from "./claims/say.ts";
import { hoursInWords } from "./claims/spans.ts";
import { valueClaim } from "./claims/value.ts";

/**
 * Writes what is true of these figures and worth saying, a sentence each: by the claims that texts are later decided by, so
 * that no model has to compare two numbers by itself.
 */
export function writeFacts(productId: string, features: Features): string[] {
  const figures = prepareFigures(productId, features);
  const close = catalogue.find(({ kind }: CatalogueFigure) => kind.is === "level" && kind.role === "close");
  const value = close === undefined ? null : valueClaim(close.name, figures);
  const claims: Claim[] = [...(value === null ? [] : [value]), ...list(figures)];
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
  const groups: { readonly span: Span; readonly labels: string[] }[] = [];
  for (const { name, label, span } of catalogue) {
    if (valueOf(name, figures) === null) continue;
    const known = groups.find((group) => isSameSpan(group.span, span));
    if (known === undefined) groups.push({ span, labels: [label] });
    else known.labels.push(label);
  }
  return groups.map(({ span, labels }) => `${spanName(span)}: ${labels.join(", ")}.`);
}

function spanName(span: Span): string {
  if (span === "last_candle") return "The last candle";
  return "candles" in span ? `${span.candles} candles` : hoursInWords(span.hours);
}
