import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import { deliveryIdOf } from "../../src/insight/insight-request.ts";
import { writeDeliveryNote } from "../../src/insight/delivery-note.ts";
import type { Notify } from "../../src/insight/ports.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { asOf, type InsightWorld, openInsightWorld, requestOf } from "./insight-world.ts";
import { scriptModel, soundText } from "./scripted-model.ts";
import { createTurnedClock } from "../support/turned-clock.ts";
import { createDeadline } from "../../src/platform/deadline.ts";

const secondText = "BTC-USD closed within the Bollinger Bands.";

/** A text as the reader gets it, of the world's time once it was turned by whole minutes. */
function posted(text: string, minutes = 0): string {
  const asOfText = new Date((asOf + minutes * 60) * 1_000).toISOString().slice(0, 16).replace("T", " ");
  return `${text}\nAs of ${asOfText} UTC. Synthetic market.`;
}

/** A reader who fails at first, and how often it was tried. */
function failingFirst(world: InsightWorld, times: number, mayHaveArrived = false) {
  const tried: Parameters<Notify>[0][] = [];
  const { notify: post } = world.startContainer();
  const notify: Notify = async (notification, ...bounds) => {
    if (tried.push(notification) > times) return await post(notification, ...bounds);
    const details = { mayHaveArrived };
    throw new ServiceError("ASSISTANT_UNAVAILABLE", "The Assistant API can't be reached", { retryable: true, details });
  };
  return { tried, notify };
}

/** The `asOf` of each receipt. */
function receivedAsOf(world: InsightWorld): readonly unknown[] {
  return world.receipts.map(([, { market }]) =>
    typeof market === "object" && market !== null && "as_of" in market ? market.as_of : undefined,
  );
}

