import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { chooseMarket } from "../../../src/commands/start/choose-market.ts";
import { startExchange } from "../../../src/emulators/upstreams/coinbase-exchange.ts";
import { type HttpAnswer, startHttpServer } from "../../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { plainCandles, writeRecordedFile } from "../../support/commands/recorded-file.ts";

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

const choose = (kind: "auto" | "live" | "sample", environment: Readonly<Record<string, string>> = {}) =>
  chooseMarket({ kind }, { granularities: ["FIVE_MINUTE"], environment });

async function answering(answer: HttpAnswer): Promise<string> {
  const server = await startHttpServer(() => answer);
  started.push(server);
  return server.url;
}

describe("the market of a run", () => {
  it("is Coinbase where Coinbase answers", async () => {
    const exchange = await startExchange({ market: createSampleMarket() });
    started.push(exchange);
    const environment = { COINBASE_API_URL: exchange.url, COINBASE_API_KEY: "id", COINBASE_API_SECRET: "", HOME: "/" };
    expect(await choose("auto", environment)).toMatchObject({
      data: null,
      label: "coinbase",
      environment: { COINBASE_API_URL: exchange.url, COINBASE_API_KEY: "id" },
      note: null,
    });
  });

  it("is Coinbase where Coinbase refuses the probe in its own words", async () => {
    const url = await answering({ status: 429, body: { error: "RESOURCE_EXHAUSTED", message: "slow down" } });
    expect(await choose("auto", { COINBASE_API_URL: url })).toMatchObject({ data: null, note: null });
  });

  it.each<[string, HttpAnswer, string]>([
    ["a proxy's page", { status: 403, body: "<html>no</html>" }, "something else answered 403"],
    ["a gateway's error", { status: 502, body: {} }, "it answered 502"],
  ])("is synthetic, and says so, behind %s", async (_name, answer, reason) => {
    const chosen = await choose("auto", { COINBASE_API_URL: await answering(answer) });
    expect(chosen.label).toBe("sample (synthetic)");
    expect(chosen.note).toBe(`Coinbase can't be reached (${reason}), so the market is synthetic`);
    expect(chosen.data?.has("BTC-USD")).toBe(true);
    expect(chosen.labelOf("BTC-USD")).toBe(chosen.label);
  });

  it("is synthetic, and says so, without a network", async () => {
    const chosen = await choose("auto", { COINBASE_API_URL: await deadUrl() });
    expect(chosen.note).toContain("ECONNREFUSED");
    expect(chosen.environment).toEqual({});
  });

  it("is Coinbase without a probe where live is asked for", async () => {
    expect(await choose("live", { COINBASE_API_URL: await deadUrl() })).toMatchObject({ data: null, note: null });
    expect((await choose("live")).labelOf("BTC-USD")).toBe("coinbase");
    expect(await choose("live")).toMatchObject({ data: null, label: "coinbase", environment: {}, note: null });
  });

  it("is synthetic without a note where sample is asked for", async () => {
    expect(await choose("sample")).toMatchObject({ label: "sample (synthetic)", note: null });
  });
});

const chooseFiles = (...paths: string[]) =>
  chooseMarket({ kind: "files", paths }, { granularities: ["FIVE_MINUTE"], environment: {} });

describe("a market of files", () => {
  it("serves each product from the file named after it, and others from the first that can", async () => {
    const btc = writeRecordedFile(plainCandles(10, 50_000), "BTC-USD.json");
    const ltc = writeRecordedFile(plainCandles(10, 100), "LTC-USD.json");
    const { data, label, labelOf } = await chooseFiles(btc, ltc);
    expect(label).toBe("BTC-USD.json, LTC-USD.json");
    expect(["BTC-USD", "LTC-USD", "ETH-USD"].map((id) => labelOf(id))).toEqual([
      "BTC-USD.json",
      "LTC-USD.json",
      "BTC-USD.json",
    ]);
    expect(labelOf("NOPE-USD")).toBe(label);
    const now = Math.floor(Date.now() / 1_000);
    const lastClose = (id: string) => data?.candles(id, 300, now - 86_400, now, now).at(-1)?.close ?? 0;
    expect(lastClose("LTC-USD")).toBeLessThan(1_000);
    expect(lastClose("BTC-USD")).toBeGreaterThan(40_000);
    expect(lastClose("ETH-USD")).toBe(lastClose("BTC-USD"));
    expect(data?.has("NOPE-USD")).toBe(false);
    expect(data?.candles("NOPE-USD", 300, 0, now, now)).toEqual([]);
  });

  it("is refused where a file holds no candles", async () => {
    const path = writeRecordedFile([]);
    await expect(chooseFiles(path)).rejects.toThrow(UsageError);
    await expect(chooseFiles(path)).rejects.toThrow(/^--market: .*BTC-USD\.FIVE_MINUTE\.json/);
  });

  it("is refused where its candles are longer than those wanted", async () => {
    const hours = plainCandles(4).map((candle, index) => ({ ...candle, start: index * 3_600 }));
    await expect(chooseFiles(writeRecordedFile(hours))).rejects.toThrow("its candles are 3600 s long");
  });
});
