import { describe, expect, it } from "vitest";
import {
  createDailyCounter,
  type DailyCounter,
  type DailyCounterOptions,
  type Reserved,
} from "../../../src/platform/aws/daily-counter.ts";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { createItemTable } from "../../../src/platform/aws/item-table.ts";
import { faultOf, startTestTable } from "../../support/aws/test-table.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";

/** 2026-03-28T23:00:00Z, an hour before its day ends. */
const startMs = Date.UTC(2026, 2, 28, 23);
const leaseMs = 45_000;
const one = { nanoUsd: 100, tokens: 10 };

async function start(limits: DailyCounterOptions["limits"], fault?: FaultHook) {
  const table = await startTestTable("id", fault);
  const clock = createTurnedClock(startMs);
  const { client, tableName } = table;
  return {
    clock,
    newCounter: (): DailyCounter =>
      createDailyCounter({ items: createItemTable(client, tableName), limits, clock: clock.now }),
    counted: async (day = "2026-03-28") => {
      const item = (await table.get(`caps#${day}`)) ?? {};
      return {
        nanoUsd: Number(item["nano_usd"]?.N),
        tokens: Number(item["tokens"]?.N),
        names: Object.keys(item).toSorted(),
      };
    },
  };
}

const granting = { settle: expect.any(Function) };

/** A reservation that must be granted. */
async function take(newCounter: () => DailyCounter, ...call: Parameters<DailyCounter["reserve"]>): Promise<Reserved> {
  const reserved = await newCounter().reserve(...call);
  if (typeof reserved === "string") throw new Error(`The reservation met with ${reserved}`);
  return reserved;
}

/** How many of so many simultaneous reservations are granted. */
async function granted(newCounter: () => DailyCounter, count: number): Promise<number> {
  const all = await Promise.all(Array.from({ length: count }, () => newCounter().reserve(one, { leaseMs })));
  return all.filter((reserved) => typeof reserved !== "string").length;
}

describe("a day's counter", () => {
  it.each([
    [{ nanoUsd: 1_999, tokens: null }, 19],
    [{ nanoUsd: 2_000, tokens: null }, 20],
    [{ nanoUsd: null, tokens: 55 }, 5],
    [{ nanoUsd: 700, tokens: 55 }, 5],
  ])("with the limits %j grants %d of 60 that ask at once", async (limits, expected) => {
    const { newCounter } = await start(limits);
    expect(await granted(newCounter, 60)).toBe(expected);
  });

  it("grants nothing that is above its limit by itself", async () => {
    const { newCounter } = await start({ nanoUsd: 99, tokens: null });
    expect(await newCounter().reserve(one, { leaseMs })).toBe("full");
  });

  it("puts what was taken in the place of what was reserved, more or less", async () => {
    const { newCounter, counted } = await start({ nanoUsd: 200, tokens: null });
    const first = await take(newCounter, one, { leaseMs });
    await first.settle({ nanoUsd: 20, tokens: 2 });
    const second = await take(newCounter, one, { leaseMs });
    await second.settle({ nanoUsd: 130, tokens: 13 });
    expect(await counted()).toEqual({ nanoUsd: 150, tokens: 15, names: ["expiration", "id", "nano_usd", "tokens"] });
    expect(await newCounter().reserve(one, { leaseMs })).toBe("full");
  });

  it("gets back what a killed process had reserved when its lease ends, and not before", async () => {
    const { newCounter, clock, counted } = await start({ nanoUsd: 2_000, tokens: null });
    expect(await granted(newCounter, 20)).toBe(20);
    clock.turn(leaseMs - 1);
    expect(await newCounter().reserve(one, { leaseMs })).toBe("held");
    clock.turn(1);
    expect(await granted(newCounter, 30)).toBe(20);
    expect(await counted()).toMatchObject({ nanoUsd: 2_000, tokens: 200 });
  });

  it("counts what was settled after its lease had ended and others took the room", async () => {
    const { newCounter, clock, counted } = await start({ nanoUsd: 100, tokens: null });
    const late = await take(newCounter, one, { leaseMs });
    clock.turn(leaseMs);
    expect(await newCounter().reserve(one, { leaseMs })).toEqual(granting);
    await late.settle({ nanoUsd: 40, tokens: 4 });
    expect(await counted()).toMatchObject({ nanoUsd: 140, tokens: 14 });
  });

  it("begins anew at midnight UTC, and settles in the day of the reservation", async () => {
    const { newCounter, clock, counted } = await start({ nanoUsd: 100, tokens: null });
    const reserved = await take(newCounter, one, { leaseMs: 7_200_000 });
    clock.turn(3_600_000);
    expect(await newCounter().reserve(one, { leaseMs })).toEqual(granting);
    await reserved.settle({ nanoUsd: 1, tokens: 1 });
    expect(await counted()).toMatchObject({ nanoUsd: 1, tokens: 1 });
    expect(await counted("2026-03-29")).toMatchObject({ nanoUsd: 100, tokens: 10 });
  });

  it("counts once where the answers of its writes were lost and the SDK repeats them", async () => {
    const lost = faultOf((operation, count) =>
      operation === "UpdateItem" && count % 2 === 1 ? { kind: "answer_then_drop" } : undefined,
    );
    const { newCounter, counted } = await start({ nanoUsd: 100, tokens: null }, lost);
    const reserved = await take(newCounter, one, { leaseMs });
    expect(reserved).toEqual(granting);
    await reserved.settle({ nanoUsd: 60, tokens: 6 });
    expect(await counted()).toMatchObject({ nanoUsd: 60, tokens: 6 });
  });

  it("says so where DynamoDB fails", async () => {
    const failing = faultOf((operation) =>
      operation === "UpdateItem" ? { kind: "status", status: 400, body: {} } : undefined,
    );
    const { newCounter } = await start({ nanoUsd: 100, tokens: null }, failing);
    const failure = { code: "LEDGER_UNAVAILABLE", retryable: true };
    await expect(newCounter().reserve(one, { leaseMs })).rejects.toMatchObject(failure);
  });
});
