import { describe, expect, it } from "vitest";
import type { Features, FigureName } from "../../../src/features/index.ts";
import type { Claim, ClaimSpan, Relation, Size, Stance } from "../../../src/grounding/claims/claim.ts";
import { decide } from "../../../src/grounding/claims/decide.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { list } from "../../../src/grounding/claims/list.ts";
import { type Quantity, quantityOf, type QuantityUnit, readsAs } from "../../../src/grounding/claims/quantity.ts";
import { allFigures } from "../../features/figure-samples.ts";

type Verdict = "true" | "false" | "unknown";

const asserted = { denied: false } as const;
const number = (text: string, unit: QuantityUnit = "none", more: Partial<Quantity> = {}): Quantity => ({
  ...quantityOf(text, unit),
  ...more,
});

/** Last close 50250, average 50000, EMA 50100, bands 49000 to 51000, day 49500 to 51500, RSI 65, sums 1000 and 500. */
const market = (given: Partial<Features> = {}, product = "BTC-USD") =>
  prepareFigures(product, { ...allFigures, ...given });
const is = (claim: Claim, given: Partial<Features> = {}, product = "BTC-USD"): Verdict =>
  decide(claim, market(given, product)).is;

const value = (
  figure: FigureName,
  quantity: Quantity,
  way: "up" | "down" | null = null,
  span: ClaimSpan = null,
): Claim => ({
  is: "value",
  figure,
  quantity,
  way,
  span,
  ...asserted,
});
const compare = (
  left: FigureName,
  relation: Relation,
  right: FigureName,
  size: Size = "none",
  distance: Quantity | null = null,
): Claim => ({ is: "compare", left, relation, right, size, distance, ...asserted });
const derived = (
  operation: "difference" | "percent" | "share" | "ratio",
  left: FigureName,
  right: FigureName,
  quantity: Quantity,
): Claim => ({ is: "derived", operation, left, right, quantity, ...asserted });
const stance = (of: Stance, span: ClaimSpan, figure: FigureName | null = null, size: Size = "none"): Claim => ({
  is: "stance",
  stance: of,
  span,
  size,
  of: figure,
  ...asserted,
});

describe("what two figures come to", () => {
  it.each<readonly [Verdict, Claim]>([
    ["true", derived("share", "selling_momentum", "buying_momentum", number("50", "percent"))],
    ["false", derived("share", "selling_momentum", "buying_momentum", number("200", "percent"))],
    ["unknown", derived("share", "selling_momentum", "buying_momentum", number("50"))],
    ["unknown", derived("share", "selling_momentum", "buying_momentum", number("-50", "percent"))],
    ["unknown", derived("share", "rsi", "ema", number("0", "percent"))],
    ["true", derived("ratio", "buying_momentum", "selling_momentum", number("2", "times"))],
    ["true", derived("ratio", "buying_momentum", "selling_momentum", number("2"))],
    ["false", derived("ratio", "buying_momentum", "selling_momentum", number("3"))],
    ["unknown", derived("ratio", "buying_momentum", "selling_momentum", number("2", "percent"))],
    ["false", derived("ratio", "price_change", "change_24h", number("0.4"))],
    ["false", derived("share", "price_change", "change_24h", number("40", "percent"))],
    ["true", derived("difference", "daily_high", "daily_low", number("2000"))],
    ["true", derived("difference", "daily_low", "daily_high", number("2000", "usd"))],
    ["unknown", derived("difference", "daily_high", "daily_low", number("2000", "eur"))],
    ["unknown", derived("difference", "daily_high", "daily_low", number("4.04", "percent"))],
    ["true", derived("percent", "daily_high", "daily_low", number("4.04", "percent"))],
    ["unknown", derived("percent", "daily_high", "daily_low", number("4.04"))],
    ["unknown", derived("difference", "rsi", "ema", number("50035"))],
    ["unknown", derived("difference", "high_7d", "ema", number("0"))],
  ])("is %s: %j", (verdict, claim) => {
    expect(is(claim)).toBe(verdict);
  });

  it("is not known of a figure that is null or 0", () => {
    const claim = derived("ratio", "buying_momentum", "selling_momentum", number("2"));
    expect(is(claim, { selling_momentum: 0 })).toBe("unknown");
    expect(is(claim, { selling_momentum: null })).toBe("unknown");
    expect(is(claim, { buying_momentum: null })).toBe("unknown");
    expect(is(claim, { buying_momentum: 0 })).toBe("false");
  });

  it("is listed for every range that is wider than nothing, with the digits that are shown", () => {
    const listed = (given: Partial<Features>) =>
      list(market(given)).flatMap((claim) => (claim.is === "derived" ? [[claim.left, claim.quantity.size]] : []));
    expect(listed({})).toEqual([
      ["bollinger_upper", 2000],
      ["daily_high", 2000],
    ]);
    expect(listed({ bollinger_lower: 51_000, daily_low: null })).toEqual([]);
    expect(listed({ bollinger_upper: null, daily_low: 51_499.5 })).toEqual([["daily_high", 0.5]]);
  });
});

