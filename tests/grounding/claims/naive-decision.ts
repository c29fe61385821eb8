import type { Features, FigureName } from "../../../src/features/index.ts";
import type { Claim, ClaimSpan } from "../../../src/grounding/claims/claim.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";

/** What the oracle calls a figure, its span in hours (0: candles), and what it may be held against. */
const figures: Readonly<
  Record<
    FigureName,
    readonly [name: string, hours: number, kind: "price" | "change" | "percent" | "sum" | "rsi" | "volume"]
  >
> = {
  rolling_avg: ["5-candle average", 0, "price"],
  ema: ["EMA", 0, "price"],
  rsi: ["RSI", 0, "rsi"],
  bollinger_upper: ["upper Bollinger Band", 0, "price"],
  bollinger_lower: ["lower Bollinger Band", 0, "price"],
  price_change: ["last candle's price change", 0, "change"],
  volume_change: ["last candle's volume change", 0, "volume"],
  daily_high: ["day's high", 24, "price"],
  daily_low: ["day's low", 24, "price"],
  buying_momentum: ["buying momentum", 24, "sum"],
  selling_momentum: ["selling momentum", 24, "sum"],
  last_close: ["last close", 0, "price"],
  change_24h: ["change over 24 hours", 24, "change"],
  change_24h_pct: ["change over 24 hours in percent", 24, "percent"],
  change_7d: ["change over 7 days", 168, "change"],
  change_7d_pct: ["change over 7 days in percent", 168, "percent"],
  high_7d: ["7-day high", 168, "price"],
  low_7d: ["7-day low", 168, "price"],
};

/** One change, given in percent or in the quote currency. */
const inPercent: Partial<Record<FigureName, FigureName>> = { change_24h: "change_24h_pct", change_7d: "change_7d_pct" };
const inQuote: Partial<Record<FigureName, FigureName>> = { change_24h_pct: "change_24h", change_7d_pct: "change_7d" };

/** A market of which only the figures are known, for texts whose candles were not kept. */
export function naiveMarketOf(productId: string, features: Features, decimals: number): NaiveMarket {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table has a line for each name and no other
  const names = Object.keys(figures) as FigureName[];
  return {
    productId,
    values: new Map(names.map((name): [string, number | null] => [figures[name][0], features[name] ?? null])),
    tick: 10 ** -decimals,
    count: features.candle_count,
    expected: features.expected_count,
  };
}

/**
 * Decides a claim from candles' figures, by the plainest code that there is: null where nothing tells. It shares none with what
 * it judges. Sizes and distances have examples of their own.
 */
export function decideNaively(claim: Claim, market: NaiveMarket): boolean | null {
  const truth = assert(claim, market);
  return truth === null ? null : truth !== claim.denied;
}

function assert(claim: Claim, market: NaiveMarket): boolean | null {
  switch (claim.is) {
    case "value": {
      const isPercent = claim.quantity.unit === "percent";
      const name = isPercent ? (inPercent[claim.figure] ?? claim.figure) : (inQuote[claim.figure] ?? claim.figure);
      const [, , kind] = figures[name];
      const value = valueOf(name, market);
      if (value === null) return null;
      if (isPercent !== (kind === "percent")) return false;
      const told = claim.quantity.size * (claim.quantity.sign < 0 ? -1 : 1);
      return isNear(told, value, claim.quantity.step);
    }
    case "compare":
    case "balance": {
      const side = sideOf(claim.left, claim.right, market);
      return side === null ? null : side === claim.relation;
    }
    case "place": {
      const [low, high] = [sideOf(claim.figure, claim.low, market), sideOf(claim.figure, claim.high, market)];
      if (low === null || high === null) return null;
      if (claim.part === "above") return high === "above" && low === "above";
      if (claim.part === "below") return low === "below" && high === "below";
      if (claim.part === "inside") return low !== "below" && high !== "above";
      if (claim.part === "outside") return low === "below" || high === "above";
      const [value = 0, from = 0, to = 0] = [claim.figure, claim.low, claim.high].map(
        (name) => valueOf(name, market) ?? 0,
      );
      if ("nearer" in claim.part)
        return claim.part.nearer === "low" ? value - from < to - value : to - value < value - from;
      const share = (value - from) / (to - from);
      return share >= Math.max(0, claim.part.from - 0.005) - 1e-9 && share <= Math.min(1, claim.part.to + 0.005) + 1e-9;
    }
    case "moved": {
      const names = movesOver(claim.span, claim.of);
      const known = names.filter((name) => valueOf(name, market) !== null);
      if (known.length === 0) return null;
      const signs = known.map((name) => Math.sign(rounded(valueOf(name, market) ?? 0, name, market)));
      const sign = signs.find((each) => each !== 0) ?? 0;
      if (claim.way === "flat") return sign === 0;
      if (sign !== (claim.way === "up" ? 1 : -1)) return false;
      return claim.quantities.every((quantity) =>
        known.some(
          (name) =>
            (quantity.unit === "percent") === (figures[name][2] === "percent") &&
            isNear(quantity.size, Math.abs(valueOf(name, market) ?? 0), quantity.step),
        ),
      );
    }
    case "zone": {
      const rsi = valueOf(claim.figure, market);
      if (rsi === null) return null;
      return claim.zone === (rsi >= 70 ? "overbought" : rsi <= 30 ? "oversold" : "neutral");
    }
    case "coverage":
      return claim.count.size === market.count && claim.expected.size === market.expected;
    case "derived": {
      const [left, right] = [valueOf(claim.left, market), valueOf(claim.right, market)];
      if (left === null || right === null) return null;
      return (
        Math.abs(claim.quantity.size - Math.abs(left - right)) <= claim.quantity.step * 1.001 + Math.abs(left) * 1e-12
      );
    }
    case "threshold": {
      const value = valueOf(claim.figure, market);
      const limit = claim.limit.size;
      if (value === null || claim.figure !== "rsi" || ![30, 50, 70].includes(limit)) return null;
      const side = Number(value.toFixed(2)) === limit ? "at" : value > limit ? "above" : "below";
      return claim.relation === "near" ? Math.abs(value - limit) <= 5 : side === claim.relation;
    }
    case "stance":
      return stanceHolds(claim.stance, votes(claim.span, market), claim.size === "small");
    case "wrong":
      break;
  }
  return false;
}

