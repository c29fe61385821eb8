import { catalogue, type CatalogueFigure, figureOf } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { Claim, Decision, Extent, ExtentClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, ranges, valueOf } from "../figures.ts";
import { isClose, kindOf, plainly, rangeOf, sentence, shownValue, writeQuantity } from "../phrases.ts";
import { widthShown } from "./derived.ts";
import { type Quantity, quantityOf, readsAs } from "../quantity.ts";
import { hoursInWords } from "../spans.ts";

/** Decides how large one measure, change or range is beside another of the same unit. */
export function decideExtent(claim: ExtentClaim, figures: Figures): Decision {
  const { one, other, relation, ratio, signed } = claim;
  if (figureOf(one[0]).unit !== figureOf(other[0]).unit) return unknown;
  const [left, right] = [valueOfExtent(one, figures), valueOfExtent(other, figures)];
  if (left === null || right === null) return unknown;
  const [a, b] = [Math.abs(left), Math.abs(right)];
  // Beside nothing there is no share, but anything is larger in size.
  if (b === 0 && (a === 0 || ratio !== null || signed || relation === "near")) return unknown;
  // A price has no size of its own: sizes are shares of it.
  if (isPrice(one) || (isPrice(other) && (ratio?.unit !== "percent" || relation !== null))) return unknown;
  const isSided = relation === "above" || relation === "below";
  // A rise of 1 % and a fall of 1 % are the same in size, and no same change.
  if (signed && !isSided && left * right < 0) return unknown;
  const truth = (): string => sentence(extentInWords(claim, figures));
  const shown = sizeShown(one, figures) / sizeShown(other, figures);
  if (ratio !== null && !(ratio.unit === "percent" ? isShare(ratio, a / b, shown) : isRatio(ratio, a / b)))
    return holdsOr(false, truth);
  if (relation === null) return ratio === null ? unknown : { is: "true" };
  const isSame = sizeShown(one, figures) === sizeShown(other, figures);
  if (!holds(claim, a, b, isSame)) return holdsOr(false, truth);
  // A change of -1.55 % is smaller than 1.53 %, and a larger one.
  const isOneWay = !signed || !isSided || left > right === a > b;
  return isOneWay ? { is: "true" } : unknown;
}

/** Says what is true of two sizes: "the 24-hour change is 2.15 times the 1-hour change in size". */
export function extentInWords({ one, other }: Pick<ExtentClaim, "one" | "other">, figures: Figures): string {
  const [left, right] = [valueOfExtent(one, figures) ?? 0, valueOfExtent(other, figures) ?? 0];
  if (right === 0) return `${nameOf(one)} is larger in size than ${nameOf(other)}`;
  if (isPrice(other)) return `${nameOf(one)} is ${Math.abs((left / right) * 100).toFixed(2)} % of ${nameOf(other)}`;
  return `${nameOf(one)} is ${Math.abs(left / right).toFixed(2)} times ${nameOf(other)} in size`;
}

function valueOfExtent([low, high]: Extent, figures: Figures): number | null {
  const bottom = valueOf(low, figures);
  if (high === undefined || bottom === null) return bottom;
  const top = valueOf(high, figures);
  return top === null ? null : top - bottom;
}

/** How many times the other size one is; null where that can't be known. */
export function timesOf({ one, other }: Pick<ExtentClaim, "one" | "other">, figures: Figures): number | null {
  const [left, right] = [valueOfExtent(one, figures), valueOfExtent(other, figures)];
  return left === null || right === null || right === 0 ? null : Math.abs(left / right);
}

function nameOf([low, high]: Extent): string {
  if (high !== undefined) return `the ${rangeOf(low, high)?.name ?? "range"}`;
  const { span } = figureOf(low);
  const isOfHours = kindOf(low).is === "change" && typeof span !== "string" && "hours" in span;
  return isOfHours ? `the change over ${hoursInWords(span.hours)}` : plainly(low);
}

function isPrice([name]: Extent): boolean {
  return isClose(name);
}

/** How far a share of rounded figures may be off that of the figures, as a part of it. */
const maxRounding = 0.1;

/** Whether one size is so many percent of another: of the figures, or of what a reader sees of them. */
function isShare(quantity: Quantity, real: number, shown: number): boolean {
  if (quantity.sign !== 0) return false;
  if (readsAs(quantity, real * 100, null)) return true;
  return Math.abs(shown - real) <= maxRounding * real && readsAs(quantity, shown * 100, null);
}

/** A size as its reader sees it, by which two are the same or not. */
function sizeShown([low, high]: Extent, figures: Figures): number {
  return Math.abs(Number(high === undefined ? figures.texts[low] : widthShown(low, high, figures)));
}

function holds({ relation, size }: ExtentClaim, a: number, b: number, isSame: boolean): boolean {
  if (relation === "at") return isSame;

  const apart = Math.abs(a - b) / Math.max(a, b);
  if (relation === "near") return apart <= bounds.nearExtent;
  if (a > b !== (relation === "above") || isSame) return false;
  return size === "none" || (size === "small" ? apart < bounds.slightExtent : apart >= bounds.largeExtent);
}

