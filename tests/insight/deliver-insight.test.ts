import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import type { Lease, Ledger } from "../../src/platform/aws/ledger.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { asOf, type InsightWorld, openInsightWorld, requestOf } from "./insight-world.ts";
import { modelsFailed, scriptModel, soundText } from "./scripted-model.ts";

/** As the reader gets it. */
const postedText = `${soundText}\nAs of 2023-11-15 12:00 UTC. Synthetic market.`;

const deliveryId = "delivery#abc-123#BTC-USD#trend_analysis#general";
const idempotencyKey = createHash("sha256").update(deliveryId).digest("hex");

function eventsOf(world: InsightWorld): readonly unknown[] {
  return world.telemetry.logLines().map(({ event }) => event);
}

/** A ledger whose lease of the delivery is another. */
function watchDelivery(world: InsightWorld, replace: (lease: Lease) => Lease): Ledger {
  return {
    ...world.ledger,
    async claim(id, options) {
      const claim = await world.ledger.claim(id, options);
      return id === deliveryId && claim.state === "claimed" ? { ...claim, lease: replace(claim.lease) } : claim;
    },
  };
}

describe("a request", () => {
  it("becomes one post, of the model's text, with the key of the request", async () => {
    const world = await openInsightWorld();
    const deliver = createDeliverInsight(world.startContainer());
    expect(await deliver(requestOf(), world.work())).toEqual({
      outcome: "insight",
      text: postedText,
      status: 200,
      repeated: false,
    });
    expect(world.posts).toEqual([
      { message: postedText, channel: "general", correlationId: "abc-123", idempotencyKey },
    ]);
  });

  it("is written down: what was made, what was posted and how long it took", async () => {
    const world = await openInsightWorld();
    const model = scriptModel(() => {
      world.turnClock(800);
      return soundText;
    });
    const { notify } = world.startContainer();
    const slowNotify: typeof notify = async (...given) => {
      world.turnClock(120);
      return { ...(await notify(...given)), status: 204 };
    };
    await createDeliverInsight(world.startContainer({ model, notify: slowNotify }))(requestOf(), world.work());
    expect(world.receipts).toEqual([
      [
        "insights/BTC-USD/2023-11-15/abc-123.trend_analysis.general.json",
        expect.objectContaining({
          correlation_id: "abc-123",
          message_id: "message-1",
          received_at: "2023-11-15T12:00:17.000Z",
          outcome: "insight",
          coalesced: false,
          insight: postedText,
          market: expect.objectContaining({ count: 288, as_of: asOf }),
          provider: "bedrock",
          delivered: {
            status: 204,
            channel: "general",
            at: "2023-11-15T12:00:17.920Z",
            idempotency_key: idempotencyKey,
          },
          timings_ms: { candles: 0, features: 0, prompt: 0, model: 800, delivery: 120, total: 920 },
        }),
      ],
    ]);
  });

  it("is counted by its outcome, with its duration", async () => {
    const world = await openInsightWorld();
    await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    expect(world.telemetry.recorded).toEqual([
      ["CandleAge", 0, {}],
      ["PlainInsights", 0, { provider: "bedrock" }],
      ["Insights", 1, { outcome: "insight" }],
      ["RequestDuration", 0, {}],
    ]);
    expect(eventsOf(world).slice(-2)).toEqual(["insight_posted", "receipt_written"]);
  });

  it("is recorded and its receipt written side by side", async () => {
    const world = await openInsightWorld();
    const written = Promise.withResolvers<void>();
    const ledger = watchDelivery(world, (lease) => ({
      ...lease,
      complete: async (...done) => await written.promise.then(() => lease.complete(...done)),
    }));
    const deliver = createDeliverInsight(world.startContainer({ ledger, writeReceipt: async () => written.resolve() }));
    expect((await deliver(requestOf(), world.work())).outcome).toBe("insight");
  });

  it("has its post prepared while its text is made; a preparation that fails changes nothing", async () => {
    const world = await openInsightWorld();
    const prepared = Promise.withResolvers<void>();
    const slow = scriptModel();
    const deliver = createDeliverInsight(
      world.startContainer({
        model: { generate: async (...given) => await prepared.promise.then(() => slow.generate(...given)) },
        prepareToNotify: async () => {
          prepared.resolve();
          throw new ServiceError("TOKEN_UNAVAILABLE", "The token server gave no answer", { retryable: true });
        },
      }),
    );
    expect((await deliver(requestOf(), world.work())).outcome).toBe("insight");
    expect(world.posts).toHaveLength(1);
  });

  it("that fails leaves no preparation behind", async () => {
    const world = await openInsightWorld({ exchangeFault: () => ({ kind: "status", status: 400, body: {} }) });
    const prepared = Promise.withResolvers<void>();
    const ended: string[] = [];
    const ledger = watchDelivery(world, (lease) => ({
      ...lease,
      async release(signal) {
        const released = await lease.release(signal);
        setImmediate(() => prepared.resolve());
        return released;
      },
    }));
    const deliver = createDeliverInsight(world.startContainer({ ledger, prepareToNotify: () => prepared.promise }));
    void prepared.promise.then(() => ended.push("preparation"));
    const failing = thrownBy(deliver(requestOf(), world.work())).finally(() => ended.push("request"));
    expect((await failing).code).toBe("CANDLES_REJECTED");
    expect(ended).toEqual(["preparation", "request"]);
  });

  it("about an unknown product is answered by one sentence", async () => {
    const world = await openInsightWorld();
    const deliver = createDeliverInsight(world.startContainer());
    const delivery = await deliver(requestOf({ productId: "NOPE-USD" }), world.work());
    const message =
      "There is no insight about NOPE-USD: Coinbase lists no product of that name.\nAs of 2023-11-15 12:00 UTC.";
    expect(delivery).toEqual({ outcome: "refusal", text: message, status: 200, repeated: false });
    expect(world.posts.map((post) => post.message)).toEqual([message]);
    expect(world.receipts[0]?.[1]).toMatchObject({ outcome: "refusal", reason: { code: "PRODUCT_UNKNOWN" } });
    expect(world.model.prompts).toEqual([]);
  });

  it("is answered by the plain insight where no model answers", async () => {
    const world = await openInsightWorld({ model: scriptModel(modelsFailed()) });
    const delivery = await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    expect(delivery.outcome).toBe("plain");
    expect(world.posts.map(({ message }) => message)).toEqual([delivery.text]);
    expect(delivery.text).toContain("Automated summary of BTC-USD");
    expect(world.telemetry.recorded).toContainEqual(["Insights", 1, { outcome: "plain" }]);
  });

  it("goes to its own channel, and the same one for another channel is another delivery of the same text", async () => {
    const world = await openInsightWorld();
    const deliver = createDeliverInsight(world.startContainer());
    await deliver(requestOf(), world.work());
    await deliver(requestOf({ channel: "alerts" }), world.work());
    expect(world.posts.map(({ channel, message }) => [channel, message])).toEqual([
      ["general", postedText],
      ["alerts", postedText],
    ]);
    expect(new Set(world.posts.map((post) => post.idempotencyKey)).size).toBe(2);
    expect(world.model.prompts).toHaveLength(1);
    expect(world.telemetry.recorded).toContainEqual(["CoalescedRequests", 1, {}]);
    expect(world.receipts.map(([, { coalesced }]) => coalesced)).toEqual([false, true]);
  });

  it.each([
    { totalMs: 60_000, modelMs: 48_000 },
    { totalMs: 30_000, modelMs: 20_000 },
    { totalMs: 9_000, modelMs: 6_000 },
  ])("of $totalMs ms keeps time back to deliver: the model gets $modelMs", async ({ totalMs, modelMs }) => {
    const world = await openInsightWorld();
    await createDeliverInsight(world.startContainer())(requestOf(), world.work(totalMs));
    expect(world.model.bounds.map((bounds) => bounds.remainingMs())).toEqual([modelMs]);
  });
});

