import type { FigureName } from "../../../src/features/index.ts";
import type { Quantity } from "../../../src/grounding/claims/quantity.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { decimalsOf, isLess, kindOf, shown, TooClose, valueOf } from "./naive-figures.ts";

const currencies: Readonly<Record<string, readonly string[]>> = {
  usd: ["USD", "USDC", "USDT", "USDS", "DAI"],
  eur: ["EUR", "EURC"],
  gbp: ["GBP"],
  jpy: ["JPY"],
  cents: ["USD", "USDC", "USDT", "EUR", "EURC"],
};

/** Whether a number of that unit can be that figure at all. */
export function isUnitOf(unit: string, name: FigureName, { productId }: NaiveMarket): boolean {
  const kind = kindOf(name);
  const isMoney = kind === "price" || kind === "change" || kind === "sum";
  if (unit === "none") return kind !== "percent";
  if (unit === "percent") return kind === "percent";
  if (unit === "points") return kind === "rsi" || isMoney;
  if (unit === "base") return kind === "volume";
  if (unit === "quote") return isMoney;
  const [, quote = ""] = productId.split("-");
  return isMoney && currencies[unit]?.includes(quote) === true;
}

/** Whether a number, without its sign, is a value: rounded to its last digit, or a little off where it says so. */
export function isNumber(quantity: Quantity, value: number): boolean {
  const cents = quantity.unit === "cents" ? 100 : 1;
  const [size, step, real] = [quantity.size / cents, quantity.step / cents, Math.abs(value)];
  if (quantity.bound === 1) return isLess(size, real) && isLess(real, size * 1.1);
  if (quantity.bound === -1) return isLess(real, size) && isLess(size * 0.9, real);
  // What is there is not nothing.
  if (size === 0 && real > 0 && real < 1e-11) throw new TooClose();
  if (size === 0) return real === 0;
  return (
    Math.abs(size - real) < real * 1e-13 ||
    isLess(Math.abs(size - real), quantity.approx ? about(size, step) : step / 2)
  );
}

/** "About 50,000" is as exact as its last digit that is no zero, and off by more than a twentieth only where it rounds so. */
function about(size: number, step: number): number {
  const digits = size.toFixed(Math.max(0, Math.round(-Math.log10(step)))).replace(".", "");
  const zeros = size === 0 ? 0 : digits.length - digits.replace(/0+$/u, "").length;
  return Math.max(0.5 * step, Math.min(0.75 * step * 10 ** zeros, size / 20));
}

/** Whether a number is a figure, as it is or as it is shown, or is the shown one whose last digits were left out. */
export function isNumberOf(quantity: Quantity, name: FigureName, market: NaiveMarket): boolean {
  const value = valueOf(name, market);
  if (value === null) return false;
  const seen = shown(name, market);
  // A price is told to half a percent, or as it is shown; to five where the text says that it is about that.
  const size = quantity.size / (quantity.unit === "cents" ? 100 : 1);
  const isCoarse = Math.abs(size - Math.abs(value)) > Math.abs(value) * (quantity.approx ? 0.05 : 0.005);
  if (kindOf(name) === "price" && isCoarse && size !== Math.abs(seen)) return false;
  return isNumberShown(quantity, value, seen, decimalsOf(name, market));
}

/** A number of fewer decimals is told to a quarter of the value: 1 is not 0.6, though it is what that rounds to. */
function isFarOff({ size, step, unit }: Quantity, value: number, decimals: number): boolean {
  const cents = unit === "cents" ? 100 : 1;
  if (step / cents < 2 * 10 ** -decimals || value === 0) return false;
  return isLess(Math.abs(value) / 4, Math.abs(size / cents - Math.abs(value)));
}

/** The same of any value that is shown as `seen`, with that many decimals. */
export function isNumberShown(quantity: Quantity, value: number, seen: number, decimals: number): boolean {
  if ((quantity.bound ?? 0) === 0 && isFarOff(quantity, value, decimals) && isFarOff(quantity, seen, decimals))
    return false;
  if (isNumber(quantity, value)) return true;
  if (quantity.bound === 1 || quantity.bound === -1) return false;
  if (isNumber(quantity, seen)) return true;
  const cents = quantity.unit === "cents" ? 100 : 1;
  const [size, step, whole] = [quantity.size / cents, quantity.step / cents, Math.abs(seen)];
  if (step < 2 * 10 ** -decimals || whole <= size) return false;
  return isLess(whole - size, step) && isLess(whole - size, whole / 1_000);
}

/** A change has its sign or its direction in words; nothing else has either. */
export function isSignOf(
  { size, sign }: Quantity,
  way: "up" | "down" | null,
  name: FigureName,
  market: NaiveMarket,
): boolean {
  const value = valueOf(name, market) ?? 0;
  const isChange = ["change", "percent", "volume"].includes(kindOf(name));
  if (!isChange && value >= 0) return sign === 0 && way === null;
  const said = way === null ? 0 : way === "up" ? 1 : -1;
  if (said !== 0 && sign !== 0 && said !== sign) return false;
  if (size === 0) return said === 0;
  return (said === 0 && sign === 0 ? 1 : said === 0 ? sign : said) === Math.sign(value);
}