/** "Twice", "a quarter of": words are rough, and a limit says on which side. */
function isRatio({ size, bound, step, approx }: Quantity, real: number): boolean {
  if (bound === 1) return real > size && real <= size + Math.max(size / 4, Math.min(1, size / 2));
  if (bound === -1) return real < size && real >= size * 0.6;
  // "2.02 times" is meant to its last digit, unless it is about that.
  const room = step < 1 && !approx ? step / 2 + 1e-9 : size * bounds.ratio;
  return Math.abs(real - size) <= room;
}

/** Says how a size stands to another: "the day's range of 4.45 is 46 % of the 7-day range of 9.70". None of what has no words. */
export function sayExtent(
  claim: ExtentClaim & Pick<Claim, "denied">,
  figures: Figures,
  hasValues: boolean,
): readonly string[] {
  const { one, other, relation, ratio, size, denied } = claim;
  const naming = (extent: Extent): string => (hasValues ? nameWithSize(extent, figures) : nameOf(extent));
  const be = `${one.length === 2 && nameOf(one).endsWith("s") ? "are" : "is"}${denied ? " not" : ""}`;
  if (ratio !== null)
    return ratio.unit === "percent" && relation === null
      ? [`${naming(one)} ${be} ${writeQuantity(ratio, figures, false)} of ${naming(other)}`]
      : [];
  if ((relation !== "above" && relation !== "below") || size !== "none") return [];
  const words = one.length === 2 && other.length === 2 ? ["wider", "narrower"] : ["larger in size", "smaller in size"];
  return [`${naming(one)} ${be} ${words[relation === "above" ? 0 : 1] ?? ""} than ${naming(other)}`];
}

function nameWithSize(extent: Extent, figures: Figures): string {
  const [low, high] = extent;
  const shown = high === undefined ? shownValue(low, figures) : widthShown(low, high, figures);
  const isTraded = high === undefined || rangeOf(low, high)?.isTraded === true;
  return shown === null || !isTraded ? nameOf(extent) : `${nameOf(extent)} of ${shown}`;
}

/**
 * How sizes stand to one another: changes over hours, the larger first, and the day's beside the realized volatility; each range
 * as a share of the next wider one that is of longer hours and of the close; the bands beside the day's range.
 */
export function listExtent(figures: Figures): Claim[] {
  const changes = (catalogue as readonly CatalogueFigure[])
    .filter(
      ({ kind, unit, span }) =>
        kind.is === "change" && kind.of === "price" && unit === "percent" && span !== "last_candle",
    )
    .map(({ name }): Extent => [name])
    .filter((extent) => valueOfExtent(extent, figures) !== null);
  const measures = (catalogue as readonly CatalogueFigure[])
    .filter(({ name, kind }) => kind.is === "width" && kind.per === "day" && valueOf(name, figures) !== null)
    .map(({ name }): Extent => [name]);
  const known = ranges.filter(({ low, high }) => valueOf(low, figures) !== null && valueOf(high, figures) !== null);
  const traded = known.filter(({ isTraded }) => isTraded).toSorted((one, two) => one.hours - two.hours);
  const close = (catalogue as readonly CatalogueFigure[]).find(
    ({ name }) => isClose(name) && valueOf(name, figures) !== null,
  );
  const edges = ({ low, high }: (typeof known)[number]): Extent => [low, high];
  return [
    ...changes.flatMap((one, index) => changes.slice(index + 1).flatMap((other) => larger(one, other, figures))),
    ...changes.slice(0, 1).flatMap((one) => measures.flatMap((other) => larger(one, other, figures))),
    ...traded.flatMap((one, index) =>
      traded.slice(index + 1).flatMap((other) => share(edges(one), edges(other), 0, figures)),
    ),
    ...(close === undefined ? [] : traded.flatMap((one) => share(edges(one), [close.name], 2, figures))),
    ...known
      .filter(({ isTraded }) => !isTraded)
      .flatMap((one) => traded.slice(0, 1).flatMap((other) => larger(edges(one), edges(other), figures))),
  ];
}

const extent = (one: Extent, other: Extent, more: Partial<ExtentClaim>): Claim => ({
  is: "extent",
  one,
  other,
  relation: null,
  ratio: null,
  size: "none",
  signed: false,
  denied: false,
  ...more,
});

/** The larger of two that don't read the same, first. */
function larger(one: Extent, other: Extent, figures: Figures): Claim[] {
  const [a, b] = [valueOfExtent(one, figures), valueOfExtent(other, figures)];
  if (a === null || b === null || sizeShown(one, figures) === sizeShown(other, figures) || a === 0 || b === 0)
    return [];
  const [first, second] = Math.abs(a) > Math.abs(b) ? [one, other] : [other, one];
  return [extent(first, second, { relation: "above" })];
}

function share(one: Extent, other: Extent, decimals: number, figures: Figures): Claim[] {
  const [a, b] = [valueOfExtent(one, figures), valueOfExtent(other, figures)];
  if (a === null || b === null || b <= 0) return [];
  const percent = ((a / b) * 100).toFixed(decimals);
  // What reads as nothing or all of it is told by its edges.
  return Number(percent) === 0 || Number(percent) >= 100
    ? []
    : [extent(one, other, { ratio: quantityOf(percent, "percent") })];
}