describe("a comparison", () => {
  it.each<readonly [Verdict, Claim, Partial<Features>]>([
    ["unknown", compare("last_close", "above", "rsi"), {}],
    ["unknown", compare("rsi", "above", "last_close"), {}],
    ["unknown", compare("atr", "above", "atr_pct"), { atr: 5, atr_pct: 2 }],
    ["true", compare("atr_pct", "above", "realized_volatility"), { atr_pct: 5, realized_volatility: 2 }],
    ["true", compare("volume_24h", "above", "volume_avg"), { volume_24h: 5, volume_avg: 2 }],
    ["unknown", compare("volume_24h", "above", "atr"), { volume_24h: 5, atr: 2 }],
    ["true", compare("macd", "above", "macd_signal"), { macd: 5, macd_signal: 2 }],
    ["true", compare("macd_signal", "below", "macd"), { macd: 5, macd_signal: 2 }],
    ["unknown", compare("macd", "above", "macd_histogram"), { macd: 5, macd_histogram: 2 }],
    ["unknown", compare("change_24h", "below", "price_change"), {}],
    ["unknown", compare("last_close", "above", "ema"), { ema: null }],
    ["unknown", compare("last_close", "near", "ema"), { daily_high: null }],
    ["true", compare("last_close", "near", "ema"), { daily_high: null, ema: 50_250 }],
    ["unknown", compare("last_close", "above", "ema", "small"), { daily_high: null }],
    ["true", compare("last_close", "above", "ema"), { daily_high: null }],
    // A level is near an average within a tenth of the day's range of 2000.
    ["true", compare("last_close", "near", "ema"), { ema: 50_050 }],
    ["false", compare("last_close", "near", "ema"), { ema: 50_049 }],
    // From 15 % of it on it is well above.
    ["true", compare("last_close", "above", "ema", "small"), { ema: 49_951 }],
    ["false", compare("last_close", "above", "ema", "small"), { ema: 49_950 }],
    ["true", compare("last_close", "above", "ema", "large"), { ema: 49_950 }],
    ["false", compare("last_close", "above", "ema", "large"), { ema: 49_951 }],
    // Near the day's high within 15 % of the day's range.
    ["true", compare("last_close", "near", "daily_high"), { last_close: 51_200 }],
    ["false", compare("last_close", "near", "daily_high"), { last_close: 51_199 }],
    // Near a band within 30 % of the bands' width.
    ["true", compare("last_close", "near", "bollinger_upper"), { last_close: 50_400 }],
    ["false", compare("last_close", "near", "bollinger_upper"), { last_close: 50_399 }],
    ["true", compare("last_close", "near", "bollinger_lower"), { last_close: 49_600 }],
    ["false", compare("last_close", "near", "bollinger_lower"), { last_close: 49_601 }],
    ["true", compare("last_close", "near", "bollinger_upper"), { last_close: 50_800, bollinger_lower: null }],
    ["false", compare("last_close", "near", "bollinger_upper"), { last_close: 50_799, bollinger_lower: null }],
  ])("is %s: %j of %j", (verdict, claim, given) => {
    expect(is(claim, given)).toBe(verdict);
  });

  it.each<readonly [Verdict, Relation, Size, number, number]>([
    ["true", "above", "none", 1000, 500],
    ["false", "below", "none", 1000, 500],
    ["false", "near", "none", 1000, 939],
    ["true", "near", "none", 1000, 940],
    ["true", "near", "none", 940, 1000],
    ["true", "above", "small", 1000, 881],
    ["false", "above", "small", 1000, 880],
    ["true", "above", "large", 1000, 880],
    ["false", "above", "large", 1000, 881],
    ["true", "below", "large", 880, 1000],
    ["true", "at", "none", 0, 0],
    ["true", "near", "none", 0, 0],
  ])("of sums is %s: %s %s with %d and %d", (verdict, relation, size, buying_momentum, selling_momentum) => {
    const claim = compare("buying_momentum", relation, "selling_momentum", size);
    expect(is(claim, { buying_momentum, selling_momentum })).toBe(verdict);
  });

  it("of sums is not known where one is null, and where they are not weighed against one another", () => {
    expect(is(compare("buying_momentum", "above", "selling_momentum"), { selling_momentum: null })).toBe("unknown");
    expect(is(compare("buying_momentum", "above", "ema"))).toBe("unknown");
  });
});

