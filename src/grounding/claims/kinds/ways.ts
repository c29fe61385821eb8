import { catalogue, type CatalogueFigure, type FigureName, isSameSpan } from "../../../features/index.ts";
import type { Claim, ClaimSpan, Decision, WaysClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, signOf, valueOf } from "../figures.ts";
import { sentence } from "../phrases.ts";
import { hoursInWords } from "../spans.ts";

/** Decides whether the price moved the same way over two spans. What reads as no change goes neither way. */
export function decideWays({ spans: [one, other], same }: WaysClaim, figures: Figures): Decision {
  const [first, second] = [wayOver(one, figures), wayOver(other, figures)];
  if (first === null || second === null) return unknown;
  const truth = (): string => sentence(waysInWords([one, other], figures));
  // What did not move goes no way: not the same one as what did, and no opposite one either.
  if (first === 0 || second === 0) return first === second || !same ? unknown : holdsOr(false, truth);
  return holdsOr((first === second) === same, truth);
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

function wayOver(span: ClaimSpan, figures: Figures): -1 | 0 | 1 | null {
  const name = changeOver(span);
  return name === null || valueOf(name, figures) === null ? null : signOf(name, figures);
}

const inWords = (way: -1 | 0 | 1 | null): string => (way === 1 ? "rose" : way === 0 ? "did not move" : "fell");

function over(span: ClaimSpan): string {
  return span !== null && typeof span !== "string" && "hours" in span ? `over ${hoursInWords(span.hours)}` : "";
}

/** Says how the changes over two spans go: "the change over 1 hour and the change over 24 hours have the same direction". */
export function sayWays({ spans, same, denied }: WaysClaim & Pick<Claim, "denied">): readonly string[] {
  const [one, other] = spans.map(over);
  if (one === "" || other === "") return [];
  const have = denied ? "do not have" : "have";
  const how = same ? "the same direction" : "opposite directions";
  return [`the change ${one ?? ""} and the change ${other ?? ""} ${have} ${how}`];
}

/** Whether the price moved the same way, over every two spans of hours that it moved over. */
export function listWays(figures: Figures): Claim[] {
  const spans = (catalogue as readonly CatalogueFigure[]).flatMap(({ kind, unit, span }): ClaimSpan[] =>
    kind.is === "change" && kind.of === "price" && unit === "quote" && typeof span !== "string" && "hours" in span
      ? [span]
      : [],
  );
  const moved = spans
    .filter((span) => Math.abs(wayOver(span, figures) ?? 0) === 1)
    .toSorted((one, other) => hours(one) - hours(other));
  return moved.flatMap((one, index) =>
    moved.slice(index + 1).map((other): Claim => ({
      is: "ways",
      spans: [one, other],
      same: wayOver(one, figures) === wayOver(other, figures),
      denied: false,
    })),
  );
}

function hours(span: ClaimSpan): number {
  return span !== null && typeof span !== "string" && "hours" in span ? span.hours : 0;
}
