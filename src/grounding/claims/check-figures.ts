import type { FigureName } from "../../features/index.ts";
import type { Facts } from "../facts.ts";
import { figureNames } from "../facts.ts";
import {
  isChange,
  dimensionOf,
  figureLabels,
  isQuoteUnit,
  readsAs,
  readsAsOrBounds,
  unitFits,
} from "../figure-values.ts";
import type { MentionName } from "../reading/find-mentions.ts";
import { isSupposed } from "../reading/modality.ts";
import type { Quantity } from "../reading/quantity.ts";
import type { Sentence } from "../reading/reading.ts";
import type { Violation } from "../verdict.ts";
import { bindQuantities, opposites } from "./binding.ts";
import { changeScopeAt } from "./change-scope.ts";
import { changeWordAt, directionBefore } from "./change-words.ts";
import { figuresOf, isDerived, isFigureName, openingPrice } from "./derived-values.ts";
import { isDifferenceHere } from "./difference-words.ts";
import { isCandleCount, isLevel, type NumberInPlace } from "./well-known-numbers.ts";

/** A number on trial, with what its sentence says around it. */
interface Case extends NumberInPlace {
  /** Whether that tie can't be read otherwise. */
  readonly isFirm: boolean;
  /** Names of its sentence and the one before it. */
  readonly named: readonly MentionName[];
}

/**
 * Checks every number of a sentence: it is the figure that it is named as, at the precision it is written with; or, where it is
 * not named, one of the figures, a plain difference, percentage or ratio of figures that the sentence names, or a well-known
 * level of the RSI. Its unit and its sign are that figure's.
 *
 * @param before the sentence before it, whose names it may go on about.
 */
export function checkFigures(sentence: Sentence, before: Sentence | undefined, facts: Facts): Violation[] {
  const bindings = bindQuantities(sentence);
  const named = [...(before?.mentions ?? []), ...sentence.mentions].map(({ name }) => name);
  // The momentum figures are sums of rises and of falls, and may be called so.
  if (sums.test(sentence.lower)) named.push("momentum");
  return sentence.quantities.flatMap((quantity) => {
    const { names, isFirm } = bindings.get(quantity) ?? { names: [], isFirm: false };
    return judge({ quantity, sentence, names, isFirm, named, facts }) ?? [];
  });
}

const sums =
  /\b(?:gains|rises|advances)\b.*\b(?:losses|falls|declines)\b|\b(?:losses|falls|declines)\b.*\b(?:gains|rises|advances)\b/u;

function judge(on: Case): Violation | null {
  const { quantity, sentence, facts } = on;
  const currency = quantity.unit;
  if (
    (currency === "usd" || currency === "eur" || currency === "gbp" || currency === "jpy") &&
    !isQuoteUnit(currency, facts.quote)
  ) {
    return violation("wrong_unit", on, `${facts.productId} is quoted in ${facts.quote.toUpperCase()}.`);
  }
  if (isCandleCount(on) || isLevel(on)) return null;
  if (currency === "times" && isDerived(quantity, on.named, facts)) return null;
  const change = changeWordAt(sentence.lower, quantity.start, quantity.end);
  if (isDifferenceHere(sentence, quantity, { names: on.names, isToldAsChange: change !== null }))
    return isDerived(quantity, on.named, facts) ? null : judgeValue(on);
  if (change !== null || isChangeByItself(on)) return judgeChange(on, change?.direction ?? 0);
  return judgeValue(on);
}

/** A number with a sign, a percentage, or what the volume goes "by": none of them is a level. */
function isChangeByItself({ quantity, names, sentence }: Case): boolean {
  if (quantity.sign !== 0 || (quantity.unit === "percent" && !names.includes("rsi"))) return true;
  const before = sentence.lower.slice(0, quantity.start);
  // "Price went nowhere (0.00)"
  if (quantity.size === 0 && names.includes("last_close")) return true;
  if (names.includes("volume") && /\bby (?:\w+ )?$/u.test(before)) return true;
  return directionBefore(before, quantity.start) !== 0 && /\bby (?:(?:about|[$€£\d.,]+) (?:and )?){0,8}$/u.test(before);
}