describe("a place between two edges", () => {
  const place = (part: (Claim & { is: "place" })["part"]): Claim => ({
    is: "place",
    figure: "last_close",
    low: "bollinger_lower",
    high: "bollinger_upper",
    part,
    ...asserted,
  });

  it.each<readonly [Verdict, number, (Claim & { is: "place" })["part"]]>([
    ["true", 49_000, "inside"],
    ["true", 51_000, "inside"],
    ["false", 51_001, "inside"],
    ["false", 48_999, "inside"],
    ["true", 51_001, "outside"],
    ["false", 51_000, "outside"],
    ["true", 48_999, "below"],
    ["false", 49_000, "below"],
    ["true", 51_001, "above"],
    ["false", 51_000, "above"],
    ["true", 49_999, { nearer: "low" }],
    ["false", 50_000, { nearer: "low" }],
    ["false", 50_000, { nearer: "high" }],
    ["true", 50_001, { nearer: "high" }],
    ["false", 50_001, { nearer: "low" }],
    ["false", 49_999, { nearer: "high" }],
    // A part ends where it ends, give or take half a percent.
    ["true", 50_010, { from: 0, to: 0.5 }],
    ["false", 50_011, { from: 0, to: 0.5 }],
    ["true", 49_990, { from: 0.5, to: 1 }],
    ["false", 49_989, { from: 0.5, to: 1 }],
    ["false", 51_001, { from: 0.5, to: 1 }],
    ["false", 48_999, { from: 0, to: 0.5 }],
  ])("is %s of %d: %j", (verdict, last_close, part) => {
    expect(is(place(part), { last_close })).toBe(verdict);
  });

  it("is not known without one of them, and has no parts where the edges are one", () => {
    for (const given of [{ last_close: null }, { bollinger_lower: null }, { bollinger_upper: null }]) {
      expect(is(place("inside"), given)).toBe("unknown");
    }
    const flat = { bollinger_lower: 50_250, bollinger_upper: 50_250 };
    expect(is(place({ from: 0, to: 0.5 }), flat)).toBe("unknown");
    expect(is(place({ nearer: "low" }), flat)).toBe("unknown");
    expect(is(place("inside"), flat)).toBe("true");
  });

  it.each<readonly [close: number, listed: readonly unknown[]]>([
    [48_900, ["below"]],
    [49_000, ["at bollinger_lower"]],
    [49_400, ["inside", { from: 0, to: 0.25 }]],
    [49_500, ["inside", { from: 0, to: 0.25 }]],
    [49_501, ["inside", { from: 0, to: 0.5 }]],
    [50_000, ["inside"]],
    [50_499, ["inside", { from: 0.5, to: 1 }]],
    [50_500, ["inside", { from: 0.75, to: 1 }]],
    [51_000, ["at bollinger_upper"]],
    [51_100, ["above"]],
  ])("is listed for a close of %d", (last_close, listed) => {
    const bands = list(market({ last_close })).flatMap((claim): unknown[] => {
      if (claim.is === "place" && claim.low === "bollinger_lower") return [claim.part];
      return claim.is === "compare" && claim.right.startsWith("bollinger") ? [`${claim.relation} ${claim.right}`] : [];
    });
    expect(bands).toEqual(listed);
  });
});

