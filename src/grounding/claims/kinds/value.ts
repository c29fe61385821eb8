import { catalogue, type CatalogueFigure, figureOf, type FigureName, isSameSpan } from "../../../features/index.ts";
import type { Claim, Decision, ValueClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, intervalOf, valueOf } from "../figures.ts";
import {
  isClose,
  kindOf,
  type Naming,
  plainly,
  quantityShown,
  sentence,
  shownValue,
  writeQuantity,
} from "../phrases.ts";
import { inUnit, type Quantity, readsAs, unitFits } from "../quantity.ts";
import { overSpan, spanFits, spanOf } from "../spans.ts";

/** Decides that a figure is a number: of its unit and span, at the precision that the number is written with. */
export function decideValue(claim: ValueClaim, figures: Figures): Decision {
  const { quantity, way, span } = claim;
  const figure = twinOfUnit(figureOf(claim.figure), quantity, figures);
  const value = valueOf(figure.name, figures);
  if (value === null) return unknown;
  const fits =
    unitFits(quantity.unit, figure, figures.quote) &&
    spanFits(span, spanOf(figure, figures.features), intervalOf(figure.name, figures)) &&
    figureReadsAs(figure, quantity, value, figures) &&
    signFits(figure, quantity, way, value);
  return holdsOr(fits, () => sentence(`${plainly(figure.name)} is ${shownValue(figure.name, figures) ?? "not known"}`));
}

/** A price that is rounded to whole units may be another price: 2.66 is no close of 3. */
const maxRounding = 0.005;

/** "About 50 thousand" may be off by more, but 2 is not about 1.51. */
const maxAbout = 0.05;

/** Whether a number reads as a figure's value, with the room that a figure of its kind leaves for rounding. */
export function figureReadsAs(figure: CatalogueFigure, quantity: Quantity, value: number, figures: Figures): boolean {
  const shown = figures.texts[figure.name];
  if (!readsAs(quantity, value, shown)) return false;
  const { size } = inUnit(quantity);
  const real = Math.abs(value);
  if (figure.kind.is !== "level" || size === Math.abs(Number(shown))) return true;
  return Math.abs(size - real) <= (quantity.approx ? maxAbout : maxRounding) * real;
}

/** A change is given with its sign or its direction: -2.90 is no "change of 2.90". Everything else has neither. */
export function signFits(
  figure: CatalogueFigure,
  quantity: Quantity,
  way: "up" | "down" | null,
  value: number,
): boolean {
  const isSigned = figure.kind.is === "change" || figure.kind.is === "zero_line";
  if (!isSigned && value >= 0) return quantity.sign === 0 && way === null;
  const told = way === "up" ? 1 : way === "down" ? -1 : quantity.sign;
  if (way !== null && quantity.sign !== 0 && quantity.sign !== told) return false;
  // What reads as zero has no direction.
  if (quantity.size === 0) return way === null;
  return told === 0 ? value > 0 : told === Math.sign(value);
}

/** A change that is given in another unit is its twin's: of the same price or volume, over the same span. */
export function twinOfUnit(figure: CatalogueFigure, { unit }: Quantity, { quote }: Figures): CatalogueFigure {
  const { kind, span } = figure;
  if (kind.is === "width" && !unitFits(unit, figure, quote)) {
    const twin = catalogue.find(
      (other: CatalogueFigure) => other.kind.is === "width" && other.kind.percentOf === figure.name,
    );
    return twin !== undefined && unitFits(unit, twin, quote) ? twin : figure;
  }
  if (kind.is !== "change" || unitFits(unit, figure, quote)) return figure;
  const twin = catalogue.find(
    (other: CatalogueFigure) =>
      other.kind.is === "change" &&
      other.kind.of === kind.of &&
      isSameSpan(other.span, span) &&
      unitFits(unit, other, quote),
  );
  return twin ?? figure;
}

/** Says a value: "the EMA is 50100.00". */
export function sayValue({ figure, quantity, way, span, denied }: ValueClaim & Claim, figures: Figures): string[] {
  const isWay = way === null ? "" : way === "up" ? "a rise of " : "a fall of ";
  const number = `${isWay}${writeQuantity(quantity, figures)}`;
  const over = span === null || span === "short" ? "" : ` ${overSpan(span)}`;
  const not = denied ? " not" : "";
  const subject: Naming = (name) => `${plainly(name)}${over}`;
  const forms = [
    `${subject(figure)} is${not} ${number}`,
    ...(way === null ? [denied ? "" : `${subject(figure)} stands at ${number}`] : []),
  ].filter((form) => form !== "");
  if (!isClose(figure) || denied || over !== "") return forms;
  return [`${figures.productId} last closed at ${number}`, ...forms];
}

/** Every figure's value, as it is shown. */
export function listValues(figures: Figures): Claim[] {
  return catalogue.flatMap(({ name }): Claim[] => {
    const claim = valueClaim(name, figures);
    return claim === null ? [] : [claim];
  });
}

/** The values of what is a measure by itself: widths, amounts and lines around zero. */
export function listMeasures(figures: Figures): Claim[] {
  return listValues(figures).filter((claim) => claim.is === "value" && measures.has(kindOf(claim.figure).is));
}

const measures: ReadonlySet<string> = new Set(["width", "count", "zero_line"]);

/** The claim that a figure is what it is shown as; null where it is null. */
export function valueClaim(name: FigureName, figures: Figures): Claim | null {
  const quantity = quantityShown(name, figures);
  return quantity === null ? null : { is: "value", figure: name, quantity, way: null, span: null, denied: false };
}
