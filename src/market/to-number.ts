import { plainDecimals } from "./plain-decimals.ts";

/** Decimal digits, with an exponent or without. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A decimal number as sources spell it, else NaN: `Number` makes 0 of "", and 101 of "0x65", which would pass for prices. */
export function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && plainDecimals(value) !== null) return Number(value);
  return typeof value === "string" && decimal.test(value.trim()) ? Number(value) : Number.NaN;
}