describe("a value", () => {
  it.each<readonly [Verdict, Claim]>([
    ["true", value("change_24h_pct", number("-2.43", "percent"))],
    ["false", value("change_24h_pct", number("2.43", "percent"))],
    ["true", value("change_24h_pct", number("2.43", "percent"), "down")],
    ["true", value("change_24h_pct", number("-2.43", "percent"), "down")],
    ["false", value("change_24h_pct", number("-2.43", "percent"), "up")],
    // A change in another unit is that of its twin.
    ["true", value("change_24h_pct", number("-1250"))],
    ["true", value("change_24h", number("-2.43", "percent"))],
    ["false", value("price_change", number("-2.43", "percent"))],
    ["false", value("volume_change", number("500", "usd"))],
    ["true", value("price_change", number("500", "usd"))],
    ["true", value("price_change", number("500"), "up")],
    ["false", value("price_change", number("500"), "down")],
    ["false", value("price_change", number("0"), "up")],
    ["false", value("ema", number("50100"), "up")],
    ["true", value("ema", number("5010000", "cents"))],
    ["true", value("ema", number("50100", "points"))],
    ["true", value("rsi", number("65", "points"))],
    ["false", value("volume_change", number("100", "points"))],
    ["true", value("volume_change", number("100", "base"))],
    ["false", value("ema", number("50100", "base"))],
    ["true", value("ema", number("50100", "quote"))],
    ["false", value("rsi", number("65", "quote"))],
    ["false", value("rsi", number("65", "percent"))],
    ["false", value("rsi", number("65", "times"))],
    ["true", value("ema", number("50100"), null, { candles: 5 })],
    ["true", value("ema", number("50100"), null, "short")],
    ["false", value("ema", number("50100"), null, { hours: 24 })],
    ["true", value("daily_high", number("51500"), null, { hours: 24 })],
    ["false", value("daily_high", number("51500"), null, "short")],
    ["true", value("price_change", number("500"), null, "last_candle")],
    ["true", value("price_change", number("500"), null, "short")],
  ])("is %s: %j", (verdict, claim) => {
    expect(is(claim)).toBe(verdict);
  });

  it.each<readonly [Verdict, QuantityUnit, string]>([
    ["true", "usd", "BTC-USDC"],
    ["true", "usd", "BTC-USDT"],
    ["true", "usd", "BTC-USDS"],
    ["true", "usd", "BTC-DAI"],
    ["true", "eur", "BTC-EUR"],
    ["true", "eur", "BTC-EURC"],
    ["true", "gbp", "BTC-GBP"],
    ["true", "jpy", "BTC-JPY"],
    ["false", "usd", "BTC-EUR"],
    ["false", "eur", "BTC-USD"],
    ["false", "gbp", "BTC-USD"],
    ["false", "jpy", "BTC-GBP"],
  ])("is %s in %s of %s", (verdict, unit, product) => {
    expect(is(value("ema", number("50100", unit)), {}, product)).toBe(verdict);
  });

  it.each<readonly [Verdict, string, string]>([
    ["true", "5010000", "BTC-USDC"],
    ["true", "5010000", "BTC-USDT"],
    ["true", "5010000", "BTC-EUR"],
    ["true", "5010000", "BTC-EURC"],
    ["false", "5010000", "BTC-GBP"],
    ["false", "50100", "BTC-USD"],
  ])("is %s of %s cents of %s", (verdict, text, product) => {
    expect(is(value("ema", number(text, "cents")), {}, product)).toBe(verdict);
  });

  it.each<readonly [boolean, Quantity, number, string | null]>([
    [true, number("50.1", "none"), 50.14, null],
    [false, number("50.1", "none"), 50.16, null],
    [true, number("100", "none", { bound: 1 }), 101, null],
    [false, number("100", "none", { bound: 1 }), 100, null],
    [true, number("100", "none", { bound: 1 }), 110, null],
    [false, number("100", "none", { bound: 1 }), 111, null],
    [true, number("100", "none", { bound: -1 }), 99, null],
    [false, number("100", "none", { bound: -1 }), 100, null],
    [true, number("100", "none", { bound: -1 }), 90, null],
    [false, number("100", "none", { bound: -1 }), 89, null],
    [true, number("100", "none", { approx: true }), 104, null],
    [false, number("100", "none", { approx: true }), 106, null],
    [true, number("12.3", "none", { approx: true }), 12.37, null],
    [false, number("12.3", "none", { approx: true }), 12.38, null],
    // Rounded once more from what is shown: 2.445 is shown as 2.45, of which one makes 2.5.
    [true, number("2.5"), 2.445, "2.45"],
    [false, number("2.5"), 2.445, null],
    // The end of a long number left out.
    [true, number("51234"), 51234.9, "51234.90"],
    [false, number("51233"), 51234.9, "51234.90"],
    [false, number("2"), 2.9, "2.90"],
    [false, number("51235.9"), 51234.9, "51234.90"],
  ])("reads %s: %j as %d, shown as %s", (reads, quantity, figure, shown) => {
    expect(readsAs(quantity, figure, shown)).toBe(reads);
  });
});

