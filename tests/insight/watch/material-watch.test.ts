import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../../src/insight/deliver-insight.ts";
import type { InsightPorts } from "../../../src/insight/ports.ts";
import type { Watch } from "../../../src/insight/watch/watch.ts";
import type { Candle } from "../../../src/market/candle.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { asOf, type InsightSetup, marketOf, openInsightSetup, requestOf } from "../insight-setup.ts";

const watch: Watch = { name: "moves", material: { percent: 2 }, quietHours: null, timeZone: "UTC" };

/** How a request ends that its reader hears of. */
const spoken = /^(insight|plain)$/;

const tremble = (second: number): number => (second % 600 === 0 ? 100.5 : 99.5);

/** A market that trembles about 100 until a test sets its closes; nothing else about it is new by itself. */
function stillMarket() {
  const closes = new Map<number, number>();
  const closeAt = (second: number): number =>
    [...closes].filter(([from]) => from <= second).toSorted(([one], [other]) => other - one)[0]?.[1] ?? tremble(second);
  const market = {
    ...marketOf([]),
    candles: (_: string, step: number, from: number, to: number, now: number): Candle[] => {
      const candles: Candle[] = [];
      for (let start = Math.ceil(from / step) * step; start <= Math.min(to, now - step); start += step) {
        const close = closeAt(start);
        candles.push({ start, open: close, high: 150, low: 50, close, volume: 5 });
      }
      return candles;
    },
  };
  return { market, setClose: (close: number, from: number) => void closes.set(from, close) };
}

/** A setup about such a market, and one that asks for the watch at the present time. */
async function open(given: Partial<Watch> = {}) {
  const { market, setClose } = stillMarket();
  const setup = await openInsightSetup({ market });
  const ask = async (replaced?: Partial<InsightPorts>, minute = Math.floor(setup.clock() / 60_000)) => {
    const request = requestOf({ correlationId: `watch:moves:${minute}`, watch: { ...watch, ...given } });
    return await createDeliverInsight(setup.startContainer(replaced))(request, setup.work());
  };
  return { setup, ask, setCloseNow: (close: number) => setClose(close, Math.floor(setup.clock() / 300_000) * 300) };
}

const pass = (setup: InsightSetup, minutes: number): void => setup.turnClock(minutes * 60_000);

/** A reader who can't be reached. */
const unreachable = (mayHaveArrived: boolean): Partial<InsightPorts> => ({
  notify: () =>
    Promise.reject(
      new ServiceError("ASSISTANT_UNAVAILABLE", "It is down", { retryable: true, details: { mayHaveArrived } }),
    ),
});

