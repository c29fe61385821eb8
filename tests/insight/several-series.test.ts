import { describe, expect, it } from "vitest";
import { computeFeatures, joinFeatures } from "../../src/features/index.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import type { MarketData } from "../../src/emulators/markets/market-data.ts";
import { fetchSeries } from "../../src/insight/fetch-series.ts";
import type { FetchCandles } from "../../src/insight/ports.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import { generateInsight } from "../../src/insight/generate-insight.ts";
import { hashCandles } from "../../src/market/hash-candles.ts";
import { dailyBrief } from "../../src/prompts/daily-brief.ts";
import { asOf, openInsightSetup, requestOf } from "./insight-setup.ts";
import { modelsFailed, scriptModel } from "./scripted-model.ts";

/** Twenty minutes past the hour: the hourly candles end before those of five minutes. */
const end = asOf + 1_200;
const hourEnd = asOf;
const sample = createSampleMarket();
const week = 7 * 86_400;

const [fiveWanted, hourWanted] = dailyBrief.series;
const day = sample.candles("BTC-USD", 300, end - 86_400, end - 300, end);
const hours = sample.candles("BTC-USD", 3_600, hourEnd - week, hourEnd - 3_600, hourEnd);

async function generate({ market = sample, fails = false }: { market?: MarketData; fails?: boolean } = {}) {
  const setup = await openInsightSetup({
    market,
    model: scriptModel(fails ? modelsFailed() : "BTC-USD closed inside the day's range."),
  });
  setup.turnClock(1_200_000);
  const request = requestOf({ promptType: dailyBrief });
  const run = () => generateInsight(request, end, setup.startContainer(), setup.work());
  return { setup, run };
}

/** The sample market, with other candles of an hour. */
function withHours(
  change: (candles: ReturnType<MarketData["candles"]>) => ReturnType<MarketData["candles"]>,
): MarketData {
  return {
    ...sample,
    candles: (id, seconds, ...window) => {
      const candles = sample.candles(id, seconds, ...window);
      return seconds === 3_600 ? change(candles) : candles;
    },
  };
}

describe("a prompt of several series", () => {
  it("gets each of them up to the one end, and says of each what it was", async () => {
    const { setup, run } = await generate();
    const { as_of, facts } = await run();
    expect(as_of).toBe(end);
    const five = computeFeatures(day, {
      asOf: end,
      granularity: "FIVE_MINUTE",
      expectedCount: 288,
      figures: fiveWanted.figures,
    });
    const hourFigures = hourWanted?.figures ?? [];
    const hour = computeFeatures(hours, {
      asOf: hourEnd,
      granularity: "ONE_HOUR",
      expectedCount: 168,
      figures: hourFigures,
    });
    expect(facts["features"]).toEqual({ "5m": five, "1h": hour });
    expect(facts["market"]).toMatchObject({
      series: {
        "5m": {
          source: "coinbase (synthetic)",
          count: 288,
          expected: 288,
          as_of: end,
          window_end: end,
          sha256: hashCandles(day),
        },
        "1h": { count: 168, expected: 168, as_of: hourEnd, window_end: hourEnd, sha256: hashCandles(hours) },
      },
    });
    expect(setup.model.prompts).toEqual([dailyBrief.render("BTC-USD", joinFeatures([five, hour]))]);
    expect(setup.exchange.requestCount).toBe(2);
  });

  it("tells the model which candles each figure is of", async () => {
    const { run } = await generate();
    const { system_text: system } = (await run()).facts;
    expect(system).toContain("- Candle interval of all other figures: 5 minutes.\n");
    expect(system).toMatch(
      /- Candle interval of RSI, .*20-candle average.*: 1 hour, closed by 2023-11-15T12:00:00Z\.\n/u,
    );
    expect(system).toContain("- 14 candles of 1 hour: RSI.\n");
  });

  it("is written without a model as well, from figures of both", async () => {
    const { run } = await generate({ fails: true });
    const { outcome, text } = await run();
    expect(outcome).toBe("plain");
    expect(text).toMatch(/over 24 hours/u);
    expect(text).toMatch(/over 7 days/u);
    expect(text).toContain("\nAs of 2023-11-15 12:20 UTC. Synthetic market. Automated summary of BTC-USD.");
  });

  it("leaves out the figures of a series that is too short, as of a product that was listed yesterday", async () => {
    const { run } = await generate({ market: withHours((candles) => candles.slice(-3)), fails: true });
    const { outcome, text, facts } = await run();
    expect(outcome).toBe("plain");
    expect(text).not.toMatch(/7 days|7-day/u);
    expect(facts["features"]).toMatchObject({ "1h": { change_7d: null, high_7d: null, rsi: null, candle_count: 3 } });
  });

  it("is refused where a series is older than its candles allow", async () => {
    const { run } = await generate({ market: withHours((candles) => candles.slice(0, -3)) });
    expect(await run()).toMatchObject({ outcome: "refusal", facts: { reason: { code: "MARKET_STALE" } } });
  });

  it("ends the others where one fails, before it fails itself", async () => {
    using deadline = createDeadline(60_000);
    const ended: string[] = [];
    const fetchCandles: FetchCandles = async ({ granularity }, { signal }) => {
      if (granularity === "ONE_HOUR") throw new ServiceError("PRODUCT_UNKNOWN", "not listed");
      const wasEnded = Promise.withResolvers<never>();
      signal.addEventListener("abort", () => {
        ended.push(granularity);
        wasEnded.reject(new ServiceError("CANDLES_UNAVAILABLE", "ended"));
      });
      return await wasEnded.promise;
    };
    await expect(fetchSeries("BTC-USD", dailyBrief.series, end, { fetchCandles, deadline })).rejects.toThrow(
      "not listed",
    );
    expect(ended).toEqual(["FIVE_MINUTE"]);
  });

  it("logs the candles and the figures of each", async () => {
    const { setup, run } = await generate();
    await run();
    const lines = setup.telemetry.logLines();
    expect(lines.filter(({ event }) => event === "candles_fetched").map(({ series }) => series)).toEqual(["5m", "1h"]);
    expect(lines.filter(({ event }) => event === "figures_computed").map(({ interval }) => interval)).toEqual([
      "FIVE_MINUTE",
      "ONE_HOUR",
    ]);
  });
});