describe("a zone and a limit", () => {
  const zone = (name: string, size: Size = "none"): Claim => ({
    is: "zone",
    figure: "rsi",
    zone: name,
    size,
    ...asserted,
  });
  const limit = (relation: Relation, at: string, size: Size = "none", unit: QuantityUnit = "none"): Claim => ({
    is: "threshold",
    figure: "rsi",
    relation,
    limit: number(at, unit),
    size,
    ...asserted,
  });

  it.each<readonly [Verdict, Claim, number | null]>([
    ["true", zone("overbought"), 70],
    ["false", zone("overbought"), 69.9],
    ["true", zone("oversold"), 30],
    ["false", zone("oversold"), 30.1],
    ["true", zone("neutral"), 50],
    ["false", zone("neutral"), 70],
    ["true", zone("extreme"), 70],
    ["true", zone("extreme"), 20],
    ["false", zone("extreme"), 50],
    ["true", zone("overbought", "small"), 74.9],
    ["false", zone("overbought", "small"), 75],
    ["true", zone("overbought", "large"), 75],
    ["false", zone("overbought", "large"), 74.9],
    ["true", zone("oversold", "small"), 25.1],
    ["true", zone("oversold", "large"), 25],
    ["unknown", zone("boiling"), 70],
    ["unknown", zone("overbought"), null],
    ["true", limit("above", "50"), 50.5],
    ["false", limit("above", "50"), 50],
    ["true", limit("at", "50"), 50],
    ["true", limit("below", "70", "small"), 65.1],
    ["false", limit("below", "70", "small"), 65],
    ["true", limit("below", "70", "large"), 65],
    ["true", limit("near", "70"), 65],
    ["false", limit("near", "70"), 64.9],
    ["unknown", limit("above", "55"), 60],
    ["unknown", limit("above", "-50"), 60],
    ["true", limit("above", "50", "none", "points"), 60],
    ["unknown", limit("above", "50", "none", "percent"), 60],
    ["unknown", limit("above", "50"), null],
  ])("is %s: %j of an RSI of %d", (verdict, claim, rsi) => {
    expect(is(claim, { rsi })).toBe(verdict);
  });

  it.each<readonly [Verdict, Relation, Size]>([
    ["true", "above", "none"],
    ["false", "below", "none"],
    ["false", "near", "none"],
    ["unknown", "above", "small"],
  ])("is %s of a MACD of 5 against 0: %s %s", (verdict, relation, size) => {
    const claim: Claim = { is: "threshold", figure: "macd", relation, limit: number("0"), size, ...asserted };
    expect(is(claim, { macd: 5 })).toBe(verdict);
    expect(is({ ...claim, figure: "ema" })).toBe("unknown");
  });

  it("is not listed where what is shown reads as another", () => {
    const zones = (rsi: number | null) => list(market({ rsi })).filter((claim) => claim.is === "zone").length;
    expect([zones(65), zones(69.999), zones(70), zones(null)]).toEqual([1, 0, 1, 0]);
  });
});