function judgeChange(on: Case, direction: -1 | 0 | 1): Violation | null {
  const { quantity, sentence, facts, named } = on;
  const scope = [...scopeOf(on)];
  const sign =
    direction === 0 && quantity.sign === 0
      ? directionBefore(sentence.lower, quantity.start)
      : direction || quantity.sign;
  if (direction !== 0 && quantity.sign !== 0 && direction !== quantity.sign && direction === 1) {
    return violation("wrong_sign", on, `It is told as a rise and written with a minus.`);
  }
  // "It dropped by 5": what the sentence before was about.
  if (/^(?:it|that|this)\b/u.test(sentence.lower) && named.includes("volume") && !scope.includes("volume_change")) {
    scope.push("volume_change");
  }
  const candidates = scope.filter((name) => unitFits(quantity.unit, dimensionOf(name), facts));
  const present = candidates.filter((name) => matchesOrBounds(quantity, name, facts));
  if (present.length === 0) {
    // "An RSI of 23.35 falls below 30", "total rises of 1.46": it is what it is named as.
    const own = [...on.names.flatMap(figuresOf), ...sumsAt(sentence.lower, quantity.start)];
    if (own.some((name) => isNamed(on, name))) return null;
    // "A gain of 5 from the low": a change between two figures that are named.
    // "A low of -5" is told as the low, whatever it may be the difference of.
    const isToldAsLevel = direction === 0 && quantity.unit !== "percent" && on.names.some(isLevelName);
    if (!isToldAsLevel && scope.some((name) => name !== "volume_change") && isDerived(quantity, named, facts))
      return null;
    if (isCandlePercent(on)) return null;
    if (direction === 0 && on.names.length > 0) return judgeValue(on);
    return violation(kindOfMiss(on), on, nearest(quantity, scope.length > 0 ? scope : figureNames, facts));
  }
  const right = present.find(
    (name) => signOf(name, facts) === 0 || sign === signOf(name, facts) || (sign === 0 && signOf(name, facts) === 1),
  );
  // A lower band of -5 beside a rise of 5 is the band.
  if (right !== undefined || on.names.flatMap(figuresOf).some((name) => isNamed(on, name))) return null;
  return violation("wrong_sign", on, nearest(quantity, present, facts));
}

function isNamed({ quantity, facts }: Case, name: FigureName): boolean {
  if (isChange(name)) return false;
  return unitFits(quantity.unit, dimensionOf(name), facts) && matches(quantity, name, facts);
}

function isLevelName(name: MentionName): boolean {
  return isFigureName(name) && !isChange(name);
}

