import { formatFigures, type Features, type FeaturesOf, type FigureName as AnyFigureName, type FigureTexts, mapFigures } from "../../features/index.ts";
import type { Claim, Quantity, Truth } from "./claims.ts";
import type { Side, Size } from "./lexicon.ts";

type FigureName = AnyFigureName;

export interface Known {
  readonly features: FeaturesOf<FigureName>;
  readonly texts: FigureTexts;
  readonly quote: string;
}

export function know(productId: string, features: Features): Known {
  return { features: { ...mapFigures(() => null), ...features }, texts: formatFigures(features), quote: productId.split("-").at(-1) ?? "" };
}

const bool = (holds: boolean): Truth => (holds ? "true" : "false");

/** Decides a claim. */
export function decide(claim: Claim, known: Known): Truth {
  switch (claim.is) {
    case "value":
      return decideValue(claim, known);
    case "compare":
      return decideCompare(claim, known);
    case "moved":
      return decideMoved(claim, known);
    case "zone":
      return decideZone(claim, known);
    case "level": {
      const value = known.features[claim.figure];
      if (value === null || claim.figure !== "rsi") return "unknown";
      const limit = claim.quantity.size;
      if (![30, 50, 70].includes(limit)) return "false";
      const side: Side = claim.side === "near" ? (Math.abs(value - limit) <= 5 ? "near" : "at") : value > limit ? "above" : value < limit ? "below" : "at";
      const holds = side === claim.side && sizeFits(Math.abs(value - limit) / 100, claim.size, 0.08, 0.03);
      return bool(holds !== claim.denied);
    }
    case "mood":
      return decideMood(claim, known);
    case "part": {
      const place = placeIn(claim.of, claim.figure, known);
      if (place === null) return "unknown";
      return bool(place >= claim.from - 0.005 && place <= claim.to + 0.005);
    }
    case "within": {
      const [low, high] = claim.of === "bands" ? (["bollinger_lower", "bollinger_upper"] as const) : (["daily_low", "daily_high"] as const);
      const inside = sideOf(claim.figure, low, known);
      const under = sideOf(claim.figure, high, known);
      if (inside === null || under === null) return "unknown";
      const isInside = inside !== "below" && under !== "above";
      return bool(isInside === claim.inside);
    }
    case "between": {
      const overLow = sideOf(claim.figure, claim.low, known);
      const overHigh = sideOf(claim.figure, claim.high, known);
      if (overLow === null || overHigh === null) return "unknown";
      return bool((overLow === "above" && overHigh === "below") || (overLow === "below" && overHigh === "above"));
    }
    case "closer": {
      const { features } = known;
      const [value, to, than] = [features[claim.figure], features[claim.to], features[claim.than]];
      if (value === null || to === null || than === null) return "unknown";
      return bool(Math.abs(value - to) < Math.abs(value - than));
    }
    case "coverage":
      return bool(claim.count.size === known.features.candle_count && claim.expected.size === known.features.expected_count);
    case "false":
      return "false";
  }
}

const changes = new Set<FigureName>(["price_change", "volume_change", "change_24h", "change_24h_pct"]);

export function dimension(name: FigureName): "price" | "sum" | "rsi" | "percent" | "volume" | "change" {
  if (name === "rsi") return "rsi";
  if (name === "change_24h_pct") return "percent";
  if (name === "volume_change") return "volume";
  if (name === "buying_momentum" || name === "selling_momentum") return "sum";
  if (name === "price_change" || name === "change_24h") return "change";
  return "price";
}

