import type { FigureName } from "../../features/index.ts";
import type { Facts } from "../facts.ts";
import { isChange, type Dimension, dimensionOf, readsAs, readsAsOrBounds } from "../figure-values.ts";
import type { MentionName } from "../reading/find-mentions.ts";
import type { Quantity } from "../reading/quantity.ts";

/** Names that are no figure's own, and the figures that they stand for in a calculation. */
const meanings: Readonly<Record<Exclude<MentionName, FigureName>, readonly FigureName[]>> = {
  bands: ["bollinger_upper", "bollinger_lower"],
  averages: ["ema", "rolling_avg"],
  range: ["daily_high", "daily_low"],
  momentum: ["buying_momentum", "selling_momentum"],
  product: ["last_close"],
  volume: ["volume_change"],
  open: [],
  level: [],
};

/** The figures that a name may stand for in a calculation. The product and its price are its last close. */
export function figuresOf(name: MentionName): readonly FigureName[] {
  return isFigureName(name) ? [name] : meanings[name];
}

/** Tells whether a name is that of one figure. */
export function isFigureName(name: MentionName): name is FigureName {
  return !(name in meanings);
}

/** Levels that everybody knows. */
export const rsiLevels: readonly number[] = [0, 30, 50, 70, 100];

/**
 * Tells whether a number is the plain difference, the percentage or the ratio of two figures that its sentence speaks of. The
 * last close may be meant without being named; of two figures that nobody named a number says nothing.
 *
 * @param named what the sentence and the one before it name.
 */
export function isDerived(quantity: Quantity, named: readonly MentionName[], facts: Facts): boolean {
  const figures = new Set<FigureName>([...named.flatMap(figuresOf), "last_close"]);
  // Who says that one side leads by some means the other.
  if (figures.has("buying_momentum") || figures.has("selling_momentum")) {
    figures.add("buying_momentum").add("selling_momentum");
  }
  const operands = [...figures].filter((name) => !isChange(name));
  for (const [index, one] of operands.entries()) {
    for (const other of operands.slice(index + 1)) {
      if (dimensionOf(one) === dimensionOf(other) && isDerivedFrom(quantity, one, other, facts)) return true;
    }
  }
  return isDistanceToLevel(quantity, figures, facts);
}

function isDerivedFrom(quantity: Quantity, one: FigureName, other: FigureName, { figure }: Facts): boolean {
  const [a, b] = [figure(one), figure(other)];
  if (a === null || b === null) return false;
  // What a model can calculate with is the values as they are shown.
  for (const [x, y] of [[a.value, b.value] as const, [Number(a.text), Number(b.text)] as const]) {
    if (calculations(x, y, quantity, dimensionOf(one)).some((value) => readsAsOrBounds(quantity, value))) return true;
  }
  return false;
}

function calculations(x: number, y: number, { unit }: Quantity, dimension: Dimension): readonly number[] {
  const difference = x - y;
  if (unit === "percent") {
    const percentages = [(difference / x) * 100, (difference / y) * 100];
    const mean = (x + y) / 2;
    if (dimension !== "momentum") return [...percentages, (difference / mean) * 100];
    return [
      ...percentages,
      (x / (x + y)) * 100,
      (y / (x + y)) * 100,
      (difference / (x + y)) * 100,
      (x / y) * 100,
      (y / x) * 100,
    ];
  }
  if (unit === "times") return dimension === "momentum" ? [x / y, y / x] : [];
  // A ratio of the two sums is the only quotient that traders speak of without a unit: "a ratio of 1.06".
  return dimension === "momentum" && unit === null ? [difference, x / y, y / x] : [difference];
}

/** "6.72 points short of the overbought threshold". */
function isDistanceToLevel(quantity: Quantity, figures: ReadonlySet<FigureName>, { figure }: Facts): boolean {
  const rsi = figure("rsi");
  if (rsi === null || !figures.has("rsi") || (quantity.unit !== null && quantity.unit !== "points")) return false;
  return rsiLevels.some((level) => readsAs(quantity, rsi.value - level) || readsAs(quantity, Number(rsi.text) - level));
}

/** What the window opened at: it follows from the last close and its change. */
export function openingPrice({ figure }: Facts): number | null {
  const close = figure("last_close");
  const change = figure("change_24h");
  return close === null || change === null ? null : close.value - change.value;
}
