import { catalogue, type CatalogueFigure, type FigureName, figureOf } from "../../../features/index.ts";
import type { Claim, Decision, DerivedClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { decideDistance } from "../distance.ts";
import { type Figures, ranges, valueOf } from "../figures.ts";
import { plainly, rangeOf, sentence, writeQuantity } from "../phrases.ts";
import { quantityOf, readsAs } from "../quantity.ts";
import { decideValue } from "./value.ts";

/** Decides what two figures of one unit come to: their distance, or the left one in percent or times of the right one. */
export function decideDerived({ operation, left, right, quantity }: DerivedClaim, figures: Figures): Decision {
  if (figureOf(left).unit !== figureOf(right).unit) return unknown;
  if (operation === "difference" && quantity.unit === "percent") return unknown;
  if (operation === "percent" && quantity.unit !== "percent") return unknown;
  const width = operation === "percent" ? widthFigureOf(right, left, figures) : null;
  if (width !== null) return decideValue({ is: "value", figure: width, quantity, way: null, span: null }, figures);
  if (operation === "difference" || operation === "percent") return decideDistance(left, right, quantity, figures);
  const [a, b] = [valueOf(left, figures), valueOf(right, figures)];
  if (a === null || b === null || b === 0 || quantity.sign !== 0) return unknown;
  if (operation === "share") {
    if (quantity.unit !== "percent") return unknown;
    const share = (a / b) * 100;
    return holdsOr(readsAs(quantity, share, null) && share >= 0, () =>
      sentence(`${plainly(left)} is ${share.toFixed(2)} % of ${plainly(right)}`),
    );
  }
  if (quantity.unit !== "times" && quantity.unit !== "none") return unknown;
  const ratio = a / b;
  return holdsOr(readsAs(quantity, ratio, null) && ratio >= 0, () =>
    sentence(`${plainly(left)} is ${ratio.toFixed(2)} times ${plainly(right)}`),
  );
}

/** The figure that tells how wide a range is in percent; null where none is known. */
function widthFigureOf(low: FigureName, high: FigureName, figures: Figures): FigureName | null {
  const range = rangeOf(low, high);
  const width = catalogue.find(
    ({ name, unit, kind }: CatalogueFigure) =>
      unit === "percent" &&
      kind.is === "width" &&
      kind.of !== undefined &&
      kind.of === range?.name &&
      valueOf(name, figures) !== null,
  );
  return width?.name ?? null;
}

/** Says what two figures come to: "the day's range is 2000.00 wide". */
export function sayDerived(claim: DerivedClaim & Claim, figures: Figures): string[] {
  const { operation, left, right, quantity, denied } = claim;
  const not = denied ? " not" : "";
  const number = writeQuantity(quantity, figures);
  const [one, other] = [plainly(left), plainly(right)];
  switch (operation) {
    case "difference": {
      const range = rangeOf(right, left);
      const apart = `${one} and ${other} are${not} ${number} apart`;
      return range === undefined
        ? [apart]
        : [`the ${range.name} ${range.name.endsWith("s") ? "are" : "is"}${not} ${number} wide`, apart];
    }
    case "percent":
      return [
        `the distance between ${one} and ${other} is${not} ${writeQuantity({ ...quantity, unit: "percent" }, figures)} of ${other}`,
      ];
    case "share":
      return [`${one} is${not} ${number} of ${other}`];
    case "ratio":
      break;
  }
  return [`${one} is${not} ${writeQuantity({ ...quantity, unit: "times" }, figures)} ${other}`];
}

/** How wide each range is. */
export function listDerived(figures: Figures): Claim[] {
  return ranges.flatMap(({ low, high }): Claim[] => {
    const width = widthShown(low, high, figures);
    if (width === null || Number(width) <= 0) return [];
    return [
      {
        is: "derived",
        operation: "difference",
        left: high,
        right: low,
        quantity: quantityOf(width, "none"),
        denied: false,
      },
    ];
  });
}

/** How wide a range reads, with the decimals of its edges; null where one is not known. */
export function widthShown(low: FigureName, high: FigureName, { texts }: Figures): string | null {
  const [bottom, top] = [texts[low], texts[high]];
  if (bottom === null || top === null) return null;
  const decimals = Math.max(...[bottom, top].map((text) => text.split(".")[1]?.length ?? 0));
  const width = Number(top) - Number(bottom);
  return Math.abs(width) < 1e21 ? width.toFixed(decimals) : null;
}