describe("a request that comes again", () => {
  it("is not posted again, and is told what was posted", async () => {
    const world = await openInsightWorld({ model: scriptModel(soundText, secondText) });
    const first = await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    world.turnClock(600_000);
    const again = requestOf({ message: { id: "message-2", receiveCount: 2, sentAtMs: null } });
    const second = await createDeliverInsight(world.startContainer())(again, world.work());
    expect(second).toEqual({ ...first, repeated: true });
    expect(world.posts).toHaveLength(1);
    expect(world.receipts).toHaveLength(1);
    expect(world.model.prompts).toHaveLength(1);
    expect(world.telemetry.recorded.filter(([name]) => name === "Insights")).toHaveLength(1);
    expect(world.telemetry.logLines().at(-1)).toMatchObject({ event: "request_already_delivered" });
  });

  it("is known again for 30 days, longer than a dead letter can wait", async () => {
    const world = await openInsightWorld();
    const deliver = createDeliverInsight(world.startContainer());
    await deliver(requestOf(), world.work());
    world.turnClock(30 * 86_400_000 - 1_000);
    expect((await deliver(requestOf(), world.work())).repeated).toBe(true);
    world.turnClock(2_000);
    expect((await deliver(requestOf(), world.work())).repeated).toBe(false);
  });

  it("while another container is at it is left to a redelivery", async () => {
    const world = await openInsightWorld();
    const posting = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const { notify: post } = world.startContainer();
    const notify: Notify = async (...given) => {
      posting.resolve();
      await gate.promise;
      return await post(...given);
    };
    const first = createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    await posting.promise;
    const elsewhere = createDeliverInsight(world.startContainer());
    const error = await thrownBy(elsewhere(requestOf(), world.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_BUSY", true]);
    expect(error.message).toBe("Another container is at this request");
    gate.resolve();
    expect((await first).repeated).toBe(false);
    expect((await elsewhere(requestOf(), world.work())).repeated).toBe(true);
    expect(world.posts).toHaveLength(1);
  });
});

describe("a first attempt", () => {
  it("chooses its candles as it claims the request: no moment between the two", async () => {
    const writes: string[] = [];
    const world = await openInsightWorld({
      dynamodbFault: ({ body }) => void (body.includes("UpdateExpression") && writes.push(body)),
    });
    await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    expect(writes[0]).toContain(String.raw`{\"as_of\":${asOf},\"receipt_day\":\"2023-11-15\"}`);
    expect(writes, "two claims, two results, the mark of the post").toHaveLength(5);
  });
});

describe("after an attempt whose post failed", () => {
  it("the next one posts the text of the same candles, although time went on, and asks no model again", async () => {
    const world = await openInsightWorld({ model: scriptModel(soundText, secondText) });
    const { tried, notify } = failingFirst(world, 1);
    const first = createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    expect((await thrownBy(first)).code).toBe("ASSISTANT_UNAVAILABLE");
    world.turnClock(300_000);
    const second = await createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    expect(second).toEqual({ outcome: "insight", text: posted(soundText), status: 200, repeated: false });
    expect(world.model.prompts).toHaveLength(1);
    expect(world.exchange.requestCount).toBe(1);
    expect(receivedAsOf(world)).toEqual([asOf]);
    expect(tried.map(({ message }) => message)).toEqual([posted(soundText), posted(soundText)]);
  });

  it("every attempt brings the same idempotency key", async () => {
    const world = await openInsightWorld();
    const { tried, notify } = failingFirst(world, 2);
    const attempt = () => createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    await thrownBy(attempt());
    world.turnClock(300_000);
    await thrownBy(attempt());
    world.turnClock(300_000);
    await attempt();
    expect(tried).toHaveLength(3);
    expect(new Set(tried.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it.each([
    { minutes: 29, text: posted(soundText), calls: 1, usedAsOf: asOf },
    { minutes: 30, text: posted(secondText, 30), calls: 2, usedAsOf: asOf + 30 * 60 },
  ])("$minutes minutes later it is the candles of $usedAsOf", async ({ minutes, text, calls, usedAsOf }) => {
    const world = await openInsightWorld({ model: scriptModel(soundText, secondText) });
    const { notify } = failingFirst(world, 1);
    await thrownBy(createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work()));
    world.turnClock(minutes * 60_000);
    const delivery = await createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    expect(delivery.text).toBe(text);
    expect(world.model.prompts).toHaveLength(calls);
    expect(receivedAsOf(world)).toEqual([usedAsOf]);
  });

  it("the receipt stays under the day of the first attempt", async () => {
    const world = await openInsightWorld();
    const { notify } = failingFirst(world, 1);
    await thrownBy(createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work()));
    world.turnClock(26 * 3_600_000);
    const days: string[] = [];
    const work = { ...world.work(), onClaimed: (day: string) => void days.push(day) };
    await createDeliverInsight(world.startContainer({ notify }))(requestOf(), work);
    expect(days).toEqual(["2023-11-15"]);
    expect(world.receipts.map(([key]) => key)).toEqual([
      "insights/BTC-USD/2023-11-15/abc-123.trend_analysis.general.json",
    ]);
  });

  it("candles that were chosen anew stay chosen for the attempts after that", async () => {
    const world = await openInsightWorld({ model: scriptModel(soundText, secondText) });
    const { notify } = failingFirst(world, 2);
    await thrownBy(createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work()));
    world.turnClock(35 * 60_000);
    await thrownBy(createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work()));
    world.turnClock(10 * 60_000);
    await createDeliverInsight(world.startContainer({ notify }))(requestOf(), world.work());
    expect(receivedAsOf(world)).toEqual([asOf + 35 * 60]);
    expect(world.model.prompts).toHaveLength(2);
  });
});

describe("after a crash", () => {
  it("before the post, another container posts the text that was written, once the lease has run out", async () => {
    const world = await openInsightWorld({ model: scriptModel(soundText, secondText) });
    const posting = Promise.withResolvers<void>();
    const crashing: Notify = () => {
      posting.resolve();
      return new Promise(() => undefined);
    };
    void createDeliverInsight(world.startContainer({ notify: crashing }))(requestOf(), world.work());
    await posting.promise;
    const deliver = createDeliverInsight(world.startContainer());
    world.turnClock(60_999);
    expect((await thrownBy(deliver(requestOf(), world.work()))).code).toBe("LEDGER_BUSY");
    world.turnClock(1);
    expect((await deliver(requestOf(), world.work())).text).toBe(posted(soundText));
    expect(world.posts.map(({ message }) => message)).toEqual([posted(soundText)]);
    expect(world.model.prompts).toHaveLength(1);
  });

  it("before the text, another container writes it about the candles of its own time", async () => {
    const world = await openInsightWorld();
    await world.ledger.claim(deliveryIdOf(requestOf()), { leaseMs: 1_000, note: writeDeliveryNote({ asOf }) });
    world.turnClock(300_000);
    await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    expect(receivedAsOf(world)).toEqual([asOf + 300]);
    expect(world.posts).toHaveLength(1);
  });

  it("that left an unreadable choice, the present candles are chosen", async () => {
    const world = await openInsightWorld();
    await world.ledger.claim(deliveryIdOf(requestOf()), { leaseMs: 0, note: "yesterday" });
    await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    expect(receivedAsOf(world)).toEqual([asOf]);
  });
});

describe("once posted", () => {
  it("a request has succeeded, although the ledger can't say so", async () => {
    const world = await openInsightWorld({
      dynamodbFault: ({ body }) =>
        body.includes("COMPLETED") && body.includes('"delivery#') ? { kind: "status", status: 400 } : undefined,
    });
    const delivery = await createDeliverInsight(world.startContainer())(requestOf(), world.work());
    expect(delivery).toMatchObject({ outcome: "insight", repeated: false });
    expect(world.posts).toHaveLength(1);
    expect(world.receipts).toHaveLength(1);
    expect(world.telemetry.logLines()).toContainEqual(
      expect.objectContaining({
        event: "delivery_not_recorded",
        level: "error",
        error: expect.objectContaining({ code: "LEDGER_UNAVAILABLE" }),
      }),
    );
    const elsewhere = createDeliverInsight(world.startContainer());
    expect((await thrownBy(elsewhere(requestOf(), world.work()))).code, "its lease was not given back").toBe(
      "LEDGER_BUSY",
    );
  });

  it("a request that somebody else has taken over is told so, with the same key at the reader", async () => {
    const world = await openInsightWorld();
    const overtaker = createDeliverInsight(world.startContainer());
    const { notify: post } = world.startContainer();
    const slow: Notify = async (...given) => {
      world.turnClock(61_000);
      await overtaker(requestOf(), world.work());
      return await post(...given);
    };
    const deliver = createDeliverInsight(world.startContainer({ notify: slow }));
    // It does not know how long it was held up: else it would have ended with its time.
    const deadline = createDeadline(60_000, createTurnedClock(0));
    const delivery = await deliver(requestOf(), { ...world.work(), deadline });
    expect(delivery.repeated).toBe(false);
    expect(world.telemetry.logLines()).toContainEqual(expect.objectContaining({ event: "delivery_taken_over" }));
    expect(world.posts.map(({ message }) => message)).toEqual([posted(soundText), posted(soundText)]);
    expect(new Set(world.posts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });
});
