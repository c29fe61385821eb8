import { describe, expect, it } from "vitest";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import type { Candle } from "../../../src/market/candle.ts";
import { faultOf, toAnyone } from "../../support/upstreams/answers/coinbase-answers.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { toRow } from "../../market/coinbase/coinbase-trial.ts";

const unknown = toAnyone.filter(({ reader }) => reader === "a sentence");

/** What Coinbase answers of the present day, each candle changed. */
function answerWith(change: (candle: Candle, index: number) => Partial<Candle>) {
  return () => {
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const end = Math.floor(nowSeconds / 300) * 300;
    const day = createSampleMarket().candles("BTC-USD", 300, end - 86_400, end - 300, nowSeconds);
    const candles = day.map((candle, index) => toRow({ ...candle, ...change(candle, index) }));
    return { kind: "status", status: 200, body: { candles } } as const;
  };
}

describe("an hour in which Coinbase does not know the product", () => {
  it.each(unknown)("$status $body gives each reader a sentence, and the operator hears of it", async (answer) => {
    const hour = await spendHour({ faults: { exchange: faultOf(answer) } });
    expect(hour.posts).toHaveLength(messagesOfHour);
    for (const text of hour.posts) expect(text).toContain("no insight about BTC-USD: Coinbase lists no product");
    expect(hour.ringing).toEqual(["refusals"]);
  });
});

describe("an hour of candles that can't be used", () => {
  it.each<[what: string, change: (candle: Candle, index: number) => Partial<Candle>, bells: readonly string[]]>([
    ["of the future", ({ start }) => ({ start: start + 864_000 }), ["refusals", "upstream-failures"]],
    [
      "with a high below its low",
      ({ low }, index) => (index === 99 ? { high: low - 1 } : {}),
      ["refusals", "upstream-failures"],
    ],
    ["without a price", (_, index) => (index === 99 ? { close: 0 } : {}), ["refusals", "upstream-failures"]],
    [
      "off their grid",
      ({ start }, index) => (index === 99 ? { start: start + 7 } : {}),
      ["refusals", "upstream-failures"],
    ],
    ["of two hours ago", ({ start }) => ({ start: start - 7_200 }), ["refusals"]],
  ])("%s gives each reader a sentence, and the operator hears of it", async (_, change, bells) => {
    const hour = await spendHour({ faults: { exchange: answerWith(change) } });
    expect(hour.posts).toHaveLength(messagesOfHour);
    for (const text of hour.posts) expect(text).toContain("There is no insight about BTC-USD");
    expect(hour.ringing).toEqual(bells);
  });
});
