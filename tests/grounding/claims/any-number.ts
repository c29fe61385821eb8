import * as fc from "fast-check";
import type { FigureName } from "../../../src/features/index.ts";
import type { Quantity, QuantityUnit } from "../../../src/grounding/claims/quantity.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { decimalsOf, naiveFigure, valueOf } from "./naive-figures.ts";

const units = fc.constantFrom<QuantityUnit>(
  ...(["none", "percent", "usd", "eur", "gbp", "jpy", "quote", "points", "base", "cents", "times"] as const),
);

/** A number as a text may write what is `value`: as shown, with fewer or more digits, about, above, below, or a little off. */
export function numberNear(value: number | null, decimals: number, unit: QuantityUnit): fc.Arbitrary<Quantity> {
  const scale = unit === "cents" ? 100 : 1;
  const real = Math.abs(value ?? 1) * scale;
  const written = fc.record({
    digits: fc.oneof(
      { weight: 6, arbitrary: fc.constant(decimals) },
      fc.integer({ min: Math.max(0, decimals - 3), max: decimals + 2 }),
    ),
    steps: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 3 })),
    kind: fc.constantFrom("exact", "exact", "exact", "cut", "approx", "rounded", "more", "less"),
    factor: fc.double({ min: 0.85, max: 1.15, noNaN: true }),
    sign: fc.oneof(
      { weight: 4, arbitrary: fc.constant((value ?? 0) < 0 ? (-1 as const) : (0 as const)) },
      fc.constantFrom<-1 | 0 | 1>(-1, 0, 1),
    ),
  });
  return written.map(({ digits, steps, kind, factor, sign }): Quantity => {
    const step = 10 ** -digits;
    const whole = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(real, 1))) - 1);
    const target =
      kind === "approx" ? real * (1 + (factor - 1) / 3) : ["more", "less"].includes(kind) ? real * factor : real;
    const size =
      kind === "rounded"
        ? Math.round((real * factor) / whole) * whole
        : kind === "cut"
          ? Math.floor(real / step) * step
          : Number(target.toFixed(digits)) + steps * step;
    return {
      size: Math.max(0, size),
      sign,
      step: kind === "rounded" ? 1 : step,
      unit,
      approx: kind === "approx" || kind === "rounded",
      ...(kind === "more" ? { bound: 1 as const } : kind === "less" ? { bound: -1 as const } : {}),
    };
  });
}

/** Without its sign. */
export function unsigned(quantities: fc.Arbitrary<Quantity>): fc.Arbitrary<Quantity> {
  return quantities.map((quantity) => (quantity.sign === 0 ? quantity : { ...quantity, sign: 0 }));
}

/** Mostly the figure's own unit. */
export function unitOf(name: FigureName): fc.Arbitrary<QuantityUnit> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant(naiveFigure(name)[2] === "percent" ? "percent" : "none") },
    units,
  );
}

/** How far two figures are said to be apart: not at all, by an amount or by a percentage. */
export function distanceOf(left: FigureName, right: FigureName, market: NaiveMarket): fc.Arbitrary<Quantity | null> {
  const [one, other] = [valueOf(left, market) ?? 0, valueOf(right, market) ?? 0];
  const apart = Math.abs(one - other);
  return fc.oneof(
    fc.constant(null),
    fc
      .constantFrom<QuantityUnit>("none", "usd", "quote")
      .chain((unit) => unsigned(numberNear(apart, decimalsOf(left, market), unit))),
    unsigned(numberNear((100 * apart) / (Math.abs(other) || 1), 2, "percent")),
  );
}

/** A number near what two figures come to. */
export function result(
  operation: "difference" | "percent" | "share" | "ratio",
  left: FigureName,
  right: FigureName,
  market: NaiveMarket,
): fc.Arbitrary<Quantity> {
  const [one, other] = [valueOf(left, market) ?? 0, valueOf(right, market) ?? 1];
  if (operation === "difference") return unsigned(numberNear(one - other, decimalsOf(left, market), "none"));
  if (operation === "percent") return unsigned(numberNear((100 * (one - other)) / (other || 1), 2, "percent"));
  if (operation === "share") return unsigned(numberNear((100 * one) / (other || 1), 1, "percent"));
  return unsigned(numberNear(one / (other || 1), 2, "times"));
}