describe("a watch on material change", () => {
  it("speaks first, and is quiet without a call of a model while nothing is new", async () => {
    const { setup, ask } = await open();
    expect(await ask()).toMatchObject({ outcome: expect.stringMatching(spoken) });
    const prompts = setup.model.prompts.length;
    pass(setup, 60);
    expect(await ask()).toEqual({ outcome: "quiet", text: "", status: 0, repeated: false });
    expect(setup.posts).toHaveLength(1);
    expect(setup.model.prompts).toHaveLength(prompts);
    expect(setup.telemetry.recorded).toContainEqual(["Insights", 1, { outcome: "quiet" }]);
  });

  it("leaves a receipt of its silence that says against what the market was held", async () => {
    const { setup, ask } = await open();
    await ask();
    pass(setup, 60);
    await ask();
    const [key, receipt] = setup.receipts.at(-1) ?? [];
    expect(key).toMatch(/^insights\/BTC-USD\/2023-11-15\/watch:moves:\d+\.trend_analysis\.general\.json$/);
    expect(receipt).toMatchObject({
      outcome: "quiet",
      insight: null,
      delivered: null,
      channel: "general",
      market: { count: 288 },
      reason: { code: "NOTHING_NEW", message: expect.stringContaining("2023-11-15T12:00:00.000Z") },
      watch: {
        name: "moves",
        post: "material",
        changes: [],
        against: { as_of: asOf, mark: { close: 99.5 } },
        mark: { close: 99.5, daily_high: 150 },
      },
    });
  });

  it("speaks at a move, says in the receipt what is new, and holds the next one against that", async () => {
    const { setup, ask, setCloseNow } = await open();
    await ask();
    setCloseNow(101.4);
    pass(setup, 5);
    expect((await ask()).outcome).toBe("quiet");
    setCloseNow(102);
    pass(setup, 5);
    expect((await ask()).outcome).toMatch(spoken);
    expect(setup.receipts.at(-1)?.[1]).toMatchObject({
      watch: {
        changes: expect.arrayContaining([{ kind: "move", said: expect.stringContaining("2.51 %") }]),
        against: { mark: { close: 99.5 } },
      },
    });
    setCloseNow(102.1);
    pass(setup, 5);
    expect((await ask()).outcome).toBe("quiet");
  });

  it("speaks after the longest time between two posts, to the minute", async () => {
    const { setup, ask } = await open({ material: { percent: 2, atLeastEverySeconds: 6 * 3_600 } });
    await ask();
    pass(setup, 355);
    expect((await ask()).outcome).toBe("quiet");
    pass(setup, 5);
    expect((await ask()).outcome).toMatch(spoken);
    expect(setup.receipts.at(-1)?.[1]).toMatchObject({ watch: { changes: [{ kind: "time" }] } });
  });

  it("asks the exchange once for a decision and the text that follows it", async () => {
    const { setup, ask } = await open();
    await ask();
    expect(setup.exchange.requestCount).toBe(1);
  });

  it("is answered once though its schedule fires twice for one time, whatever it ended as", async () => {
    const { setup, ask, setCloseNow } = await open();
    await ask();
    expect(await ask()).toMatchObject({ repeated: true });
    pass(setup, 5);
    expect(await ask()).toMatchObject({ outcome: "quiet", repeated: false });
    setCloseNow(200);
    pass(setup, 5);
    const minute = Math.floor(setup.clock() / 60_000) - 5;
    expect(await ask({}, minute)).toMatchObject({ outcome: "quiet", repeated: true });
    expect(setup.posts).toHaveLength(1);
  });

  it("is one container's to decide: of ten at once nobody posts a second text about one move", async () => {
    const { setup, ask, setCloseNow } = await open();
    await ask();
    setCloseNow(110);
    pass(setup, 5);
    const ends = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => ask({}, 5_000 + at)));
    expect(setup.posts).toHaveLength(2);
    const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
    for (const error of failures) expect(error).toMatchObject({ code: "LEDGER_BUSY", retryable: true });
    // They come again, and find that it has been said.
    for (let at = 0; at < 10; at += 1) await ask({}, 5_000 + at);
    expect(setup.posts).toHaveLength(2);
    expect(setup.receipts.filter(([, { outcome }]) => outcome === "quiet")).toHaveLength(9);
  });

  it("speaks of a move later whose post certainly did not arrive", async () => {
    const { setup, ask, setCloseNow } = await open();
    await ask();
    setCloseNow(110);
    pass(setup, 5);
    expect(await thrownBy(ask(unreachable(false)))).toMatchObject({ code: "ASSISTANT_UNAVAILABLE" });
    expect((await ask({}, 7)).outcome).toMatch(spoken);
    expect(setup.posts).toHaveLength(2);
  });

  it("counts a post that may have arrived as its last one, and posts that very text when it comes again", async () => {
    const { setup, ask, setCloseNow } = await open();
    await ask();
    setCloseNow(110);
    pass(setup, 5);
    await thrownBy(ask(unreachable(true)));
    expect((await ask({}, 7)).outcome).toBe("quiet");
    expect((await ask()).outcome).toMatch(spoken);
    expect(setup.posts).toHaveLength(2);
    expect((await ask({}, 8)).outcome).toBe("quiet");
    expect(setup.receipts.at(-1)?.[1]).toMatchObject({ watch: { against: { mark: { close: 110 } } } });
  });

  it("says once that its market can't be described, and once that it can again", async () => {
    const { setup, ask } = await open();
    await ask();
    const gone: Partial<InsightPorts> = {
      fetchCandles: () => Promise.reject(new ServiceError("MARKET_UNUSABLE", "The candles are faulty")),
    };
    pass(setup, 5);
    expect((await ask(gone)).outcome).toBe("refusal");
    pass(setup, 5);
    expect((await ask(gone)).outcome).toBe("quiet");
    pass(setup, 5);
    expect((await ask()).outcome).toMatch(spoken);
  });

  it("knows each channel's last post for itself", async () => {
    const { setup, ask } = await open();
    await ask();
    const other = requestOf({ correlationId: "watch:moves:other", channel: "alerts", watch });
    expect(await createDeliverInsight(setup.startContainer())(other, setup.work())).toMatchObject({
      outcome: expect.stringMatching(spoken),
    });
  });
});

describe("a watch in its quiet hours", () => {
  it.each([null, { percent: 2 }])("says nothing and fetches nothing, with the bounds %j", async (material) => {
    const { setup, ask } = await open({
      material,
      quietHours: { from: 13 * 60, to: 14 * 60 },
      timeZone: "Europe/Berlin",
    });
    expect(await ask()).toMatchObject({ outcome: "quiet" });
    expect(setup.exchange.requestCount).toBe(0);
    expect(setup.receipts[0]?.[1]).toMatchObject({
      outcome: "quiet",
      reason: { code: "QUIET_HOURS", message: expect.stringContaining("Europe/Berlin") },
      watch: { name: "moves", against: null },
    });
    pass(setup, 60);
    expect(await ask()).toMatchObject({ outcome: expect.stringMatching(spoken) });
  });
});

const failToKeep = (): Promise<never> =>
  Promise.reject(new ServiceError("LEDGER_UNAVAILABLE", "It is down", { retryable: true }));

describe("a silence that the ledger did not keep", () => {
  it("is decided again, so that no request ends without a trace", async () => {
    const { setup, ask } = await open({ quietHours: { from: 12 * 60, to: 13 * 60 } });
    const { ledger } = setup.startContainer();
    let fails = true;
    const failing: typeof ledger = {
      ...ledger,
      async claim(...call) {
        const claim = await ledger.claim(...call);
        if (claim.state !== "claimed" || !fails) return claim;
        return { ...claim, lease: { ...claim.lease, complete: failToKeep } };
      },
    };
    expect(await thrownBy(ask({ ledger: failing }))).toMatchObject({ code: "LEDGER_UNAVAILABLE", retryable: true });
    expect(setup.receipts).toEqual([]);
    fails = false;
    expect(await ask({ ledger: failing })).toMatchObject({ outcome: "quiet", repeated: false });
    expect(setup.receipts).toHaveLength(1);
  });
});