/** The momentum figures are sums of rises and of falls, and may be called so. */
function sumsAt(sentence: string, start: number): readonly FigureName[] {
  const before = sentence.slice(0, start);
  if (/\b(?:rises|gains|advances|upticks|up-?moves|upward moves) (?:of|at|\() ?(?:\w+ )?$/u.test(before))
    return ["buying_momentum"];
  return /\b(?:falls|declines|losses|drops|down-?moves|downward moves) (?:of|at|\() ?(?:\w+ )?$/u.test(before)
    ? ["selling_momentum"]
    : [];
}

/** A list of names ("price and volume fell by 5 and 4") tells more surely than the words around. */
function scopeOf({ names, sentence, quantity }: Case): readonly FigureName[] {
  const scope = changeScopeAt(sentence, quantity);
  if (names.length !== 1) return scope;
  if (names.includes("volume")) return ["volume_change"];
  return names.includes("last_close") && scope.length === 1 && scope.includes("volume_change")
    ? ["price_change", "change_24h", "change_24h_pct"]
    : scope;
}

/** The percentage of the last candle follows from its change and the last close. */
function isCandlePercent({ quantity, facts, sentence }: Case): boolean {
  const close = facts.figure("last_close");
  const change = facts.figure("price_change");
  if (close === null || change === null || quantity.unit !== "percent") return false;
  return (
    changeScopeAt(sentence, quantity).includes("price_change") &&
    readsAs(quantity, (change.value / (close.value - change.value)) * 100) &&
    quantity.size > 0
  );
}

const bandNames: ReadonlySet<MentionName> = new Set(["bands", "bollinger_upper", "bollinger_lower"]);

function judgeValue(on: Case): Violation | null {
  const { quantity, names, named, facts } = on;
  // "The bands show a narrow range up to 5"
  const isOfBands = names.includes("range") && named.some((name) => bandNames.has(name));
  const figures = [...names, ...(isOfBands ? (["bands"] as const) : [])].flatMap((name) => figuresOf(name));
  if (figures.length > 0 || names.includes("volume")) {
    const fitting = names.includes("volume") ? [] : figures;
    if (fitting.some((name) => unitFits(quantity.unit, dimensionOf(name), facts) && matches(quantity, name, facts)))
      return null;
    if (isOpenOrPair(on) && isDerived(quantity, named, facts)) return null;
    if (!on.isFirm && isNamedElsewhere(on)) return null;
    if (names.includes("volume")) return violation("invented", on, "The volume itself is not given, only its change.");
    return violation(kindOfMiss(on), on, nearest(quantity, figures, facts));
  }
  if (names.includes("open")) {
    const open = openingPrice(facts);
    if (open !== null && readsAs(quantity, open)) return null;
    if (open !== null && names.length === 1)
      return violation("wrong_figure", on, `The window opened at about ${Number(open.toPrecision(8))}.`);
    if (open === null && names.length === 1) return violation("wrong_figure", on, "The window opened elsewhere.");
  }
  const known = figureNames.filter((name) => unitFits(quantity.unit, dimensionOf(name), facts));
  const found = known.filter((name) => matches(quantity, name, facts));
  if (found.some((name) => !isChange(name) || signOf(name, facts) >= 0)) return null;
  if (quantity.sign === 0 && found.length > 0 && directionBefore(on.sentence.lower, quantity.start) === -1) return null;
  if (quantity.sign === 0 && found.length > 0) return violation("wrong_sign", on, nearest(quantity, found, facts));
  if (isDerived(quantity, named, facts)) return null;
  return violation(kindOfMiss(on), on, nearest(quantity, known.length > 0 ? known : figureNames, facts));
}

/**
 * A loose tie may be one that only seems so: the number is another figure's that the sentence names, or the last close. What is
 * commonly mistaken for one another is not let off like this.
 */
function isNamedElsewhere(on: Case): boolean {
  const elsewhere = new Set<FigureName>([...on.sentence.mentions.flatMap(({ name }) => figuresOf(name)), "last_close"]);
  return [...elsewhere].some((name) => isNamed(on, name) && !isOpposite(name, on.names));
}

function isOpposite(name: FigureName, names: readonly MentionName[]): boolean {
  return opposites.some((pair) => pair.includes(name) && names.some((other) => other !== name && pair.includes(other)));
}

/** "A range of 5", "the momentum gap of 5": a pair's single number is the difference of its two. */
function isOpenOrPair({ names }: Case): boolean {
  return names.some((name) => name === "range" || name === "bands" || name === "momentum");
}

/** The sign of a change is judged for itself. Else a minus belongs to what is negative alone, as a lower band may well be. */
function matches(quantity: Quantity, name: FigureName, facts: Facts): boolean {
  const shown = facts.figure(name);
  if (shown === null || (!isChange(name) && Number(shown.text) < 0 !== quantity.sign < 0)) return false;
  return readsAs(quantity, shown.value, shown.text);
}

function matchesOrBounds(quantity: Quantity, name: FigureName, facts: Facts): boolean {
  const shown = facts.figure(name);
  return shown !== null && readsAsOrBounds(quantity, shown.value, shown.text);
}

function signOf(name: FigureName, facts: Facts): -1 | 0 | 1 {
  const shown = facts.figure(name);
  if (shown === null || !isChange(name)) return 1;
  const value = Number(shown.text) === 0 ? 0 : shown.value;
  return value === 0 ? 0 : value > 0 ? 1 : -1;
}

function kindOfMiss({ quantity, names, facts }: Case): Violation["kind"] {
  const other = figureNames.some((name) => matches(quantity, name, facts));
  if (
    other &&
    quantity.unit !== null &&
    !figureNames.some((name) => unitFits(quantity.unit, dimensionOf(name), facts) && matches(quantity, name, facts))
  )
    return "wrong_unit";
  return names.length > 0 || other ? "wrong_figure" : "unknown_figure";
}

/** Says which figure comes nearest to a number, and what it is. */
function nearest({ size }: Quantity, among: readonly FigureName[], facts: Facts): string {
  const shown = among.flatMap((name) => {
    const figure = facts.figure(name);
    return figure === null ? [] : [{ name, text: figure.text, distance: Math.abs(Math.abs(figure.value) - size) }];
  });
  const [first] = shown.toSorted((one, other) => one.distance - other.distance);
  if (first === undefined) return "No figure of that name is given.";
  const unit = first.name === "change_24h_pct" ? " %" : "";
  return `The ${figureLabels[first.name]} is ${first.text}${unit}.`;
}

function violation(kind: Violation["kind"], { quantity, sentence }: Case, truth: string): Violation {
  const words = quote(sentence.text, quantity);
  const what = isSupposed(sentence.lower, quantity.start) ? "names a level that is none of the figures" : reasons[kind];
  return { kind, words, reason: `"${quantity.text.trim()}" ${what ?? "does not hold"}. ${truth}` };
}

const reasons: Partial<Record<Violation["kind"], string>> = {
  unknown_figure: "is none of the given figures",
  wrong_figure: "is not what it is named as",
  wrong_sign: "has the wrong sign or direction",
  wrong_unit: "has the wrong unit",
  invented: "is not given",
};

/** The number with the words around it. */
function quote(text: string, { start, end }: Quantity): string {
  const before = text.slice(0, start).split(/\s+/u).slice(-5).join(" ");
  const after = text.slice(end).split(/\s+/u).slice(0, 4).join(" ");
  return `${before}${text.slice(start, end)}${after}`.trim();
}