describe("a receipt that can't be written", () => {
  it("is logged and counted, and the request is delivered all the same", async () => {
    const world = await openInsightWorld();
    const deliver = createDeliverInsight(
      world.startContainer({ writeReceipt: () => Promise.reject(new Error("AccessDenied")) }),
    );
    expect((await deliver(requestOf(), world.work())).outcome).toBe("insight");
    expect(world.posts).toHaveLength(1);
    expect(world.telemetry.recorded).toContainEqual(["ReceiptsNotWritten", 1, {}]);
    expect(world.telemetry.logLines().at(-1)).toMatchObject({
      event: "receipt_not_written",
      level: "error",
      key: "insights/BTC-USD/2023-11-15/abc-123.trend_analysis.general.json",
      error: { message: "AccessDenied" },
    });
    expect((await deliver(requestOf(), world.work())).repeated).toBe(true);
  });
});

describe("a request that fails", () => {
  it.each([true, false])(
    "fails with the post's own error (retryable: %s), and its lease is given back",
    async (retryable) => {
      const world = await openInsightWorld();
      const failure = new ServiceError("ASSISTANT_REJECTED", "The Assistant API answered 422", { retryable });
      const notify = () => Promise.reject(failure);
      const failing = createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
      expect(await thrownBy(failing)).toBe(failure);
      expect(world.receipts).toEqual([]);
      expect((await world.ledger.claim(deliveryId, { leaseMs: 1 })).state).toBe("claimed");
    },
  );

  it("for want of a ledger does nothing else", async () => {
    const world = await openInsightWorld({
      dynamodbFault: ({ body }) => (body.includes("delivery#") ? { kind: "status", status: 400 } : undefined),
    });
    const error = await thrownBy(createDeliverInsight(world.startContainer())(requestOf(), world.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_UNAVAILABLE", true]);
    expect([world.posts, world.model.prompts, world.exchange.requestCount]).toEqual([[], [], 0]);
  });

  it("tells its own failure where the lease can't be given back either", async () => {
    const world = await openInsightWorld({
      dynamodbFault: ({ body }) => (body.includes(":released") ? { kind: "drop" } : undefined),
    });
    const failure = new ServiceError("ASSISTANT_UNAVAILABLE", "The Assistant API answered 503", { retryable: true });
    const notify = () => Promise.reject(failure);
    const failing = createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    expect(await thrownBy(failing)).toBe(failure);
    expect(eventsOf(world)).toContain("lease_not_released");
  });
});