/** What each figure of a span speaks for; null for a span that none is of. */
function votes(span: ClaimSpan, market: NaiveMarket): number[] | null {
  const over = (left: FigureName, right: FigureName): number | null => {
    const side = sideOf(left, right, market);
    return side === null ? null : side === "above" ? 1 : side === "below" ? -1 : 0;
  };
  const change = (name: FigureName): number | null => {
    const value = valueOf(name, market);
    return value === null ? null : Math.sign(rounded(value, name, market));
  };
  const rsi = valueOf("rsi", market);
  const short = [
    over("last_close", "rolling_avg"),
    over("last_close", "ema"),
    change("price_change"),
    rsi === null ? null : Math.abs(rsi - 50) <= 2 ? 0 : Math.sign(rsi - 50),
  ];
  const day = [change("change_24h"), over("buying_momentum", "selling_momentum")];
  const all =
    span === "short"
      ? short
      : span !== null && typeof span === "object" && "hours" in span && span.hours === 24
        ? day
        : [];
  const known = all.filter((vote) => vote !== null);
  return known.length === 0 ? null : known;
}

/** Null for what takes more than votes: a cautious stance, and a neutral one where the votes agree. */
function stanceHolds(stance: string, known: readonly number[] | null, isSmall: boolean): boolean | null {
  if (known === null) return null;
  const [ups, downs] = [known.filter((vote) => vote > 0).length, known.filter((vote) => vote < 0).length];
  if (stance === "bullish") return ups > downs && (isSmall || downs === 0);
  if (stance === "bearish") return downs > ups && (isSmall || ups === 0);
  if (stance === "mixed") return ups > 0 && downs > 0;
  return stance === "neutral" && ((ups > 0 && downs > 0) || ups + downs === 0) ? true : null;
}

function movesOver(span: ClaimSpan, of: "price" | "volume"): FigureName[] {
  if (of === "volume") return span === "last_candle" ? ["volume_change"] : [];
  if (span === "last_candle") return ["price_change"];
  if (span === null || span === "short" || "candles" in span) return [];
  return span.hours === 24
    ? ["change_24h", "change_24h_pct"]
    : span.hours === 168
      ? ["change_7d", "change_7d_pct"]
      : [];
}

function valueOf(name: FigureName, { values }: NaiveMarket): number | null {
  return values.get(figures[name][0]) ?? null;
}

/** The value as its readers see it. */
function rounded(value: number, name: FigureName, { tick }: NaiveMarket): number {
  const [, , kind] = figures[name];
  if (kind === "volume") return Number(value.toFixed(8));
  return Number(value.toFixed(kind === "percent" || kind === "rsi" ? 2 : Math.round(-Math.log10(tick))));
}

/** A number is a value rounded to its last digit. Twice rounded is off by a hair more. */
function isNear(told: number, value: number, step: number): boolean {
  return Math.abs(told - value) <= step * 0.5 + Math.abs(value) * 1e-12 + step * 1e-6;
}

function sideOf(left: FigureName, right: FigureName, market: NaiveMarket): "above" | "below" | "at" | null {
  const [one, other] = [valueOf(left, market), valueOf(right, market)];
  if (one === null || other === null) return null;
  if (figures[left][2] !== figures[right][2]) return null;
  if (rounded(one, left, market) === rounded(other, right, market)) return "at";
  return one > other ? "above" : "below";
}
