import { catalogue, type CatalogueFigure, isSameSpan } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { Claim, ClaimSpan, Decision, MovedClaim, Way } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, intervalOf, signOf, tradedWidth, valueOf } from "../figures.ts";
import { sentence, writeQuantity } from "../phrases.ts";
import { type Quantity, quantityOf, readsAs, unitFits } from "../quantity.ts";
import { hoursOf, overSpan, spanFits } from "../spans.ts";
import { signFits } from "./value.ts";

/** The figures that report one change: of the price over one span, in the quote currency and in percent. */
interface Change {
  readonly span: ChangeSpan;
  readonly figures: readonly CatalogueFigure[];
}

type ChangeSpan = Exclude<ClaimSpan, "short" | null>;

const changes: Readonly<Record<"price" | "volume", readonly Change[]>> = {
  price: changesOf("price"),
  volume: changesOf("volume"),
};

function changesOf(of: "price" | "volume"): readonly Change[] {
  const found: { readonly span: ChangeSpan; readonly figures: CatalogueFigure[] }[] = [];
  for (const figure of catalogue as readonly CatalogueFigure[]) {
    const { kind, span: own } = figure;
    if (kind.is !== "change" || kind.of !== of || own === "window" || own === "previous_day") continue;
    const same = found.find(({ span }) => isSameSpan(span, own));
    if (same === undefined) found.push({ span: own, figures: [figure] });
    else same.figures.push(figure);
  }
  return found;
}

/**
 * Decides a movement. Where no span is said, a number says which change is meant; without one every known change must bear
 * the movement out, and where they differ nobody can tell.
 */
export function decideMoved(claim: MovedClaim, figures: Figures): Decision {
  const { span, of, quantities } = claim;
  const known = changes[of].filter(
    (change) => spanFits(span, change.span, intervalOfChange(change, figures)) && presentIn(change, figures).length > 0,
  );
  const results = known.map((change) => decideChange(claim, change, figures));
  const [first] = results;
  if (first === undefined) return unknown;
  if (results.length === 1) return first;
  if (quantities.length > 0) return results.find(({ is }) => is === "true") ?? first;
  return results.every(({ is }) => is === first.is) ? first : unknown;
}

function intervalOfChange(change: Change, figures: Figures): string {
  const [first] = presentIn(change, figures);
  return first === undefined ? figures.features.interval : intervalOf(first.name, figures);
}

function presentIn(change: Change, figures: Figures): readonly CatalogueFigure[] {
  return change.figures.filter(({ name }) => valueOf(name, figures) !== null);
}

function decideChange(claim: MovedClaim, change: Change, figures: Figures): Decision {
  const present = presentIn(change, figures);
  const sign = signOfChange(change, figures);
  const truth = (): string => sentence(movedInWords(claim.of, change, figures));
  if (claim.way === "flat" && claim.size === "none")
    return holdsOr(sign === 0 && claim.quantities.every(({ size }) => size === 0), truth);
  if (claim.way === "any" && claim.quantities.length === 0) return holdsOr(sign !== 0, truth);
  const weight = weightOf(change, figures);
  if (claim.way === "flat") {
    if (sign !== 0 && weight === null) return unknown;
    if (sign !== 0 && weight !== null && weight.share > weight.flat) return holdsOr(false, truth);
  } else if (claim.way !== "any") {
    if (sign !== (claim.way === "up" ? 1 : -1)) return holdsOr(false, truth);
    if (claim.size !== "none") {
      if (weight === null) return unknown;
      if (weight.share < weight.large !== (claim.size === "small")) return holdsOr(false, truth);
    }
  }
  const way = claim.way === "up" || claim.way === "down" ? claim.way : null;
  return holdsOr(
    claim.quantities.every((quantity) => present.some((figure) => isNumberOf(quantity, figure, way, figures))),
    truth,
  );
}

function isNumberOf(quantity: Quantity, figure: CatalogueFigure, way: "up" | "down" | null, figures: Figures): boolean {
  const value = valueOf(figure.name, figures);
  return (
    value !== null &&
    unitFits(quantity.unit, figure, figures.quote) &&
    readsAs(quantity, value, figures.texts[figure.name]) &&
    (quantity.size === 0 || signFits(figure, quantity, way, value))
  );
}

/** How a change reads: the finest of its figures that is not zero decides. */
function signOfChange(change: Change, figures: Figures): -1 | 0 | 1 {
  for (const { name } of change.figures) {
    const sign = signOf(name, figures);
    if (sign !== 0) return sign;
  }
  return 0;
}

