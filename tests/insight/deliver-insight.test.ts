import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import type { Lease, Ledger } from "../../src/platform/aws/ledger.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { asOf, type InsightSetup, openInsightSetup, requestOf } from "./insight-setup.ts";
import { modelsFailed, scriptModel, soundText } from "./scripted-model.ts";

/** As the reader gets it. */
const postedText = `${soundText}\nAs of 2023-11-15 12:00 UTC. Synthetic market.`;

const deliveryId = "delivery#abc-123#BTC-USD#trend_analysis#general";
const idempotencyKey = createHash("sha256").update(deliveryId).digest("hex");

function eventsOf(setup: InsightSetup): readonly unknown[] {
  return setup.telemetry.logLines().map(({ event }) => event);
}

/** A ledger whose lease of the delivery is another. */
function watchDelivery(setup: InsightSetup, replace: (lease: Lease) => Lease): Ledger {
  return {
    ...setup.ledger,
    async claim(id, options) {
      const claim = await setup.ledger.claim(id, options);
      return id === deliveryId && claim.state === "claimed" ? { ...claim, lease: replace(claim.lease) } : claim;
    },
  };
}

describe("a request", () => {
  it("becomes one post, of the model's text, with the key of the request", async () => {
    const setup = await openInsightSetup();
    const deliver = createDeliverInsight(setup.startContainer());
    expect(await deliver(requestOf(), setup.work())).toEqual({
      outcome: "insight",
      text: postedText,
      status: 200,
      repeated: false,
    });
    expect(setup.posts).toEqual([
      { message: postedText, channel: "general", correlationId: "abc-123", idempotencyKey },
    ]);
  });

  it("is written down: what was made, what was posted and how long it took", async () => {
    const setup = await openInsightSetup();
    const model = scriptModel(() => {
      setup.turnClock(800);
      return soundText;
    });
    const { notify } = setup.startContainer();
    const slowNotify: typeof notify = async (...given) => {
      setup.turnClock(120);
      return { ...(await notify(...given)), status: 204 };
    };
    await createDeliverInsight(setup.startContainer({ model, notify: slowNotify }))(requestOf(), setup.work());
    expect(setup.receipts).toEqual([
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
    const setup = await openInsightSetup();
    await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    expect(setup.telemetry.recorded).toEqual([
      ["CandleAge", 0, {}],
      ["PlainInsights", 0, { provider: "bedrock" }],
      ["Insights", 1, { outcome: "insight" }],
      ["RequestDuration", 0, {}],
    ]);
    expect(eventsOf(setup).slice(-2)).toEqual(["insight_posted", "receipt_written"]);
  });

  it("is recorded and its receipt written side by side", async () => {
    const setup = await openInsightSetup();
    const written = Promise.withResolvers<void>();
    const ledger = watchDelivery(setup, (lease) => ({
      ...lease,
      complete: async (...done) => await written.promise.then(() => lease.complete(...done)),
    }));
    const deliver = createDeliverInsight(setup.startContainer({ ledger, writeReceipt: async () => written.resolve() }));
    expect((await deliver(requestOf(), setup.work())).outcome).toBe("insight");
  });

  it("has its post prepared while its text is made; a preparation that fails changes nothing", async () => {
    const setup = await openInsightSetup();
    const prepared = Promise.withResolvers<void>();
    const slow = scriptModel();
    const deliver = createDeliverInsight(
      setup.startContainer({
        model: { generate: async (...given) => await prepared.promise.then(() => slow.generate(...given)) },
        prepareToNotify: async () => {
          prepared.resolve();
          throw new ServiceError("TOKEN_UNAVAILABLE", "The token server gave no answer", { retryable: true });
        },
      }),
    );
    expect((await deliver(requestOf(), setup.work())).outcome).toBe("insight");
    expect(setup.posts).toHaveLength(1);
  });

  it("that fails leaves no preparation behind", async () => {
    const setup = await openInsightSetup({ exchangeFault: () => ({ kind: "status", status: 400, body: {} }) });
    const prepared = Promise.withResolvers<void>();
    const ended: string[] = [];
    const ledger = watchDelivery(setup, (lease) => ({
      ...lease,
      async release(signal) {
        const released = await lease.release(signal);
        setImmediate(() => prepared.resolve());
        return released;
      },
    }));
    const deliver = createDeliverInsight(setup.startContainer({ ledger, prepareToNotify: () => prepared.promise }));
    void prepared.promise.then(() => ended.push("preparation"));
    const failing = thrownBy(deliver(requestOf(), setup.work())).finally(() => ended.push("request"));
    expect((await failing).code).toBe("CANDLES_REJECTED");
    expect(ended).toEqual(["preparation", "request"]);
  });

  it("about an unknown product is answered by one sentence", async () => {
    const setup = await openInsightSetup();
    const deliver = createDeliverInsight(setup.startContainer());
    const delivery = await deliver(requestOf({ productId: "NOPE-USD" }), setup.work());
    const message =
      "There is no insight about NOPE-USD: Coinbase lists no product of that name.\nAs of 2023-11-15 12:00 UTC.";
    expect(delivery).toEqual({ outcome: "refusal", text: message, status: 200, repeated: false });
    expect(setup.posts.map((post) => post.message)).toEqual([message]);
    expect(setup.receipts[0]?.[1]).toMatchObject({ outcome: "refusal", reason: { code: "PRODUCT_UNKNOWN" } });
    expect(setup.model.prompts).toEqual([]);
  });

  it("is answered by the plain insight where no model answers", async () => {
    const setup = await openInsightSetup({ model: scriptModel(modelsFailed()) });
    const delivery = await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    expect(delivery.outcome).toBe("plain");
    expect(setup.posts.map(({ message }) => message)).toEqual([delivery.text]);
    expect(delivery.text).toContain("Automated summary of BTC-USD");
    expect(setup.telemetry.recorded).toContainEqual(["Insights", 1, { outcome: "plain" }]);
  });

  it("goes to its own channel, and the same one for another channel is another delivery of the same text", async () => {
    const setup = await openInsightSetup();
    const deliver = createDeliverInsight(setup.startContainer());
    await deliver(requestOf(), setup.work());
    await deliver(requestOf({ channel: "alerts" }), setup.work());
    expect(setup.posts.map(({ channel, message }) => [channel, message])).toEqual([
      ["general", postedText],
      ["alerts", postedText],
    ]);
    expect(new Set(setup.posts.map((post) => post.idempotencyKey)).size).toBe(2);
    expect(setup.model.prompts).toHaveLength(1);
    expect(setup.telemetry.recorded).toContainEqual(["CoalescedRequests", 1, {}]);
    expect(setup.receipts.map(([, { coalesced }]) => coalesced)).toEqual([false, true]);
  });

  it.each([
    { totalMs: 60_000, modelMs: 48_000 },
    { totalMs: 30_000, modelMs: 20_000 },
    { totalMs: 9_000, modelMs: 6_000 },
  ])("of $totalMs ms keeps time back to deliver: the model gets $modelMs", async ({ totalMs, modelMs }) => {
    const setup = await openInsightSetup();
    await createDeliverInsight(setup.startContainer())(requestOf(), setup.work(totalMs));
    expect(setup.model.bounds.map((bounds) => bounds.remainingMs())).toEqual([modelMs]);
  });
});

describe("a receipt that can't be written", () => {
  it("is logged and counted, and the request is delivered all the same", async () => {
    const setup = await openInsightSetup();
    const deliver = createDeliverInsight(
      setup.startContainer({ writeReceipt: () => Promise.reject(new Error("AccessDenied")) }),
    );
    expect((await deliver(requestOf(), setup.work())).outcome).toBe("insight");
    expect(setup.posts).toHaveLength(1);
    expect(setup.telemetry.recorded).toContainEqual(["ReceiptsNotWritten", 1, {}]);
    expect(setup.telemetry.logLines().at(-1)).toMatchObject({
      event: "receipt_not_written",
      level: "error",
      key: "insights/BTC-USD/2023-11-15/abc-123.trend_analysis.general.json",
      error: { message: "AccessDenied" },
    });
    expect((await deliver(requestOf(), setup.work())).repeated).toBe(true);
  });
});

describe("a request that fails", () => {
  it.each([true, false])(
    "fails with the post's own error (retryable: %s), and its lease is given back",
    async (retryable) => {
      const setup = await openInsightSetup();
      const failure = new ServiceError("ASSISTANT_REJECTED", "The Assistant API answered 422", { retryable });
      const notify = () => Promise.reject(failure);
      const failing = createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
      expect(await thrownBy(failing)).toBe(failure);
      expect(setup.receipts).toEqual([]);
      expect((await setup.ledger.claim(deliveryId, { leaseMs: 1 })).state).toBe("claimed");
    },
  );

  it("for want of a ledger does nothing else", async () => {
    const setup = await openInsightSetup({
      dynamodbFault: ({ body }) => (body.includes("delivery#") ? { kind: "status", status: 400 } : undefined),
    });
    const error = await thrownBy(createDeliverInsight(setup.startContainer())(requestOf(), setup.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_UNAVAILABLE", true]);
    expect([setup.posts, setup.model.prompts, setup.exchange.requestCount]).toEqual([[], [], 0]);
  });

  it("tells its own failure where the lease can't be given back either", async () => {
    const setup = await openInsightSetup({
      dynamodbFault: ({ body }) => (body.includes(":released") ? { kind: "drop" } : undefined),
    });
    const failure = new ServiceError("ASSISTANT_UNAVAILABLE", "The Assistant API answered 503", { retryable: true });
    const notify = () => Promise.reject(failure);
    const failing = createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    expect(await thrownBy(failing)).toBe(failure);
    expect(eventsOf(setup)).toContain("lease_not_released");
  });
});