describe("a stance", () => {
  const day = { hours: 24 } as const;
  const up = { change_24h: 1250, change_24h_pct: 2.5 } as const;

  it.each<readonly [Verdict, Claim, Partial<Features>]>([
    ["true", stance("bullish", day), up],
    ["false", stance("bearish", day), up],
    ["false", stance("mixed", day), up],
    ["false", stance("neutral", day), up],
    ["true", stance("bullish", day, null, "large"), up],
    ["false", stance("bullish", day, null, "large"), { ...up, change_24h_pct: 1.4 }],
    ["true", stance("bullish", day, null, "large"), { ...up, change_24h_pct: 1.5 }],
    ["unknown", stance("neutral", day, null, "small"), up],
    ["unknown", stance("bullish", { hours: 168 }), up],
    ["false", stance("cautious", day), up],
    ["true", stance("cautious", day), {}],
    ["false", stance("cautious", "short"), up],
    ["true", stance("cautious", "short"), { ...up, rsi: 71 }],
    ["true", stance("cautious", "short"), { ...up, rsi: 70 }],
    ["false", stance("cautious", "short"), { ...up, rsi: 69 }],
    ["true", stance("bullish", null), up],
    ["unknown", stance("bullish", null), { selling_momentum: 2000 }],
    ["true", stance("bullish", null, null, "small"), { selling_momentum: 2000 }],
    // What one figure says.
    ["true", stance("bullish", null, "rsi"), {}],
    ["false", stance("bearish", null, "rsi"), {}],
    ["true", stance("neutral", null, "rsi"), { rsi: 64.9 }],
    ["false", stance("neutral", null, "rsi"), { rsi: 65 }],
    ["false", stance("neutral", null, "rsi"), { rsi: 35 }],
    ["unknown", stance("bullish", null, "rsi"), { rsi: 55 }],
    ["true", stance("bullish", null, "rsi"), { rsi: 55.1 }],
    ["true", stance("bullish", null, "rsi", "small"), { rsi: 52.1 }],
    ["unknown", stance("bullish", null, "rsi", "small"), { rsi: 52 }],
    ["unknown", stance("bullish", null, "rsi"), { rsi: null }],
    ["unknown", stance("mixed", null, "rsi"), {}],
    ["unknown", stance("cautious", null, "rsi"), {}],
    ["true", stance("bullish", null, "ema"), {}],
    ["true", stance("bearish", null, "ema"), { ema: 50_300 }],
    ["true", stance("neutral", null, "ema"), { ema: 50_250 }],
    ["unknown", stance("bullish", null, "daily_high"), {}],
    ["unknown", stance("bullish", null, "atr"), { atr: 2 }],
    ["true", stance("bearish", null, "change_24h"), {}],
    ["true", stance("bullish", null, "buying_momentum"), {}],
    ["true", stance("bullish", null, "macd"), { macd: 3 }],
    ["true", stance("bearish", null, "macd"), { macd: -3 }],
    ["unknown", stance("bearish", null, "macd_signal"), { macd_signal: -3 }],
  ])("is %s: %j of %j", (verdict, claim, given) => {
    expect(is(claim, given)).toBe(verdict);
  });

  it.each<readonly [truth: string, claim: Claim]>([
    ["The short-term trend is bullish.", stance("bearish", "short")],
    ["The 24-hour trend is mixed.", stance("bullish", day)],
    ["The RSI speaks for a bullish view.", stance("bearish", null, "rsi")],
    ["The change over 24 hours speaks for a bearish view.", stance("bullish", null, "change_24h")],
    ["The RSI is 65.00.", stance("neutral", null, "rsi")],
  ])("is corrected by %s", (truth, claim) => {
    expect(decide(claim, market())).toEqual({ is: "false", truth });
  });

  it("is listed for each span of which two figures speak", () => {
    const listed = (given: Partial<Features>) =>
      list(market(given)).flatMap((claim) => (claim.is === "stance" ? [[claim.span, claim.stance]] : []));
    expect(listed({})).toEqual([
      ["short", "bullish"],
      [{ hours: 24 }, "mixed"],
    ]);
    expect(listed({ change_24h: null })).toEqual([["short", "bullish"]]);
  });
});
