import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../src/features/index.ts";
import { generateInsight } from "../../src/insight/generate-insight.ts";
import { generationSchema } from "../../src/insight/generation.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { hashCandles } from "../../src/market/hash-candles.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import { thrownBy } from "../support/thrown-by.ts";
import {
  asOf,
  type InsightSetup,
  type InsightSetupOptions,
  marketOf,
  openInsightSetup,
  requestOf,
  risingCandles,
} from "./insight-setup.ts";
import { modelsFailed, scriptModel, soundText } from "./scripted-model.ts";

const sampleDay = createSampleMarket().candles("BTC-USD", 300, asOf - 86_400, asOf - 300, asOf + 17);
const sampleFigures = computeFeatures(sampleDay, { asOf, granularity: "FIVE_MINUTE", expectedCount: 288 });

/** Rising candles with one from before the window, which proves that it is covered. */
function coveringCandles(count: number, agoSeconds = 0) {
  const [first, ...others] = risingCandles(count, agoSeconds);
  if (first === undefined) throw new Error("There is no candle");
  return [{ ...first, start: asOf - 86_700, low: 1, high: 1_000 }, first, ...others];
}

async function generate(options: InsightSetupOptions = {}, productId = "BTC-USD") {
  const setup = await openInsightSetup(options);
  const run = () => generateInsight(requestOf({ productId }), asOf, setup.startContainer(), setup.work());
  return { setup, run };
}

function eventsOf(setup: InsightSetup): readonly unknown[] {
  return setup.telemetry.logLines().map(({ event }) => event);
}