function unitFits(quantity: Quantity, name: FigureName, quote: string): boolean {
  const kind = dimension(name);
  switch (quantity.unit) {
    case "none":
      return kind !== "percent";
    case "percent":
      return kind === "percent";
    case "points":
      return kind !== "percent" && kind !== "volume";
    case "base":
      return kind === "volume";
    case "usd":
      return ["USD", "USDC", "USDT", "DAI", "USDS"].includes(quote) && ["price", "sum", "change"].includes(kind);
    case "eur":
      return ["EUR", "EURC"].includes(quote) && ["price", "sum", "change"].includes(kind);
    case "gbp":
      return quote === "GBP" && ["price", "sum", "change"].includes(kind);
    case "jpy":
      return quote === "JPY" && ["price", "sum", "change"].includes(kind);
    case "cents":
      return ["USD", "USDC", "USDT", "EUR"].includes(quote) && ["price", "sum", "change"].includes(kind);
    case "times":
      return false;
  }
}

const inUnit = (quantity: Quantity): { size: number; step: number } =>
  quantity.unit === "cents" ? { size: quantity.size / 100, step: quantity.step / 100 } : quantity;

/** Tells whether a number reads as a value, at the precision that it is written with. */
export function readsAs(quantity: Quantity, value: number, shown: string | null): boolean {
  const { size, step } = inUnit(quantity);
  const real = Math.abs(value);
  const room = (quantity.approx ? Math.max(step, roundedStep(size, step)) * 0.75 : step / 2) + 1e-9 * Math.max(real, size);
  if (Math.abs(size - real) <= room) return true;
  if (shown === null) return false;
  const shownSize = Math.abs(Number(shown));
  if (Math.abs(size - shownSize) <= room) return true;
  // A shown text whose last digits were left out.
  const lost = shownSize - size;
  return lost > 0 && lost < step && lost < shownSize / 1_000;
}

function roundedStep(size: number, step: number): number {
  let rounded = step;
  while (rounded * 10 <= size && Math.abs(size / (rounded * 10) - Math.round(size / (rounded * 10))) < 1e-9) rounded *= 10;
  return rounded;
}

function decideValue(claim: Extract<Claim, { is: "value" }>, known: Known): Truth {
  const { quantity } = claim;
  let sawUnit = false;
  for (const name of claim.figures) {
    const value = known.features[name];
    if (!unitFits(quantity, name, known.quote)) continue;
    if (value === null) continue;
    sawUnit = true;
    if (!readsAs(quantity, value, known.texts[name])) continue;
    if (changes.has(name)) {
      const sign = claim.way === "up" ? 1 : claim.way === "down" ? -1 : quantity.sign;
      if (claim.way !== null && quantity.sign !== 0 && quantity.sign !== sign) continue;
      if (value !== 0 && sign === 0 && value < 0) continue;
      if (value !== 0 && sign !== 0 && sign !== Math.sign(value)) continue;
    } else if (quantity.sign !== 0) continue;
    return "true";
  }
  return sawUnit ? "false" : "false";
}

export function sideOf(left: FigureName, right: FigureName, { features, texts }: Known): "above" | "below" | "at" | null {
  const [a, b] = [features[left], features[right]];
  if (a === null || b === null) return null;
  if (texts[left] === texts[right]) return "at";
  return a > b ? "above" : "below";
}

function sizeFits(distance: number, size: Size, small: number, large: number): boolean {
  if (size === "small") return distance <= small;
  if (size === "large") return distance >= large;
  return true;
}

function range(known: Known): number | null {
  const { daily_high: high, daily_low: low } = known.features;
  return high === null || low === null ? null : high - low;
}

/** How far two figures are from one another, as a share of what is usual for them. */
function distanceShare(left: FigureName, right: FigureName, known: Known): number {
  const [a, b] = [known.features[left] ?? 0, known.features[right] ?? 0];
  if (dimension(left) === "sum") return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1e-300);
  const whole = range(known) ?? Math.abs(a) * 0.05;
  return whole === 0 ? 0 : Math.abs(a - b) / whole;
}

