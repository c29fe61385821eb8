import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import type { MarketData } from "../../src/emulators/markets/market-data.ts";
import { readRecordedCandles } from "../../src/emulators/markets/recorded-candles.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import type { Candle } from "../../src/market/candle.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { watchCorrelationId, watchPayload } from "../../src/platform/watches/watch-file.cjs";
import { writeRecordedFile } from "../support/commands/recorded-file.ts";
import { sqsRecord } from "../support/events/sqs-event.ts";
import { naiveSpeakingHours } from "../support/watches/naive-watch.ts";

const hour = 3_600;
/** Clocks in Berlin go forward at 01:00 UTC of its first day. */
const week = { from: Date.UTC(2019, 2, 31) / 1_000, to: Date.UTC(2019, 3, 7) / 1_000 };

/** Nights in Berlin, by the offset that its clocks had: an hour until 01:00 UTC of 31 March 2019, then two. */
function isNightInBerlin(second: number): boolean {
  const offsetHours = second < Date.UTC(2019, 2, 31, 1) / 1_000 ? 1 : 2;
  const localHour = Math.floor(second / hour + offsetHours) % 24;
  return localHour >= 22 || localHour < 7;
}

/** Hours of a recording: those of a file in Coinbase's format where one is named, else of the sample market. */
async function recordedHours(): Promise<readonly Candle[]> {
  const named = process.env["WATCHED_WEEK_FILE"] ?? "";
  const sample = createSampleMarket({ seed: 7 });
  const from = week.from - 14 * 86_400;
  const path = named === "" ? writeRecordedFile(sample.candles("BTC-USD", hour, from, week.to - hour, week.to)) : named;
  return await readRecordedCandles(path);
}

/** A market that has come as far as the clock: what is recorded later is not known yet. */
function marketOfHours(candles: readonly Candle[]): MarketData {
  return {
    label: "recorded",
    has: (productId) => productId === "BTC-USD",
    candles: (_, length, from, to, now) =>
      length === hour ? candles.filter(({ start }) => start >= from && start <= to && start + hour <= now) : [],
  };
}

const receiptSchema = z.object({ outcome: z.string(), correlation_id: z.string() });

/** Runs the deployed handling over the week, more than a thousand times as fast as it was, and gives the hours of its posts. */
async function postedHours(candles: readonly Candle[], fields: Readonly<Record<string, unknown>>) {
  let nowSeconds = week.from;
  const clock = (): number => nowSeconds * 1_000 + 2_000;
  const stack = await startStack({ market: marketOfHours(candles), clock });
  onTestFinished(() => stack.stop());
  const service = await composePrompts(stack.environment, { clock, write: () => undefined });
  const entry = {
    name: "week",
    product_id: "BTC-USD",
    prompt: "volatility_brief",
    schedule: "rate(1 hour)",
    ...fields,
  };
  for (; nowSeconds < week.to; nowSeconds += hour) {
    const time = new Date(nowSeconds * 1_000).toISOString().replace(".000Z", "Z");
    const body = { correlation_id: watchCorrelationId("week", time), ...watchPayload(entry) };
    using deadline = createDeadline(30_000);
    const answer = await handleBatch([sqsRecord(body)], service.batch, { deadline, logger: service.logger });
    expect(answer).toEqual({ batchItemFailures: [] });
  }
  const keys = await stack.listObjects("insights/");
  const texts = await Promise.all(keys.map((key) => stack.readObject(key)));
  const receipts = texts.map((text) => z.parse(receiptSchema, JSON.parse(text ?? "null")));
  const hours = stack.inbox.messages.map(
    ({ correlationId }) => Date.parse(correlationId.slice("watch:week:".length)) / 1_000,
  );
  return { hours, receipts };
}

const asTimes = (seconds: readonly number[]) => seconds.map((second) => new Date(second * 1_000).toISOString());

describe("a watch on material change, over a recorded week", () => {
  it.each([
    ["2 percent", { material: { percent: 2 } }, { percent: 2 }],
    ["3 ATR, as where it names no bound", {}, { atr: 3 }],
    [
      "5 ATR, and once a day at least",
      { material: { atr: 5, at_least_every: "24h" } },
      { atr: 5, atLeastEveryHours: 24 },
    ],
  ])(
    "posts at the moves of %s that an independent script finds, and nothing between",
    async (_, fields, rules) => {
      const candles = await recordedHours();
      const { hours, receipts } = await postedHours(candles, { post: "material", ...fields });
      const expected = naiveSpeakingHours(candles, week, { ...rules, isQuiet: () => false });
      expect(asTimes(hours)).toEqual(asTimes(expected));
      expect(hours.length).toBeGreaterThan(3);
      expect(hours.length).toBeLessThan(120);
      expect(receipts).toHaveLength(168);
      expect(receipts.filter(({ outcome }) => outcome === "quiet")).toHaveLength(168 - hours.length);
    },
    120_000,
  );

  it("keeps its quiet hours across the change to summer time, and holds the market against its last post before them", async () => {
    const candles = await recordedHours();
    const night = { quiet_hours: "22:00-07:00", timezone: "Europe/Berlin" };
    const { hours } = await postedHours(candles, { post: "material", material: { percent: 1 }, ...night });
    const expected = naiveSpeakingHours(candles, week, { percent: 1, isQuiet: isNightInBerlin });
    expect(asTimes(hours)).toEqual(asTimes(expected));
    expect(hours.filter(isNightInBerlin)).toEqual([]);
  }, 120_000);

  it("posts each hour but those of the night where it always speaks", async () => {
    const candles = await recordedHours();
    const { hours } = await postedHours(candles, { quiet_hours: "22:00-07:00", timezone: "Europe/Berlin" });
    const all = Array.from({ length: 168 }, (_, index) => week.from + index * hour);
    expect(asTimes(hours)).toEqual(asTimes(all.filter((second) => !isNightInBerlin(second))));
  }, 120_000);
});