describe("a generation", () => {
  it("is the model's text, with all that it was made from", async () => {
    const { run } = await generate();
    const { outcome, text, as_of, facts } = await run();
    expect([outcome, text]).toEqual(["insight", `${soundText}\nAs of 2023-11-15 12:00 UTC. Synthetic market.`]);
    expect(as_of).toBe(asOf);
    const prompt = trendAnalysis.render("BTC-USD", sampleFigures);
    expect(facts).toMatchObject({
      market: {
        source: "coinbase (synthetic)",
        count: 288,
        expected: 288,
        as_of: asOf,
        newest_start: asOf - 300,
        sha256: hashCandles(sampleDay),
      },
      features: sampleFigures,
      prompt_text: prompt.user,
      system_text: prompt.system,
      provider: "bedrock",
      model: "nova-lite",
      usage: { input_tokens: 226, output_tokens: 82 },
      attempts: [{ provider: "bedrock", model: "nova-lite", latencyMs: 812 }],
      answers: [{ text: soundText, grounding: { grounded: true } }],
      grounding: { grounded: true },
      reason: null,
    });
  });

  it("asks the model with the prompt of the figures, and no more than once", async () => {
    const { setup, run } = await generate();
    await run();
    expect(setup.telemetry.recorded.map(([name]) => name)).not.toContain("HistoryFallbacks");
    expect(setup.model.prompts).toEqual([trendAnalysis.render("BTC-USD", sampleFigures)]);
    expect(setup.exchange.requestCount).toBe(1);
  });

  it("times its steps", async () => {
    const setup = await openInsightSetup();
    const model = scriptModel(() => {
      setup.turnClock(700);
      return soundText;
    });
    const ports = setup.startContainer({ model });
    const { fetchCandles } = ports;
    const slowly: typeof fetchCandles = async (query, deadline) => {
      setup.turnClock(90);
      return await fetchCandles(query, deadline);
    };
    const { facts } = await generateInsight(requestOf(), asOf, { ...ports, fetchCandles: slowly }, setup.work());
    expect(facts["timings_ms"]).toEqual({ candles: 90, features: 0, prompt: 0, model: 700 });
  });

  it("stays whole on its way through JSON, as the ledger keeps it", async () => {
    const { run } = await generate();
    const generation = await run();
    expect(generationSchema.parse(JSON.parse(JSON.stringify(generation)))).toEqual(generation);
  });

  it("of prices far below 1 shows the model four digits of them, and no exponent", async () => {
    const candles = risingCandles(20).map(({ start }, index) => ({
      start,
      open: (1_199 + index) / 1e8,
      high: (1_202 + index) / 1e8,
      low: (1_197 + index) / 1e8,
      close: (1_200 + index) / 1e8,
      volume: 5e9,
    }));
    const earlier = candles.slice(0, 1).map((candle) => ({ ...candle, start: asOf - 86_700 }));
    const { run } = await generate({ market: marketOf([...earlier, ...candles]) }, "SHIB-USD");
    const { prompt_text: prompt, system_text: system } = (await run()).facts;
    expect(String(prompt).split("\n").slice(0, 6)).toEqual([
      "You are a professional stock broker. SHIB-USD stock has a 5-minute rolling average of 0.00001217.",
      "The Exponential Moving Average (EMA) is 0.00001217, and the Relative Strength Index (RSI) is 100.00.",
      "The Bollinger Bands are set with an upper band of 0.00001220 and a lower band of 0.00001214.",
      "The price has changed by 0.00000001, and the volume has shifted by 0.00.",
      "Today's high was 0.00001221 and low was 0.00001197.",
      "The buying momentum is 0.00000019 and selling momentum is 0.00000000.",
    ]);
    expect(system).toContain("- SHIB-USD last closed at 0.00001219.\n");
  });

  it("says where its candles came from where they are not Coinbase's", async () => {
    const setup = await openInsightSetup();
    const ports = setup.startContainer();
    const fetchCandles: typeof ports.fetchCandles = async (...asked) => ({
      ...(await ports.fetchCandles(...asked)),
      origin: "history",
      standIn: "replayed",
      objectKey: "COINBASE/BTC-USD/historical/a.csv",
      fallbackReason: "Coinbase answered 500",
    });
    const { text, facts } = await generateInsight(requestOf(), asOf, { ...ports, fetchCandles }, setup.work());
    expect(text).toContain("\nAs of 2023-11-15 12:00 UTC. Replayed candles.");
    const market = {
      source: "history (replayed)",
      count: 288,
      object_key: "COINBASE/BTC-USD/historical/a.csv",
      fallback_reason: "Coinbase answered 500",
    };
    expect(facts).toMatchObject({ market });
    expect(setup.telemetry.logLines()[0]).toMatchObject({ event: "candles_fetched", ...market });
    expect(setup.telemetry.recorded).toContainEqual(["HistoryFallbacks", 1, {}]);
  });

  it("logs each step and records how old the newest candle is", async () => {
    const { setup, run } = await generate();
    await run();
    expect(eventsOf(setup)).toEqual(["candles_fetched", "figures_computed", "text_checked"]);
    expect(setup.telemetry.recorded).toEqual([
      ["CandleAge", 0, {}],
      ["PlainInsights", 0, { provider: "bedrock" }],
    ]);
  });

  it("is the plain insight where no model answers; then no provider is named", async () => {
    const { run } = await generate({ model: scriptModel(modelsFailed()) });
    const { outcome, text, facts } = await run();
    expect(outcome).toBe("plain");
    expect(text.split("\n").slice(1)).toEqual([
      "As of 2023-11-15 12:00 UTC. Synthetic market. Automated summary of BTC-USD.",
    ]);
    expect(facts).toMatchObject({
      provider: null,
      model: null,
      usage: null,
      attempts: [{ provider: "bedrock", error: { code: "MODEL_UNAVAILABLE" } }],
      grounding: { grounded: true },
      reason: { code: "MODELS_FAILED" },
      features: sampleFigures,
    });
  });

  it("is the plain insight where the model's texts don't hold; its answers are kept, but not as the author", async () => {
    const { run } = await generate({ model: scriptModel("Sure, here it is.") });
    const { outcome, facts } = await run();
    expect(outcome).toBe("plain");
    expect(facts).toMatchObject({ provider: null, model: null, usage: { input_tokens: 452, output_tokens: 164 } });
    expect(facts["answers"]).toHaveLength(2);
  });

  it("has figures of 5 candles, and null for those that need more", async () => {
    const { run } = await generate({
      market: marketOf(risingCandles(5)),
      model: scriptModel("BTC-USD last closed at 105.00, above its rolling average."),
    });
    const { outcome, facts } = await run();
    expect(outcome).toBe("insight");
    expect(facts).toMatchObject({
      market: { count: 5, expected: 288 },
      features: { rolling_avg: 103, rsi: null, last_close: 105, candle_count: 5, expected_count: 288 },
    });
  });

  it("is made of candles that closed 25 minutes before the window's end, and is as of then", async () => {
    const { setup, run } = await generate({
      market: marketOf(coveringCandles(20, 1_500)),
      model: scriptModel(modelsFailed()),
    });
    const { outcome, text, as_of, facts } = await run();
    expect([outcome, as_of]).toEqual(["plain", asOf - 1_500]);
    expect(text).toContain("As of 2023-11-15 11:35 UTC.");
    expect(text).not.toMatch(/\bnow\b/iu);
    expect(facts).toMatchObject({
      market: { as_of: asOf - 1_500, window_end: asOf, newest_start: asOf - 1_800 },
      features: { as_of: asOf - 1_500 },
    });
    expect(String(facts["system_text"])).toContain(
      '- As of: 2023-11-15T11:35:00Z (UTC), when the newest candle closed. Write of that time, and never "now".',
    );
    expect(setup.telemetry.recorded).toContainEqual(["CandleAge", 1_500, {}]);
  });

  it("says no figure over 24 hours of a market whose candles begin an hour ago", async () => {
    const { setup, run } = await generate({
      market: marketOf(risingCandles(12)),
      model: scriptModel("BTC-USD rose over 24 hours by 12.00, from 100.00 to 112.00."),
    });
    const { outcome, text, facts } = await run();
    expect(outcome).toBe("plain");
    expect(text).not.toMatch(/24 hours|the day's|momentum/u);
    expect(facts).toMatchObject({
      features: { daily_high: null, daily_low: null, buying_momentum: null, change_24h: null, last_close: 112 },
      answers: [{ grounding: { grounded: false } }, { grounding: { grounded: false } }],
    });
    const [prompt] = setup.model.prompts;
    expect(prompt?.user).not.toMatch(/Today|momentum/u);
    expect(prompt?.system).toContain("No figure covers 24 hours: write nothing about a day or 24 hours.");
  });

  it("tells them where a candle from before the window proves that it is covered", async () => {
    const { run } = await generate({ market: marketOf(coveringCandles(12)) });
    const { features, market } = (await run()).facts;
    expect(features).toMatchObject({ daily_high: 113, daily_low: 99, change_24h: 12, candle_count: 12 });
    expect(market).toMatchObject({ count: 12, expected: 288 });
  });

  it("quotes prices as the market does: two that are a tick apart never read the same", async () => {
    const candles = coveringCandles(20).map((candle, index) => ({
      ...candle,
      open: 2.45,
      high: index === 20 ? 2.4501 : 2.45,
      low: 2.4499,
      close: index === 20 ? 2.4501 : 2.45,
    }));
    const { run } = await generate({ market: marketOf(candles), model: scriptModel(modelsFailed()) }, "XRP-USD");
    const { text, facts } = await run();
    expect(facts).toMatchObject({ features: { decimals: 4 } });
    expect(String(facts["prompt_text"])).toContain("The price has changed by 0.0001,");
    expect(text).toMatch(/last closed at 2\.4501, .*above the 5-candle average of 2\.4500/u);
  });

  it("never describes a low of 1e-9 as 0, and leaves the other prices their decimals", async () => {
    const candles = coveringCandles(20).map((candle, index) => (index === 9 ? { ...candle, low: 1e-9 } : candle));
    const { run } = await generate({ market: marketOf(candles), model: scriptModel(modelsFailed()) });
    const { text, facts } = await run();
    expect(text).toContain("the day's range of 0.000000001 to 121.00.");
    expect(facts).toMatchObject({
      grounding: { grounded: true },
      market: { notes: [expect.stringContaining("1e-9")] },
    });
  });
});

describe("a refusal", () => {
  it("answers a product that the exchange does not list", async () => {
    const { setup, run } = await generate({}, "NOPE-USD");
    const { outcome, text, facts } = await run();
    expect([outcome, text]).toEqual([
      "refusal",
      "There is no insight about NOPE-USD: Coinbase lists no product of that name.\nAs of 2023-11-15 12:00 UTC.",
    ]);
    expect(facts).toEqual({
      market: null,
      features: null,
      prompt_text: null,
      system_text: null,
      provider: null,
      model: null,
      usage: null,
      attempts: [],
      answers: [],
      grounding: null,
      reason: {
        code: "PRODUCT_UNKNOWN",
        message: "Coinbase does not know NOPE-USD: valid product_id is required",
      },
      timings_ms: {},
    });
    expect(setup.model.prompts).toEqual([]);
    expect(eventsOf(setup)).toEqual(["request_refused"]);
  });

  it.each([0, 4])("answers a product with %i candles in the window", async (count) => {
    const { setup, run } = await generate({ market: marketOf(risingCandles(count)) });
    const { outcome, text, facts } = await run();
    expect([outcome, text]).toEqual([
      "refusal",
      "There is no insight about BTC-USD now: it was traded too little lately to compute figures from.\nAs of 2023-11-15 12:00 UTC.",
    ]);
    expect(facts).toMatchObject({
      market: { count, expected: 288, newest_start: count === 0 ? null : asOf - 300 },
      features: null,
      reason: { code: "NOT_ENOUGH_CANDLES" },
    });
    expect(setup.model.prompts).toEqual([]);
  });

  it("answers a product whose candles are all from 100 days ago", async () => {
    const { run } = await generate({ market: marketOf(risingCandles(288, 8_640_000)) });
    expect((await run()).facts).toMatchObject({
      market: { count: 0, as_of: asOf - 8_640_000, newest_start: null },
      reason: { code: "MARKET_STALE" },
    });
  });

  it("answers candles that can't be used, and names the row and the rule", async () => {
    const rows = [{ start: String(asOf - 300), close: "NaN" }];
    const { setup, run } = await generate({
      exchangeFault: () => ({ kind: "status", status: 200, body: { candles: rows } }),
    });
    const { outcome, text, facts } = await run();
    expect([outcome, text]).toEqual([
      "refusal",
      "There is no insight about BTC-USD now: the candles that Coinbase gave are faulty, and figures would mislead.\n" +
        "As of 2023-11-15 12:00 UTC.",
    ]);
    const message = `Candle 1 of 1 (start ${asOf - 300}) has a open that is not a finite number (CANDLE_NOT_FINITE)`;
    expect(facts).toMatchObject({ market: null, reason: { code: "MARKET_UNUSABLE", message } });
    expect(setup.model.prompts).toEqual([]);
  });

  it("answers a product that was last traded more than 30 minutes ago", async () => {
    const { setup, run } = await generate({ market: marketOf(risingCandles(20, 1_800)) });
    const { outcome, text, as_of, facts } = await run();
    expect(outcome).toBe("refusal");
    expect(text).toContain(
      "its last trades are over 30 minutes old, and figures would mislead.\nAs of 2023-11-15 12:00 UTC.",
    );
    expect(as_of, "when it was found, 17 seconds after the window's end").toBe(asOf + 17);
    expect(facts).toMatchObject({
      market: { count: 20, newest_start: asOf - 2_100 },
      reason: { code: "MARKET_STALE" },
    });
    expect(setup.model.prompts).toEqual([]);
    expect(setup.telemetry.recorded).toEqual([]);
  });

  it("stays whole on its way through JSON", async () => {
    const { run } = await generate({}, "NOPE-USD");
    const generation = await run();
    expect(generationSchema.parse(JSON.parse(JSON.stringify(generation)))).toEqual(generation);
  });
});

describe("a failure", () => {
  it.each([
    { what: "an exchange that is down", fault: { kind: "status", status: 500 }, code: "CANDLES_UNAVAILABLE" },
    { what: "an exchange that objects", fault: { kind: "status", status: 400, body: {} }, code: "CANDLES_REJECTED" },
  ] as const)("of $what is thrown, and no model is asked", async ({ fault, code }) => {
    const { setup, run } = await generate({ exchangeFault: () => fault });
    expect((await thrownBy(run())).code).toBe(code);
    expect(setup.model.prompts).toEqual([]);
  });

  it("that nobody foresaw is thrown as it is", async () => {
    const setup = await openInsightSetup();
    const unforeseen = new RangeError("too far");
    const ports = setup.startContainer({ fetchCandles: () => Promise.reject(unforeseen) });
    await expect(generateInsight(requestOf(), asOf, ports, setup.work())).rejects.toBe(unforeseen);
  });
});
