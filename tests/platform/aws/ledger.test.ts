import { describe, expect, it } from "vitest";
import { type Claim, createLedger, type Lease, type Ledger } from "../../../src/platform/aws/ledger.ts";
import { startTestTable, type TestTable } from "../../support/aws/test-table.ts";
import { createTurnedClock, type TurnedClock } from "../../support/turned-clock.ts";

const startMs = 1_800_000_000_000;
const leaseMs = 30_000;
const monthMs = 30 * 86_400_000;

interface Started {
  readonly table: TestTable;
  readonly clock: TurnedClock;
  /** A ledger as each container has its own: they share nothing but the table and the time. */
  readonly newLedger: () => Ledger;
}

async function start(): Promise<Started> {
  const table = await startTestTable("id");
  const clock = createTurnedClock(startMs);
  const newLedger = (): Ledger => createLedger({ client: table.client, tableName: table.tableName, clock: clock.now });
  return { table, clock, newLedger };
}

/** The lease of a claim that must have succeeded. */
function leaseOf(claim: Claim): Lease {
  if (claim.state !== "claimed") throw new Error(`The claim met with ${claim.state}`);
  return claim.lease;
}

describe("a claim", () => {
  it("holds the work: everybody else meets with busy, whichever container", async () => {
    const { newLedger } = await start();
    const ledger = newLedger();
    expect((await ledger.claim("work", { leaseMs })).state).toBe("claimed");
    expect(await ledger.claim("work", { leaseMs })).toMatchObject({ state: "busy" });
    expect(await newLedger().claim("work", { leaseMs })).toMatchObject({ state: "busy" });
  });

  it("holds only its own work", async () => {
    const ledger = (await start()).newLedger();
    await ledger.claim("one", { leaseMs });
    expect((await ledger.claim("two", { leaseMs })).state).toBe("claimed");
  });

  it("of twenty at once succeeds exactly once", async () => {
    const { newLedger } = await start();
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, at) => newLedger().claim("work", { leaseMs, note: String(at) })),
    );
    const states = claims.map(({ state }) => state).toSorted();
    expect(states).toEqual([...Array.from({ length: 19 }, () => "busy"), "claimed"]);
  });

  it("ends with its lease, to the millisecond", async () => {
    const { clock, newLedger } = await start();
    await newLedger().claim("work", { leaseMs });
    clock.turn(leaseMs - 1);
    expect((await newLedger().claim("work", { leaseMs })).state).toBe("busy");
    clock.turn(1);
    expect((await newLedger().claim("work", { leaseMs })).state).toBe("claimed");
    expect((await newLedger().claim("work", { leaseMs })).state).toBe("busy");
  });

  it("of twenty at once after a crash succeeds exactly once", async () => {
    const { clock, newLedger } = await start();
    await newLedger().claim("work", { leaseMs });
    clock.turn(leaseMs);
    const claims = await Promise.all(Array.from({ length: 20 }, () => newLedger().claim("work", { leaseMs })));
    expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
  });

  it("is written with a lease in milliseconds and a TTL of 30 days in seconds", async () => {
    const { table, newLedger } = await start();
    await newLedger().claim("work", { leaseMs: 1_500.5, note: "n" });
    expect(await table.get("work")).toEqual({
      id: { S: "work" },
      status: { S: "INPROGRESS" },
      owner: { S: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      lease_until: { N: String(startMs + 1_501) },
      expiration: { N: String((startMs + monthMs) / 1_000) },
      note: { S: "n" },
    });
  });
});

describe("finished work", () => {
  it("gives its result to every later claim, and is claimed no more", async () => {
    const { clock, newLedger } = await start();
    const lease = leaseOf(await newLedger().claim("work", { leaseMs }));
    expect(await lease.complete({ text: "grüße", count: 2 }, 3_600)).toBe(true);
    clock.turn(leaseMs * 2);
    expect(await newLedger().claim("work", { leaseMs })).toEqual({
      state: "done",
      result: { text: "grüße", count: 2 },
    });
  });

  it.each([[null], [false], [0], ["text"], [[1, 2]]])("keeps %j as its result", async (value) => {
    const ledger = (await start()).newLedger();
    await leaseOf(await ledger.claim("work", { leaseMs })).complete(value, 60);
    expect(await ledger.claim("work", { leaseMs })).toEqual({ state: "done", result: value });
    expect(await ledger.result("work")).toEqual(value);
  });

  it("that has nothing to say keeps null", async () => {
    const ledger = (await start()).newLedger();
    expect(await leaseOf(await ledger.claim("work", { leaseMs })).complete(undefined, 60)).toBe(true);
    expect(await ledger.claim("work", { leaseMs })).toEqual({ state: "done", result: null });
  });

  it("is finished by its owner even after the lease ran out, if nobody came", async () => {
    const { clock, newLedger } = await start();
    const lease = leaseOf(await newLedger().claim("work", { leaseMs }));
    clock.turn(leaseMs + 1);
    expect(await lease.complete("late", 60)).toBe(true);
    expect((await newLedger().claim("work", { leaseMs })).state).toBe("done");
  });

  it("is not opened again by a release", async () => {
    const ledger = (await start()).newLedger();
    const lease = leaseOf(await ledger.claim("work", { leaseMs }));
    await lease.complete("done", 60);
    await lease.release();
    expect(await ledger.claim("work", { leaseMs })).toEqual({ state: "done", result: "done" });
  });

  it("is as good as gone when its time is over, though the item is still there", async () => {
    const { table, clock, newLedger } = await start();
    const ledger = newLedger();
    await leaseOf(await ledger.claim("work", { leaseMs })).complete("old", 60);
    clock.turn(59_999);
    expect([(await ledger.claim("work", { leaseMs })).state, await ledger.result("work")]).toEqual(["done", "old"]);
    clock.turn(1);
    expect(await table.get("work")).toBeDefined();
    expect(await ledger.result("work")).toBeNull();
    expect((await ledger.claim("work", { leaseMs })).state).toBe("claimed");
    expect((await ledger.claim("work", { leaseMs })).state).toBe("busy");
  });

  it("of which the time is over is claimed by exactly one of twenty", async () => {
    const { clock, newLedger } = await start();
    await leaseOf(await newLedger().claim("work", { leaseMs })).complete("old", 60);
    clock.turn(60_000);
    const claims = await Promise.all(Array.from({ length: 20 }, () => newLedger().claim("work", { leaseMs })));
    expect(claims.filter(({ state }) => state === "claimed")).toHaveLength(1);
  });
});

