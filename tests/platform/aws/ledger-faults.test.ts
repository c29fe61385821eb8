import { describe, expect, it } from "vitest";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { type Claim, createLedger, type Lease, type Ledger } from "../../../src/platform/aws/ledger.ts";
import { faultOf, startTestTable, type TestTable } from "../../support/aws/test-table.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { createTurnedClock, type TurnedClock } from "../../support/turned-clock.ts";

const leaseMs = 30_000;

interface Started {
  readonly table: TestTable;
  readonly clock: TurnedClock;
  readonly ledger: Ledger;
}

async function start(fault?: FaultHook, tableName?: string): Promise<Started> {
  const table = await startTestTable("id", fault);
  const clock = createTurnedClock(1_800_000_000_000);
  const ledger = createLedger({ client: table.client, tableName: tableName ?? table.tableName, clock: clock.now });
  return { table, clock, ledger };
}

function leaseOf(claim: Claim): Lease {
  if (claim.state !== "claimed") throw new Error(`The claim met with ${claim.state}`);
  return claim.lease;
}

/** Loses the answer of the first `operation`, after the work was done. */
function losingAnswer(operation: string, count = 1): FaultHook {
  return faultOf((name, at) => (name === operation && at === count ? { kind: "answer_then_drop" } : undefined));
}

describe("a lost answer", () => {
  it("to a claim that succeeded ends as claimed: the SDK's second try meets with its own claim", async () => {
    const { table, ledger } = await start(losingAnswer("UpdateItem"));
    const lease = leaseOf(await ledger.claim("work", { leaseMs, note: "note" }));
    expect(lease.note).toBe("note");
    expect(await ledger.claim("work", { leaseMs }), "it holds").toMatchObject({ state: "busy" });
    expect(await lease.complete("result", 60)).toBe(true);
    expect((await table.get("work"))?.["status"]?.S).toBe("COMPLETED");
  });

  it("to the claim of forgotten work ends as claimed", async () => {
    let losing = false;
    const { clock, ledger } = await start((request) => {
      // The second update of the second claim is the one that starts afresh.
      const isFresh = losing && request.body.includes("REMOVE");
      if (isFresh) losing = false;
      return isFresh ? { kind: "answer_then_drop" } : undefined;
    });
    await leaseOf(await ledger.claim("work", { leaseMs, note: "old" })).complete("old", 60);
    clock.turn(60_000);
    losing = true;
    expect(leaseOf(await ledger.claim("work", { leaseMs, note: "new" })).note).toBe("new");
    expect(losing, "the answer was lost").toBe(false);
  });

  it.each<[string, (lease: Lease) => Promise<boolean>]>([
    ["setNote", (lease) => lease.setNote("better")],
    ["complete", (lease) => lease.complete("result", 60)],
    ["release", (lease) => lease.release()],
  ])("to %s is none: the second try does the same once more", async (_, use) => {
    const { ledger } = await start(losingAnswer("UpdateItem", 2));
    const lease = leaseOf(await ledger.claim("work", { leaseMs }));
    expect(await use(lease)).toBe(true);
  });

  it("to a read is read again", async () => {
    const { ledger } = await start(losingAnswer("GetItem"));
    await leaseOf(await ledger.claim("work", { leaseMs })).complete("result", 60);
    expect(await ledger.result("work")).toBe("result");
  });
});

describe("work that is removed", () => {
  it("between a refused claim and the look at it is claimed anew", async () => {
    let remove: (() => Promise<unknown>) | undefined;
    const { table, ledger } = await start(async (request) => {
      if (request.headers["x-amz-target"]?.endsWith("GetItem") === true) {
        const once = remove;
        remove = undefined;
        await once?.();
      }
      return undefined;
    });
    await leaseOf(await ledger.claim("work", { leaseMs })).complete("old", 60);
    remove = () => table.remove("work");
    expect((await ledger.claim("work", { leaseMs })).state).toBe("claimed");
    expect(remove, "it was removed in between").toBeUndefined();
  });

  it("and claimed by another in between is busy", async () => {
    let between: (() => Promise<unknown>) | undefined;
    const { clock, ledger } = await start(async (request) => {
      if (request.body.includes("REMOVE")) {
        const once = between;
        between = undefined;
        await once?.();
      }
      return undefined;
    });
    await leaseOf(await ledger.claim("work", { leaseMs })).complete("old", 60);
    clock.turn(60_000);
    const others: Claim[] = [];
    between = async () => others.push(await ledger.claim("work", { leaseMs }));
    const claim = await ledger.claim("work", { leaseMs });
    expect([...others, claim].map(({ state }) => state)).toEqual(["claimed", "busy"]);
  });
});

describe("LEDGER_UNAVAILABLE", () => {
  it("is what every call ends with when the table is missing", async () => {
    const { ledger } = await start(undefined, "no-such-table");
    for (const call of [ledger.claim("work", { leaseMs }), ledger.result("work")]) {
      expect(await thrownBy(call)).toMatchObject({
        code: "LEDGER_UNAVAILABLE",
        retryable: true,
        message: "DynamoDB did not keep the ledger",
        cause: { name: "ResourceNotFoundException" },
      });
    }
  });

  it.each<[string, (lease: Lease) => Promise<boolean>]>([
    ["setNote", (lease) => lease.setNote("better")],
    ["complete", (lease) => lease.complete("result", 60)],
    ["release", (lease) => lease.release()],
  ])("is what %s ends with when DynamoDB fails", async (_, use) => {
    const refusal = { __type: "ValidationException", message: "ordered" };
    const fault = faultOf((name, at) =>
      name === "UpdateItem" && at > 1 ? { kind: "status", status: 400, body: refusal } : undefined,
    );
    const { ledger } = await start(fault);
    const lease = leaseOf(await ledger.claim("work", { leaseMs }));
    expect(await thrownBy(use(lease))).toMatchObject({
      code: "LEDGER_UNAVAILABLE",
      retryable: true,
      cause: { message: "ordered" },
    });
  });

  it("is what a claim ends with that is refused and can't be looked at", async () => {
    const { ledger } = await start(
      faultOf((name) => (name === "GetItem" ? { kind: "status", status: 400, body: { message: "x" } } : undefined)),
    );
    await ledger.claim("work", { leaseMs });
    expect(await thrownBy(ledger.claim("work", { leaseMs }))).toMatchObject({ code: "LEDGER_UNAVAILABLE" });
  });

  it.each<[string, (ledger: Ledger, signal: AbortSignal) => Promise<unknown>]>([
    ["a claim", (ledger, signal) => ledger.claim("work", { leaseMs, signal })],
    ["a result", (ledger, signal) => ledger.result("work", signal)],
  ])("is what %s ends with when the work's time is up first", async (_, call) => {
    const arrival = Promise.withResolvers<undefined>();
    const { ledger } = await start(
      faultOf((name) => {
        if (name !== "UpdateItem" && name !== "GetItem") return undefined;
        arrival.resolve(undefined);
        return { kind: "hang" };
      }),
    );
    const work = new AbortController();
    const late = thrownBy(call(ledger, work.signal));
    await arrival.promise;
    work.abort();
    expect(await late).toMatchObject({ code: "LEDGER_UNAVAILABLE", retryable: true, cause: { name: "AbortError" } });
  });
});