/** How much a change is, and from where on that is much; null where there is nothing to measure it by. */
function weightOf(
  { span, figures: ofChange }: Change,
  figures: Figures,
): { share: number; large: number; flat: number } | null {
  const percent = ofChange.find(({ unit }) => unit === "percent");
  const percentValue = percent === undefined ? null : valueOf(percent.name, figures);
  const hours = hoursOf(span, intervalOfChange({ span, figures: ofChange }, figures));
  if (percentValue !== null && hours !== null) {
    const scale = Math.sqrt(hours / 24);
    return {
      share: Math.abs(percentValue),
      large: bounds.dayChangePercent * scale,
      flat: bounds.flatDayPercent * scale,
    };
  }
  const own = ofChange.find(({ unit }) => unit === "quote");
  const value = own === undefined ? null : valueOf(own.name, figures);
  const width = tradedWidth(figures);
  if (value === null || width === null || span !== "last_candle") return null;
  return { share: width === 0 ? 0 : Math.abs(value) / width, large: bounds.candleChange, flat: bounds.flatCandle };
}

function movedInWords(of: "price" | "volume", change: Change, figures: Figures): string {
  const [claim] = movedClaims(of, change, figures);
  return claim === undefined ? "" : (sayMoved({ ...claim, denied: false }, figures)[0] ?? "");
}

const verbs: Readonly<Record<"up" | "down", readonly string[]>> = { up: ["rose", "gained"], down: ["fell", "lost"] };

/** Says a movement: "BTC-USD is down 2.43 % over 24 hours". */
export function sayMoved(claim: MovedClaim & { readonly denied: boolean }, figures: Figures): string[] {
  const { of, way, size, denied } = claim;
  const span = spanInWords(claim.span);
  const numbers = claim.quantities.map((quantity) => writeQuantity(quantity, figures, way === "any"));
  const by = numbers.length === 0 ? "" : ` by ${numbers.join(", or ")}`;
  const subject = of === "volume" ? "the volume" : figures.productId;
  const not = denied ? " not" : "";
  if (way === "any") return [`${subject} ${denied ? "did not change" : "changed"}${by}${span}`];
  if (way === "flat") return [`${subject} is${not} ${size === "none" ? "unchanged" : "little changed"}${span}`];
  const slight = size === "small" ? "slightly " : size === "large" ? "sharply " : "";
  const past = verbs[way].slice(0, of === "volume" || numbers.length === 0 ? 1 : 2);
  const said = denied
    ? []
    : past.map(
        (verb) =>
          `${subject} ${verb}${verb === "rose" || verb === "fell" ? by : by.replace(" by", "")}${slight === "" ? "" : ` ${slight.trim()}`}${span}`,
      );
  const amount = numbers.length === 0 ? "" : ` ${numbers.join(", or ")}`;
  const state = of === "volume" && numbers.length > 0 ? [] : [`${subject} is${not} ${slight}${way}${amount}${span}`];
  const forms = of === "volume" ? [...said, ...state] : [...state, ...said];
  return forms.length > 0 ? forms : [`${subject} did not ${slight}${way === "up" ? "rise" : "fall"}${by}${span}`];
}

function spanInWords(span: ClaimSpan): string {
  if (span === null) return "";
  return span === "short" ? " in the short term" : ` ${overSpan(span)}`;
}

/** Each change of price and volume, with its number: in percent where that is known. */
export function listMoved(figures: Figures): Claim[] {
  return (["price", "volume"] as const).flatMap((of) =>
    changes[of]
      .filter((change) => presentIn(change, figures).length > 0)
      .flatMap((change): Claim[] => movedClaims(of, change, figures).map((claim) => ({ ...claim, denied: false }))),
  );
}

/** What changes over one span came to, one claim for each unit: in percent first. One of a change that reads as nothing. */
function movedClaims(of: "price" | "volume", change: Change, figures: Figures): MovedClaim[] {
  const sign = signOfChange(change, figures);
  const way: Way = sign > 0 ? "up" : sign < 0 ? "down" : "flat";
  const moved = (quantities: readonly Quantity[]): MovedClaim => ({
    is: "moved",
    of,
    way,
    span: change.span,
    quantities,
    size: "none",
  });
  if (way === "flat") return [moved([])];
  const byPercent = presentIn(change, figures).toSorted(
    (one, other) => Number(other.unit === "percent") - Number(one.unit === "percent"),
  );
  return byPercent.flatMap(({ name, unit }) => {
    const text = figures.texts[name];
    // Of a change that reads as 0.00 % the amount says more.
    if (text === null || Number(text) === 0) return [];
    return [moved([quantityOf(text.replace("-", ""), unit === "percent" ? "percent" : "none")])];
  });
}

/** The hours that a movement of the price is told over; 0 where it is told over candles or nothing. */
export function hoursOfMove(claim: Claim): number {
  if (claim.is !== "moved" || claim.of !== "price" || claim.span === null || typeof claim.span === "string") return 0;
  return "hours" in claim.span ? claim.span.hours : 0;
}
