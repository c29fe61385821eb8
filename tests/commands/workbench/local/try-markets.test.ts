import { describe, expect, it } from "vitest";
import { fetchFromMarket } from "../../../../src/commands/workbench/local/market-fetch.ts";
import { openTryMarkets } from "../../../../src/commands/workbench/local/try-markets.ts";
import { startExchange } from "../../../../src/emulators/upstreams/coinbase-exchange.ts";
import { createSampleMarket } from "../../../../src/emulators/markets/sample-market.ts";
import { createDeadline } from "../../../../src/platform/deadline.ts";
import { plainCandles, writeRecordedFile } from "../../../support/commands/recorded-file.ts";

const stack = { label: "replayed", fetchCandles: fetchFromMarket(createSampleMarket()) };

describe("the markets of a trial", () => {
  it("are the stack's, the sample and Coinbase", async () => {
    const markets = await openTryMarkets(stack, [], {});
    expect(markets.map(({ id }) => id)).toEqual(["stack", "sample", "live"]);
  });

  it("are recorded days at their true times as well, where the stack replays a file", async () => {
    const candles = plainCandles(600);
    const path = writeRecordedFile(candles);
    const recorded = (await openTryMarkets(stack, [path], {})).find(({ id }) => id === "recorded");
    expect(recorded?.label).toBe("recorded days, 2021-01-03 00:00 to 2021-01-05 02:00 UTC");
    const endSeconds = (recorded?.nowMs?.("BTC-USD") ?? 0) / 1_000;
    expect(endSeconds).toBe((candles.at(-1)?.start ?? 0) + 300);
    using deadline = createDeadline(1_000);
    const query = {
      productId: "BTC-USD",
      granularity: "FIVE_MINUTE",
      startSeconds: endSeconds - 86_400,
      endSeconds,
    } as const;
    expect((await recorded?.fetchCandles(query, deadline))?.candles).toEqual(candles.slice(-288));
  });

  it("ask Coinbase at the address that the settings name", async () => {
    const exchange = await startExchange({ market: createSampleMarket() });
    const live = (await openTryMarkets(stack, [], { COINBASE_API_URL: exchange.url })).find(({ id }) => id === "live");
    using deadline = createDeadline(5_000);
    const endSeconds = Math.floor(Date.now() / 300_000) * 300;
    const query = {
      productId: "BTC-USD",
      granularity: "FIVE_MINUTE",
      startSeconds: endSeconds - 3_000,
      endSeconds,
    } as const;
    expect((await live?.fetchCandles(query, deadline))?.candles).toHaveLength(10);
    await exchange.stop();
  });
});
