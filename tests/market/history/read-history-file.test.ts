import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCollectedHistory } from "../../../src/market/history/collected-history.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { toCsv } from "../../support/collected-csv.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { asOf, dayOfBitcoin, sampleDay } from "../coinbase/coinbase-trial.ts";
import { folder, type HistoryTrial, reasonOf, sampleHours, startHistory, startHistoryWith } from "./history-trial.ts";

const longHistory = sampleHours(24 * 12);

function bytesRead({ parts }: Pick<HistoryTrial, "parts">): number {
  return parts.reduce((sum, [, fromByte, beforeByte]) => sum + beforeByte - fromByte, 0);
}

describe("of a large history", () => {
  const size = toCsv(longHistory).length;

  it.each([
    { what: "oldest first", csv: toCsv(longHistory), where: (from: number) => from > size - 40_000 },
    {
      what: "newest first",
      csv: toCsv(longHistory.toReversed()),
      where: (from: number, before: number) => before <= 40_000 || from >= size - 4_000,
    },
  ])("only the newest part is read: $what", async ({ csv, where }) => {
    expect(size).toBeGreaterThan(150_000);
    const trial = await startHistoryWith(csv, { firstPartBytes: 4_000 });
    expect((await trial.readHistory()).candles).toEqual(sampleDay);
    expect(
      trial.parts.every(([, from, before]) => where(from, before)),
      JSON.stringify(trial.parts),
    ).toBe(true);
    expect(bytesRead(trial)).toBeLessThan(50_000);
  });

  it("one request is enough for a day", async () => {
    const trial = await startHistoryWith(toCsv(longHistory));
    expect((await trial.readHistory()).candles).toEqual(sampleDay);
    expect(trial.parts).toEqual([[`${folder}2023.csv`, size - 65_536, size]]);
  });

  it("the parts fit together wherever they are cut, in both orders, with a torn end", async () => {
    const trial = await startHistory();
    const torn = `${asOf},100.5,101.75,`;
    const rows = sampleHours(27);
    const csvs = [`${toCsv(rows)}${torn}`, `${torn}\n${toCsv(rows.toReversed())}`];
    await trial.put(`${folder}a.csv`, csvs[0] ?? "");
    await trial.put("COINBASE/ETH-USD/historical/a.csv", csvs[1] ?? "");
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3_000 }),
        fc.constantFrom("BTC-USD", "ETH-USD"),
        async (firstPartBytes, productId) => {
          const readHistory = createCollectedHistory({ objects: trial.objects, firstPartBytes });
          const set = await readHistory({ ...dayOfBitcoin, productId }, createDeadline(60_000));
          expect(set.candles).toEqual(sampleDay);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("no more is read than may be", async () => {
    const trial = await startHistoryWith(toCsv(longHistory), { firstPartBytes: 1_000, maxBytes: 5_000 });
    expect(await reasonOf(trial)).toBe(`${folder}2023.csv holds the window beyond the 5000 bytes that are read`);
    expect(bytesRead(trial)).toBe(5_000);
    const reversed = await startHistoryWith(toCsv(longHistory.toReversed()), {
      firstPartBytes: 1_000,
      maxBytes: 5_000,
    });
    expect(await reasonOf(reversed)).toContain("beyond the 5000 bytes");
  });

  it("that is one endless line nothing is made", async () => {
    const trial = await startHistoryWith("1".repeat(30_000), { firstPartBytes: 1_000, maxBytes: 20_000 });
    expect(await reasonOf(trial)).toContain("beyond the 20000 bytes");
    const short = await startHistoryWith("1".repeat(30_000), { firstPartBytes: 1_000 });
    expect(await reasonOf(short)).toBe(`${folder}2023.csv holds no closed candle`);
  });

  it("that is replaced while it is read the parts are not mixed", async () => {
    const trial = await startHistoryWith(toCsv(longHistory), { firstPartBytes: 4_000 });
    let reads = 0;
    const readHistory = createCollectedHistory({
      firstPartBytes: 4_000,
      objects: {
        ...trial.objects,
        readPart: async (object, part, signal) => {
          reads += 1;
          if (reads === 2) await trial.put(object.key, toCsv(longHistory.slice(1)));
          return await trial.objects.readPart(object, part, signal);
        },
      },
    });
    const error = await thrownBy(readHistory(dayOfBitcoin, createDeadline(60_000)));
    expect([error.code, error.message]).toEqual([
      "CANDLES_UNAVAILABLE",
      "the bucket can't be read (PreconditionFailed)",
    ]);
  });
});
