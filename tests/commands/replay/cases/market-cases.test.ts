import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { marketCases } from "../../../../src/commands/replay/cases/market-cases.ts";
import type { MarketData } from "../../../../src/emulators/markets/market-data.ts";
import { startExchange } from "../../../../src/emulators/upstreams/coinbase-exchange.ts";
import { generateInsight } from "../../../../src/insight/generate-insight.ts";
import type { TextModel } from "../../../../src/insight/ports.ts";
import { aggregateCandles } from "../../../../src/market/history/aggregate-candles.ts";
import { asOfSeconds, type Candle } from "../../../../src/market/candle.ts";
import { createCoinbaseCandles } from "../../../../src/market/coinbase/coinbase-candles.ts";
import { createDeadline } from "../../../../src/platform/deadline.ts";
import { ServiceError } from "../../../../src/platform/errors.ts";
import type { PromptType } from "../../../../src/prompts/prompt-type.ts";
import { promptTypes } from "../../../../src/prompts/registry.ts";
import { silentLogger, silentMetrics } from "../../../../src/commands/replay/cases/silent-work.ts";
import { plainCandles, writeRecordedFile } from "../../../support/commands/recorded-file.ts";

const dayCandles = 288;

function promptOf(name: string): PromptType {
  const found = promptTypes.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

/** Remembers the prompts that it is asked with, and answers none. */
function listeningModel() {
  const prompts: unknown[] = [];
  const model: TextModel = {
    async generate({ system, user }) {
      prompts.push({ system, user });
      throw new ServiceError("MODELS_FAILED", "No model answered", { details: { attempts: [] } });
    },
  };
  return { model, prompts };
}

/** The recorded market as an exchange would have served it at any time. */
function marketOf(candles: readonly Candle[]): MarketData {
  return {
    label: "recorded",
    has: () => true,
    candles: (_, seconds, from, to, now) =>
      aggregateCandles(
        candles.filter(({ start }) => start < now),
        seconds,
      ).filter(({ start }) => start >= from && start <= to),
  };
}

describe("cases of recorded days", () => {
  it.each(promptTypes.map(({ name }) => name))("ask with the prompt that %s had then, word for word", async (name) => {
    const candles = plainCandles(9 * dayCandles);
    const promptType = promptOf(name);
    const [first, ...others] = await marketCases([writeRecordedFile(candles)], [promptType], 7 * 3_600);
    if (first === undefined) throw new Error("no case");
    expect(others.length).toBeGreaterThan(0);
    for (const each of [first, ...others.slice(-1)]) {
      const clock = (): number => each.atSeconds * 1_000;
      const exchange = await startExchange({ market: marketOf(candles), clock });
      onTestFinished(() => exchange.stop());
      const truth = listeningModel();
      await generateInsight(
        { correlationId: "a", productId: "BTC-USD", promptType, channel: "general", message: null },
        asOfSeconds(clock(), promptType.series[0].granularity),
        {
          fetchCandles: createCoinbaseCandles({ url: exchange.url, clock }),
          model: truth.model,
          metrics: silentMetrics,
          clock,
        },
        { deadline: createDeadline(20_000), logger: silentLogger },
      );
      const replayed = listeningModel();
      const text = await each.write(promptType, replayed.model);
      expect(replayed.prompts).toEqual(truth.prompts);
      expect([text.outcome, truth.prompts.length]).toEqual(["plain", 1]);
    }
  });

  it("see nothing of what came later", async () => {
    const candles = plainCandles(2 * dayCandles);
    const promptType = promptOf("trend_analysis");
    const [whole] = await marketCases([writeRecordedFile(candles)], [promptType], 3_600);
    const end = whole?.atSeconds ?? 0;
    const changed = candles.map((candle) =>
      candle.start < end ? candle : { ...candle, open: 1, high: 9_999_999, low: 1, close: 5, volume: 1e6 },
    );
    const [other] = await marketCases([writeRecordedFile(changed)], [promptType], 3_600);
    const [one, two] = [listeningModel(), listeningModel()];
    await whole?.write(promptType, one.model);
    await other?.write(promptType, two.model);
    expect(one.prompts).toEqual(two.prompts);
    expect(one.prompts.length).toBe(1);
  });

  it("stand at each step whose window the file holds, named by product, time and day", async () => {
    const start = Date.UTC(2021, 0, 3) / 1_000;
    const cases = await marketCases(
      [writeRecordedFile(plainCandles(2 * dayCandles))],
      [promptOf("trend_analysis")],
      21_600,
    );
    expect(cases.map(({ atSeconds }) => atSeconds - start)).toEqual([86_400, 108_000, 129_600, 151_200, 172_800]);
    expect(cases[1]).toMatchObject({ id: "BTC-USD 2021-01-04T06:00Z", productDay: "BTC-USD 2021-01-04" });
  });

  it("are one at the end of a file that is shorter than the window", async () => {
    const cases = await marketCases([writeRecordedFile(plainCandles(100))], [promptOf("trend_analysis")], 1_800);
    expect(cases.map(({ id }) => id)).toEqual(["BTC-USD 2021-01-03T08:20Z"]);
  });

  it("stand nowhere where their window was not recorded", async () => {
    const start = Date.UTC(2021, 0, 3) / 1_000;
    const path = writeRecordedFile(plainCandles(4 * dayCandles));
    const held = [
      { start, end: start + 100_000 },
      { start: start + 200_000, end: start + 345_600 },
    ];
    const recorded = { product_id: "ETH-USD", granularity: "FIVE_MINUTE", held };
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), recorded }));
    const cases = await marketCases([path], [promptOf("trend_analysis")], 21_600);
    expect(cases.map(({ atSeconds }) => atSeconds - start)).toEqual([86_400, 302_400, 324_000, 345_600]);
    expect(cases[0]?.productId).toBe("ETH-USD");
  });

  it("are refused where the service would have refused, and tell nothing of the model", async () => {
    const candles = plainCandles(3 * dayCandles).filter((_, index) => index < 300 || index > 800);
    const promptType = promptOf("trend_analysis");
    const cases = await marketCases([writeRecordedFile(candles)], [promptType], 21_600);
    const { model } = listeningModel();
    const texts = await Promise.all(cases.map(async (each) => await each.write(promptType, model)));
    const reasons = texts.map(({ outcome, reason }) => `${outcome} ${reason?.code ?? ""}`);
    expect(reasons[0]).toBe("plain MODELS_FAILED");
    expect(reasons).toContain("refusal MARKET_STALE");
  });

  it("take each series of a prompt from the file that has its length", async () => {
    const candles = plainCandles(9 * dayCandles);
    const hours = aggregateCandles(candles, 3_600);
    const late = candles.slice(-2 * dayCandles);
    const files = [writeRecordedFile(late), writeRecordedFile(hours, "BTC-USD.ONE_HOUR.json")];
    const promptType = promptOf("daily_brief");
    const both = await marketCases(files, [promptType], 43_200);
    const alone = await marketCases([writeRecordedFile(candles)], [promptType], 43_200);
    expect(both.length).toBe(3);
    const [one, two] = [listeningModel(), listeningModel()];
    await both.at(-1)?.write(promptType, one.model);
    await alone.at(-1)?.write(promptType, two.model);
    expect(one.prompts).toEqual(two.prompts);
  });

  it.each([
    [
      "candles that are too long",
      "BTC-USD.ONE_HOUR.json",
      aggregateCandles(plainCandles(600), 3_600),
      /no file can serve FIVE_MINUTE candles of BTC-USD: .* has candles of 3600 s$/,
    ],
    [
      "a file that names no product",
      "days.json",
      plainCandles(300),
      /days\.json names no product: call it like BTC-USD\.FIVE_MINUTE\.json$/,
    ],
    [
      "a high below its low",
      "BTC-USD.json",
      plainCandles(300).with(7, {
        start: Date.UTC(2021, 0, 3) / 1_000 + 2_100,
        open: 5,
        high: 4,
        low: 5,
        close: 5,
        volume: 1,
      }),
      /holds no candles that can be used: Candle 8 of 300 /,
    ],
    ["too few candles", "BTC-USD.json", plainCandles(3), /holds 3 candles; at least 5 are needed$/],
  ] as const)("refuse %s", async (_, name, candles, told) => {
    const path = writeRecordedFile(candles, name);
    await expect(marketCases([path], [promptOf("trend_analysis")], 1_800)).rejects.toThrow(told);
  });
});
