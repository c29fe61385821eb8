import { type FigureName, figureOf } from "../../../../features/index.ts";
import { volumeItself } from "../../meanings.ts";
import type { Quantity } from "../../statement.ts";
import { isPriceChange } from "../subjects.ts";

/** "The change", of no span. */
export const openChange: readonly FigureName[] = ["change_24h_pct"];

/** "A change over 24 hours in percent of -6.89", "the ATR in percent of 0.68": the name tells the unit. */
export function inItsUnit(names: readonly FigureName[], value: Quantity): Quantity {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0 || names === openChange || value.unit !== "none") return value;
  const { unit, kind } = figureOf(name);
  const isNamedSo = isPriceChange(name) || (kind.is === "width" && kind.percentOf !== undefined);
  return isNamedSo && unit === "percent" ? { ...value, unit } : value;
}

/** A price or a sum is no percentage; a change and a measure may be told in one. */
function mayBePercent(name: FigureName): boolean {
  const { unit, kind } = figureOf(name);
  return unit === "percent" || kind.is === "change" || kind.is === "width";
}

/** A change of no named span is one in percent; volume itself has no value. */
export function canHave(names: readonly FigureName[], values: readonly Quantity[]): boolean {
  if (names === volumeItself) return false;
  const [name] = names;
  if (name !== undefined && !mayBePercent(name) && values.some(({ unit }) => unit === "percent")) return false;
  return names !== openChange || values.every(({ unit }) => unit === "percent");
}

/** "1.85 % of the last close" is a share of a price, and no value of it. */
export function isShareOf({ unit }: Quantity, [name]: readonly FigureName[]): boolean {
  return unit === "percent" && name !== undefined && !isPriceChange(name) && figureOf(name).unit !== "percent";
}
