import { catalogue, type CatalogueFigure, type FigureName, isSameSpan } from "../../../features/index.ts";
import type { ClaimSpan, Decision, WaysClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, signOf, valueOf } from "../figures.ts";
import { sentence } from "../phrases.ts";
import { hoursInWords } from "../spans.ts";

/** Decides whether the price moved the same way over two spans. What reads as no change goes neither way. */
export function decideWays({ spans: [one, other], same }: WaysClaim, figures: Figures): Decision {
  const [first, second] = [wayOver(one, figures), wayOver(other, figures)];
  if (first === 0 || second === 0) return unknown;
  return holdsOr((first === second) === same, () => sentence(waysInWords([one, other], figures)));
}

/** Says which way the price moved over two spans: "the price rose over 1 hour and fell over 24 hours". */
export function waysInWords(spans: WaysClaim["spans"], figures: Figures): string {
  const [one, other] = spans.map((span) => `${inWords(wayOver(span, figures))} ${over(span)}`);
  return `the price ${one ?? ""} and ${other ?? ""}`;
}

function changeOver(span: ClaimSpan): FigureName | null {
  if (span === null || span === "short") return null;
  const found = catalogue.find(
    ({ kind, unit, span: own }: CatalogueFigure) =>
      kind.is === "change" && kind.of === "price" && unit === "quote" && isSameSpan(own, span),
  );
  return found?.name ?? null;
}

function wayOver(span: ClaimSpan, figures: Figures): -1 | 0 | 1 {
  const name = changeOver(span);
  return name === null || valueOf(name, figures) === null ? 0 : signOf(name, figures);
}

const inWords = (way: -1 | 0 | 1): string => (way === 1 ? "rose" : "fell");

function over(span: ClaimSpan): string {
  return span !== null && typeof span !== "string" && "hours" in span ? `over ${hoursInWords(span.hours)}` : "";
}
