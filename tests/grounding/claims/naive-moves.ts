import type { FigureName } from "../../../src/features/index.ts";
import type { MovedClaim } from "../../../src/grounding/claims/claim.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { naiveFigure, hoursOf, isLess, isOfSpan, kindOf, shown, tradedWidth, valueOf } from "./naive-figures.ts";
import { isNumberOf, isSignOf, isUnitOf } from "./naive-number.ts";

const changes: Readonly<Record<"price" | "volume", readonly (readonly FigureName[])[]>> = {
  price: [["price_change"], ["change_24h", "change_24h_pct"], ["change_7d", "change_7d_pct"]],
  volume: [["volume_change"]],
};

/**
 * Decides a movement. Of no span, a number may be any change's; without a number all known changes must agree, and null where
 * they don't.
 */
export function movedHolds(claim: MovedClaim, market: NaiveMarket): boolean | null {
  const results = changes[claim.of]
    .filter(([name]) => name !== undefined && isOfSpan(claim.span, naiveFigure(name)[1], market))
    .map((names) => names.filter((name) => valueOf(name, market) !== null))
    .filter((names) => names.length > 0)
    .map((names) => changeHolds(claim, names, market));
  if (results.length === 0) return null;
  if (claim.quantities.length > 0 && results.includes(true)) return true;
  const [first = null] = results;
  return results.every((each) => each === first) ? first : null;
}

function changeHolds(claim: MovedClaim, names: readonly FigureName[], market: NaiveMarket): boolean | null {
  const { way, size, quantities } = claim;
  const sign = names.map((name) => Math.sign(shown(name, market))).find((each) => each !== 0) ?? 0;
  if (way === "flat" && size === "none") return sign === 0 && quantities.every((quantity) => quantity.size === 0);
  if (way === "any" && quantities.length === 0) return sign !== 0;
  if (way === "up" || way === "down") {
    if (sign !== (way === "up" ? 1 : -1)) return false;
    const weight = size === "none" ? 1 : weightOf(names, market);
    if (weight === null) return null;
    if (size !== "none" && isLess(weight, 1) !== (size === "small")) return false;
  }
  if (way === "flat" && sign !== 0) {
    const weight = weightOf(names, market);
    if (weight === null) return null;
    // A tenth of what is much: 0.15 % of 1.5 %, a hundredth of the range of a tenth.
    if (isLess(0.1, weight)) return false;
  }
  const told = way === "up" || way === "down" ? way : null;
  return quantities.every((quantity) =>
    names.some(
      (name) =>
        isUnitOf(quantity.unit, name, market) &&
        isNumberOf(quantity, name, market) &&
        (quantity.size === 0 || isSignOf(quantity, told, name, market)),
    ),
  );
}

/**
 * A change as a part of what is much: 1.5 % over 24 hours, and by the square root of the time over others; of a change that is
 * given in no percent, a tenth of the traded range.
 */
function weightOf(names: readonly FigureName[], market: NaiveMarket): number | null {
  const percent = names.find((name) => kindOf(name) === "percent");
  if (percent !== undefined) {
    const hours = hoursOf(naiveFigure(percent)[1], market) ?? 24;
    return Math.abs(valueOf(percent, market) ?? 0) / (1.5 * Math.sqrt(hours / 24));
  }
  const [name] = names;
  const width = tradedWidth(market);
  if (name !== "price_change" || width === null) return null;
  return width === 0 ? 0 : Math.abs(valueOf(name, market) ?? 0) / width / 0.1;
}