function decideCompare(claim: Extract<Claim, { is: "compare" }>, known: Known): Truth {
  const { left, right, side, size, distance } = claim;
  if (dimension(left) !== dimension(right)) return "false";
  const real = sideOf(left, right, known);
  if (real === null) return "unknown";
  const [a, b] = [known.features[left] ?? 0, known.features[right] ?? 0];
  const share = distanceShare(left, right, known);
  const isSum = dimension(left) === "sum";
  let holds: boolean;
  if (side === "near") holds = share <= (isSum ? 0.06 : nearShare(left, right, known));
  else if (side === "at") holds = real === "at" || share <= 0.0005;
  else holds = real === side && sizeFits(share, size, isSum ? 0.16 : 0.2, isSum ? 0.08 : 0.04);
  if (claim.denied) holds = side === "above" || side === "below" ? real !== side : !holds;
  if (!holds) return "false";
  if (distance === null) return "true";
  if (distance.unit === "percent") {
    const difference = Math.abs(a - b);
    const shares = [difference / Math.abs(b), difference / Math.abs(a)].map((part) => part * 100);
    return bool(shares.some((part) => readsAs(distance, part, null)));
  }
  if (!unitFits({ ...distance, unit: distance.unit === "points" ? "none" : distance.unit }, left, known.quote) && distance.unit !== "points") return "false";
  const shown = Number(known.texts[left]) - Number(known.texts[right]);
  return bool(readsAs(distance, a - b, null) || readsAs(distance, shown, null));
}

/** Beside a band, near is what is near for a band's width; beside the day's high or low, for the day's range. */
function nearShare(left: FigureName, right: FigureName, known: Known): number {
  const whole = range(known);
  const { bollinger_upper: upper, bollinger_lower: lower } = known.features;
  const isBand = [left, right].some((name) => name.startsWith("bollinger"));
  if (isBand && upper !== null && lower !== null && whole !== null && whole > 0) return ((upper - lower) / whole) * 0.3;
  return [left, right].some((name) => name.startsWith("daily")) ? 0.15 : 0.1;
}

export function placeIn(of: "bands" | "range", figure: FigureName, known: Known): number | null {
  const { features } = known;
  const low = of === "bands" ? features.bollinger_lower : features.daily_low;
  const high = of === "bands" ? features.bollinger_upper : features.daily_high;
  const value = features[figure];
  if (low === null || high === null || value === null || high === low) return null;
  return (value - low) / (high - low);
}

function decideMoved(claim: Extract<Claim, { is: "moved" }>, known: Known): Truth {
  const { features, texts } = known;
  const scopes: readonly FigureName[][] =
    claim.of === "volume"
      ? claim.scope === "day"
        ? []
        : [["volume_change"]]
      : claim.scope === "day"
        ? [["change_24h", "change_24h_pct"]]
        : claim.scope === "candle"
          ? [["price_change"]]
          : claim.quantities.length > 0
            ? [["change_24h", "change_24h_pct"], ["price_change"]]
            : [["change_24h"], ["price_change"]];
  if (scopes.length === 0) return "false";
  const results = scopes.map((names): Truth => {
    const first = names[0];
    const value = first === undefined ? null : features[first];
    if (value === null || first === undefined) return "unknown";
    const isFlat = Number(texts[first]) === 0;
    const percent = features.change_24h_pct;
    const flatEnough = isFlat || (first === "change_24h" ? percent !== null && Math.abs(percent) < 0.15 : Math.abs(value) <= (range(known) ?? 0) * 0.01);
    if (claim.way === "flat") return bool(flatEnough);
    if (claim.way !== "any") {
      if (isFlat) return "false";
      if (claim.way === "up" ? value <= 0 : value >= 0) return "false";
    }
    if (first === "change_24h" && percent !== null && !sizeFits(Math.abs(percent), claim.size, 3, 0.7)) return "false";
    for (const quantity of claim.quantities) {
      const fits = names.some((name) => {
        const real = features[name];
        return real !== null && unitFits(quantity, name, known.quote) && readsAs(quantity, real, texts[name]) && (quantity.sign === 0 ? claim.way !== "any" || real >= 0 : quantity.sign === Math.sign(real));
      });
      if (!fits) return "false";
    }
    return "true";
  });
  // Said of no span in particular: a number says which one is meant. Without one, both must bear it out.
  if (claim.scope === "any" && claim.of === "price") {
    if (claim.quantities.length > 0) return results.includes("true") ? "true" : "false";
    return results.every((result) => result === "true") ? "true" : results.every((result) => result === "false") ? "false" : "false";
  }
  const result = results[0] ?? "unknown";
  if (claim.denied) return result === "true" ? "false" : result === "false" ? "true" : "unknown";
  return result;
}