describe("a result", () => {
  it("is null for work that nobody claimed or finished", async () => {
    const ledger = (await start()).newLedger();
    expect(await ledger.result("work")).toBeNull();
    await ledger.claim("work", { leaseMs });
    expect(await ledger.result("work")).toBeNull();
  });

  it("is null where the item holds none that can be read", async () => {
    const { table, newLedger } = await start();
    const expiration = { N: String(startMs / 1_000 + 60) };
    await table.put({ id: { S: "a" }, status: { S: "COMPLETED" }, expiration, data_json: { S: "{half" } });
    await table.put({ id: { S: "b" }, status: { S: "COMPLETED" }, expiration });
    await table.put({ id: { S: "c" }, status: { S: "COMPLETED" }, data_json: { S: "1" } });
    const ledger = newLedger();
    expect([await ledger.result("a"), await ledger.result("b"), await ledger.result("c")]).toEqual([null, null, null]);
  });
});

describe("released work", () => {
  it("can be claimed at once", async () => {
    const { newLedger } = await start();
    expect(await leaseOf(await newLedger().claim("work", { leaseMs })).release()).toBe(true);
    expect((await newLedger().claim("work", { leaseMs })).state).toBe("claimed");
  });
});

describe("a note", () => {
  it("is the first claimant's, for every later one", async () => {
    const { clock, newLedger } = await start();
    const first = leaseOf(await newLedger().claim("work", { leaseMs, note: "first" }));
    await first.release();
    const second = leaseOf(await newLedger().claim("work", { leaseMs, note: "second" }));
    clock.turn(leaseMs);
    const third = leaseOf(await newLedger().claim("work", { leaseMs }));
    expect([first.note, second.note, third.note]).toEqual(["first", "first", "first"]);
  });

  it("may come with a later claim, where the first had none", async () => {
    const ledger = (await start()).newLedger();
    const first = leaseOf(await ledger.claim("work", { leaseMs }));
    await first.release();
    const second = leaseOf(await ledger.claim("work", { leaseMs, note: "second" }));
    expect([first.note, second.note]).toEqual([undefined, "second"]);
  });

  it("can be replaced by whoever holds the lease", async () => {
    const ledger = (await start()).newLedger();
    const first = leaseOf(await ledger.claim("work", { leaseMs, note: "first" }));
    expect(await first.setNote("better")).toBe(true);
    await first.release();
    expect(leaseOf(await ledger.claim("work", { leaseMs, note: "second" })).note).toBe("better");
  });

  it.each([["new"], [undefined]])("of forgotten work is forgotten with it (the new one is %j)", async (note) => {
    const { table, clock, newLedger } = await start();
    const ledger = newLedger();
    const options = note === undefined ? { leaseMs } : { leaseMs, note };
    await leaseOf(await ledger.claim("done", { leaseMs, note: "old" })).complete("old result", 60);
    await ledger.claim("never finished", { leaseMs, note: "old" });
    clock.turn(monthMs);
    for (const id of ["done", "never finished"]) {
      expect(leaseOf(await ledger.claim(id, options)).note, id).toBe(note);
      const item = await table.get(id);
      expect([item?.["note"]?.S, item?.["data_json"]], id).toEqual([note, undefined]);
    }
  });
});

describe("whoever lost the lease", () => {
  it.each<[string, (lease: Lease) => Promise<boolean>]>([
    ["complete", (lease) => lease.complete("mine", 60)],
    ["setNote", (lease) => lease.setNote("mine")],
    ["release", (lease) => lease.release()],
  ])("is told so by %s, which changes nothing", async (_, use) => {
    const { table, clock, newLedger } = await start();
    const lost = leaseOf(await newLedger().claim("work", { leaseMs, note: "note" }));
    clock.turn(leaseMs);
    const held = leaseOf(await newLedger().claim("work", { leaseMs }));
    const before = await table.get("work");
    expect(await use(lost)).toBe(false);
    expect(await table.get("work")).toEqual(before);
    expect(await held.complete("theirs", 60)).toBe(true);
    expect(await use(lost), "also after the other has finished").toBe(false);
    expect(await newLedger().result("work")).toBe("theirs");
  });

  it("can't finish work that was removed", async () => {
    const { table, newLedger } = await start();
    const lease = leaseOf(await newLedger().claim("work", { leaseMs }));
    await table.remove("work");
    expect(await lease.complete("x", 60)).toBe(false);
    expect(await table.get("work")).toBeUndefined();
  });
});

describe("by default", () => {
  it("a ledger goes by the system's clock", async () => {
    const { table } = await start();
    const ledger = createLedger({ client: table.client, tableName: table.tableName });
    const before = Date.now();
    await ledger.claim("work", { leaseMs });
    const leaseUntil = Number((await table.get("work"))?.["lease_until"]?.N);
    expect(leaseUntil).toBeGreaterThanOrEqual(before + leaseMs);
    expect(leaseUntil).toBeLessThanOrEqual(Date.now() + leaseMs);
  });
});
