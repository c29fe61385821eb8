import type { FigureName } from "../../features/index.ts";
import type { Claim, CompareClaim } from "../claims/claim.ts";
import type { Quantity as ClaimQuantity } from "../claims/quantity.ts";
import { ranges } from "../claims/figures.ts";
import { kindOf } from "../claims/phrases.ts";
import { spanOfScope } from "./scopes.ts";
import type { Quantity, Statement } from "./statement.ts";

/** The claims that a statement of a sentence makes. */
// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive
export function claimsOf(statement: Statement): readonly Claim[] {
  switch (statement.is) {
    case "value": {
      const [figure] = statement.figures;
      const { way } = statement;
      if (figure === undefined) return [];
      return [
        {
          is: "value",
          figure,
          quantity: quantityOf(statement.quantity),
          way: way === "up" || way === "down" ? way : null,
          span: null,
          denied: false,
        },
      ];
    }
    case "compare":
      return [compareOf(statement)];
    case "gap":
      return [gapOf(statement)];
    case "moved": {
      const { way, size } = statement;
      return [
        {
          is: "moved",
          of: statement.of,
          way: way === "still" ? "flat" : way,
          span: statement.of === "volume" && statement.scope === "any" ? "last_candle" : spanOfScope(statement.scope),
          quantities: statement.quantities.map(quantityOf),
          size: way === "flat" ? "small" : way === "still" ? "none" : size,
          denied: statement.denied,
        },
      ];
    }
    case "zone":
      return [
        {
          is: "zone",
          figure: statement.figure ?? "rsi",
          zone: statement.zone,
          size: statement.size,
          denied: statement.denied,
        },
      ];
    case "level":
      return levelOf(statement);
    case "role": {
      const { role, figure, quantity, rank, denied } = statement;
      return [{ is: "role", role, figure, quantity: quantity === null ? null : quantityOf(quantity), rank, denied }];
    }
    case "mood":
      return [
        {
          is: "stance",
          stance: statement.mood,
          span: spanOfScope(statement.scope === "candle" ? "short" : statement.scope),
          size: statement.size,
          of: statement.of,
          denied: statement.denied,
          ...(statement.ofTrend === true && { ofTrend: true }),
        },
      ];
    case "part": {
      if (statement.of === "scale") return scaleOf(statement);
      const [low, high] = statement.of;
      return [
        {
          is: "place",
          figure: statement.figure,
          low,
          high,
          part: { from: statement.from, to: statement.to },
          denied: statement.denied,
        },
      ];
    }
    case "position": {
      const [low, high] = statement.of;
      const share = quantityOf(statement.quantity);
      return [{ is: "place", figure: statement.figure, low, high, part: { share }, denied: statement.denied }];
    }
    case "within": {
      const [low, high] = statement.of;
      return [
        {
          is: "place",
          figure: statement.figure,
          low,
          high,
          part: statement.inside ? "inside" : "outside",
          denied: statement.denied,
        },
      ];
    }
    case "between": {
      const [low, high] = inOrder(statement.low, statement.high);
      return [{ is: "place", figure: statement.figure, low, high, part: "inside", denied: statement.denied }];
    }
    case "closer": {
      if (statement.than === null) return [];
      const [low, high] = inOrder(statement.to, statement.than);
      return [
        {
          is: "place",
          figure: statement.figure,
          low,
          high,
          part: { nearer: low === statement.to ? "low" : "high" },
          denied: false,
        },
      ];
    }
    case "order":
      return [statement];
    case "goesOn":
      return [{ is: "wrong", why: "What these levels go on from was not told.", denied: false }];
    case "extent": {
      const { one, other, side, ratio, size, signed, denied } = statement;
      const told = ratio === null ? null : quantityOf(ratio);
      return [{ is: "extent", one, other, relation: side, ratio: told, size, signed, denied }];
    }
    case "ways": {
      const [one, other] = statement.scopes;
      return [
        {
          is: "ways",
          spans: [spanOfScope(one), spanOfScope(other)],
          same: statement.same,
          denied: statement.denied === true,
        },
      ];
    }
    case "coverage":
      return [
        { is: "coverage", count: quantityOf(statement.count), expected: quantityOf(statement.expected), denied: false },
      ];
    case "false":
      return [{ is: "wrong", why: statement.why, denied: false }];
  }
}

/** The lower edge of a range first, whichever was named first. */
function inOrder(one: FigureName, two: FigureName): readonly [FigureName, FigureName] {
  return ranges.some(({ low, high }) => low === two && high === one) ? [two, one] : [one, two];
}

function quantityOf({ bound, size, sign, step, unit, approx }: Quantity): ClaimQuantity {
  const quantity: ClaimQuantity = { size, sign, step, unit, approx };
  return bound === undefined ? quantity : { ...quantity, bound: bound === "over" ? 1 : -1 };
}

function compareOf({ left, right, side, size, distance, denied }: Extract<Statement, { is: "compare" }>): Claim {
  const claim: Omit<CompareClaim, "is"> = {
    left,
    right,
    relation: side,
    size: side === "near" || side === "at" ? "none" : size,
    distance: distance === null ? null : quantityOf(distance),
  };
  return kindOf(left).is === "sum" ? { is: "balance", ...claim, denied } : { is: "compare", ...claim, denied };
}

/** How far two figures are apart. Without a number: a small gap is one between figures that are near one another. */
function gapOf({ left, right, quantity, size, denied = false }: Extract<Statement, { is: "gap" }>): Claim {
  if (quantity === null)
    return compareOf({
      is: "compare",
      left,
      right,
      side: "near",
      size: "none",
      distance: null,
      denied: (size === "large") !== denied,
    });
  const operation = quantity.unit === "times" ? "ratio" : quantity.unit === "percent" ? "percent" : "difference";
  return { is: "derived", operation, left, right, quantity: quantityOf(quantity), denied };
}

/** On which side of a limit an oscillator is; how far from it says where it stands. */
function levelOf({
  figure,
  side,
  quantity,
  size,
  distance,
  denied,
}: Extract<Statement, { is: "level" }>): readonly Claim[] {
  const threshold: Claim = {
    is: "threshold",
    figure,
    relation: side,
    limit: quantityOf(quantity),
    size: side === "at" || side === "near" ? "none" : size,
    denied,
  };
  if (distance === null) return [threshold];
  if (denied || side === "at" || side === "near")
    return [{ is: "wrong", why: "A distance needs a side.", denied: false }];
  const above = side === "above";
  const { bound } = distance;
  const turned: "under" | "over" | undefined =
    bound === undefined || above ? bound : bound === "under" ? "over" : "under";
  const at = above ? quantity.size + distance.size : quantity.size - distance.size;
  const value: Quantity = { ...distance, size: at, unit: "points", ...(turned === undefined ? {} : { bound: turned }) };
  return [threshold, { is: "value", figure, quantity: quantityOf(value), way: null, span: null, denied: false }];
}

/** Half of an oscillator's scale, or its middle. */
function scaleOf({ from, to, figure, denied }: Extract<Statement, { is: "part" }>): readonly Claim[] {
  const middle: ClaimQuantity = { size: 50, sign: 0, step: 1, unit: "none", approx: false };
  const relation =
    from === 0 && to === 0.5 ? "below" : from === 0.5 && to === 1 ? "above" : from > 0 && to < 1 ? "near" : null;
  if (relation === null) return [{ is: "wrong", why: "An oscillator's scale has no such part.", denied: false }];
  return [{ is: "threshold", figure, relation, limit: middle, size: "none", denied }];
}