function decideZone(claim: Extract<Claim, { is: "zone" }>, known: Known): Truth {
  const { rsi } = known.features;
  if (rsi === null) return "unknown";
  const distance = claim.zone === "overbought" ? rsi - 70 : claim.zone === "oversold" ? 30 - rsi : 20 - Math.abs(rsi - 50);
  let holds = claim.zone === "overbought" || claim.zone === "oversold" ? distance >= 0 : rsi > 30 && rsi < 70;
  if (claim.zone === "extreme") holds = rsi >= 70 || rsi <= 30;
  if (claim.denied) return bool(!holds);
  if (!holds) return "false";
  if (claim.zone === "neutral") return bool(rsi > 35 && rsi < 65);
  return bool(sizeFits(distance, claim.size, 6, 4));
}

/** What speaks for a rise and what for a fall, by span. */
export function signals(known: Known): { short: number[]; day: number[] } {
  const { features } = known;
  const sign = (a: FigureName, b: FigureName): number => {
    const side = sideOf(a, b, known);
    return side === "above" ? 1 : side === "below" ? -1 : 0;
  };
  const rsi = features.rsi;
  return {
    short: [
      sign("last_close", "rolling_avg"),
      sign("last_close", "ema"),
      Math.sign(Number(known.texts.price_change ?? 0)),
      rsi === null ? 0 : rsi >= 70 ? 0.5 : rsi <= 30 ? -0.5 : rsi > 52 ? 1 : rsi < 48 ? -1 : 0,
    ],
    day: [Math.sign(Number(known.texts.change_24h_pct ?? 0)), sign("buying_momentum", "selling_momentum")],
  };
}

function decideMood(claim: Extract<Claim, { is: "mood" }>, known: Known): Truth {
  const { short, day } = signals(known);
  let parts = claim.scope === "short" || claim.scope === "candle" ? short : claim.scope === "day" ? day : [...short, ...day];
  if (claim.of === "rsi") {
    const rsi = known.features.rsi;
    if (rsi === null) return "unknown";
    parts = [rsi > 50 ? 1 : rsi < 50 ? -1 : 0];
    if (claim.mood === "neutral") return bool((rsi > 35 && rsi < 65) !== claim.denied);
  }
  const ups = parts.filter((part) => part > 0).length;
  const downs = parts.filter((part) => part < 0).length;
  const balance = known.features.buying_momentum !== null && known.features.selling_momentum !== null ? distanceShare("buying_momentum", "selling_momentum", known) : 1;
  const isSmall = balance < 0.12 && Math.abs(known.features.change_24h_pct ?? 0) < 1.5;
  let holds: boolean;
  switch (claim.mood) {
    case "bullish":
      holds = ups >= downs && ups > 0;
      break;
    case "bearish":
      holds = downs >= ups && downs > 0;
      break;
    case "mixed":
      holds = ups > 0 && downs > 0;
      break;
    case "neutral":
      holds = (ups > 0 && downs > 0) || isSmall;
      break;
    case "cautious":
      holds = downs > 0 || isSmall || known.features.rsi === null || known.features.rsi > 68 || known.features.rsi < 32;
      break;
  }
  if (claim.size === "large" && (claim.mood === "bullish" || claim.mood === "bearish")) {
    holds = holds && (claim.mood === "bullish" ? downs === 0 || ups >= 2 * downs : ups === 0 || downs >= 2 * ups);
  }
  if (claim.denied) return bool(!holds);
  return bool(holds);
}
