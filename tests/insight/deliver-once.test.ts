import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import { deliveryIdOf } from "../../src/insight/insight-request.ts";
import { writeDeliveryNote } from "../../src/insight/delivery-note.ts";
import type { Notify } from "../../src/insight/ports.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { asOf, type InsightSetup, openInsightSetup, requestOf } from "./insight-setup.ts";
import { scriptModel, soundText } from "./scripted-model.ts";
import { createTurnedClock } from "../support/turned-clock.ts";
import { createDeadline } from "../../src/platform/deadline.ts";

const secondText = "BTC-USD closed within the Bollinger Bands.";

/** A text as the reader gets it, of the simulated time once it was turned by whole minutes. */
function posted(text: string, minutes = 0): string {
  const asOfText = new Date((asOf + minutes * 60) * 1_000).toISOString().slice(0, 16).replace("T", " ");
  return `${text}\nAs of ${asOfText} UTC. Synthetic market.`;
}

/** A reader who fails at first, and how often it was tried. */
function failingFirst(setup: InsightSetup, times: number, mayHaveArrived = false) {
  const tried: Parameters<Notify>[0][] = [];
  const { notify: post } = setup.startContainer();
  const notify: Notify = async (notification, ...bounds) => {
    if (tried.push(notification) > times) return await post(notification, ...bounds);
    const details = { mayHaveArrived };
    throw new ServiceError("ASSISTANT_UNAVAILABLE", "The Assistant API can't be reached", { retryable: true, details });
  };
  return { tried, notify };
}

/** The `asOf` of each receipt. */
function receivedAsOf(setup: InsightSetup): readonly unknown[] {
  return setup.receipts.map(([, { market }]) =>
    typeof market === "object" && market !== null && "as_of" in market ? market.as_of : undefined,
  );
}

describe("a request that comes again", () => {
  it("is not posted again, and is told what was posted", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const first = await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    setup.turnClock(600_000);
    const again = requestOf({ message: { id: "message-2", receiveCount: 2, sentAtMs: null } });
    const second = await createDeliverInsight(setup.startContainer())(again, setup.work());
    expect(second).toEqual({ ...first, repeated: true });
    expect(setup.posts).toHaveLength(1);
    expect(setup.receipts).toHaveLength(1);
    expect(setup.model.prompts).toHaveLength(1);
    expect(setup.telemetry.recorded.filter(([name]) => name === "Insights")).toHaveLength(1);
    expect(setup.telemetry.logLines().at(-1)).toMatchObject({ event: "request_already_delivered" });
  });

  it("is known again for 30 days, longer than a dead letter can wait", async () => {
    const setup = await openInsightSetup();
    const deliver = createDeliverInsight(setup.startContainer());
    await deliver(requestOf(), setup.work());
    setup.turnClock(30 * 86_400_000 - 1_000);
    expect((await deliver(requestOf(), setup.work())).repeated).toBe(true);
    setup.turnClock(2_000);
    expect((await deliver(requestOf(), setup.work())).repeated).toBe(false);
  });

  it("while another container is at it is left to a redelivery", async () => {
    const setup = await openInsightSetup();
    const posting = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const { notify: post } = setup.startContainer();
    const notify: Notify = async (...given) => {
      posting.resolve();
      await gate.promise;
      return await post(...given);
    };
    const first = createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    await posting.promise;
    const elsewhere = createDeliverInsight(setup.startContainer());
    const error = await thrownBy(elsewhere(requestOf(), setup.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_BUSY", true]);
    expect(error.message).toBe("Another container is at this request");
    gate.resolve();
    expect((await first).repeated).toBe(false);
    expect((await elsewhere(requestOf(), setup.work())).repeated).toBe(true);
    expect(setup.posts).toHaveLength(1);
  });
});

describe("a first attempt", () => {
  it("chooses its candles as it claims the request: no moment between the two", async () => {
    const writes: string[] = [];
    const setup = await openInsightSetup({
      dynamodbFault: ({ body }) => void (body.includes("UpdateExpression") && writes.push(body)),
    });
    await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    expect(writes[0]).toContain(String.raw`{\"as_of\":${asOf},\"receipt_day\":\"2023-11-15\"}`);
    expect(writes, "two claims, two results, the mark of the post").toHaveLength(5);
  });
});

describe("after an attempt whose post failed", () => {
  it("the next one posts the text of the same candles, although time went on, and asks no model again", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const { tried, notify } = failingFirst(setup, 1);
    const first = createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    expect((await thrownBy(first)).code).toBe("ASSISTANT_UNAVAILABLE");
    setup.turnClock(300_000);
    const second = await createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    expect(second).toEqual({ outcome: "insight", text: posted(soundText), status: 200, repeated: false });
    expect(setup.model.prompts).toHaveLength(1);
    expect(setup.exchange.requestCount).toBe(1);
    expect(receivedAsOf(setup)).toEqual([asOf]);
    expect(tried.map(({ message }) => message)).toEqual([posted(soundText), posted(soundText)]);
  });

  it("every attempt brings the same idempotency key", async () => {
    const setup = await openInsightSetup();
    const { tried, notify } = failingFirst(setup, 2);
    const attempt = () => createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    await thrownBy(attempt());
    setup.turnClock(300_000);
    await thrownBy(attempt());
    setup.turnClock(300_000);
    await attempt();
    expect(tried).toHaveLength(3);
    expect(new Set(tried.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it.each([
    { minutes: 29, text: posted(soundText), calls: 1, usedAsOf: asOf },
    { minutes: 30, text: posted(secondText, 30), calls: 2, usedAsOf: asOf + 30 * 60 },
  ])("$minutes minutes later it is the candles of $usedAsOf", async ({ minutes, text, calls, usedAsOf }) => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const { notify } = failingFirst(setup, 1);
    await thrownBy(createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work()));
    setup.turnClock(minutes * 60_000);
    const delivery = await createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    expect(delivery.text).toBe(text);
    expect(setup.model.prompts).toHaveLength(calls);
    expect(receivedAsOf(setup)).toEqual([usedAsOf]);
  });

  it("the receipt stays under the day of the first attempt", async () => {
    const setup = await openInsightSetup();
    const { notify } = failingFirst(setup, 1);
    await thrownBy(createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work()));
    setup.turnClock(26 * 3_600_000);
    const days: string[] = [];
    const work = { ...setup.work(), onClaimed: (day: string) => void days.push(day) };
    await createDeliverInsight(setup.startContainer({ notify }))(requestOf(), work);
    expect(days).toEqual(["2023-11-15"]);
    expect(setup.receipts.map(([key]) => key)).toEqual([
      "insights/BTC-USD/2023-11-15/abc-123.trend_analysis.general.json",
    ]);
  });

  it("candles that were chosen anew stay chosen for the attempts after that", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const { notify } = failingFirst(setup, 2);
    await thrownBy(createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work()));
    setup.turnClock(35 * 60_000);
    await thrownBy(createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work()));
    setup.turnClock(10 * 60_000);
    await createDeliverInsight(setup.startContainer({ notify }))(requestOf(), setup.work());
    expect(receivedAsOf(setup)).toEqual([asOf + 35 * 60]);
    expect(setup.model.prompts).toHaveLength(2);
  });
});

describe("after a crash", () => {
  it("before the post, another container posts the text that was written, once the lease has run out", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const posting = Promise.withResolvers<void>();
    const crashing: Notify = () => {
      posting.resolve();
      return new Promise(() => undefined);
    };
    void createDeliverInsight(setup.startContainer({ notify: crashing }))(requestOf(), setup.work());
    await posting.promise;
    const deliver = createDeliverInsight(setup.startContainer());
    setup.turnClock(60_999);
    expect((await thrownBy(deliver(requestOf(), setup.work()))).code).toBe("LEDGER_BUSY");
    setup.turnClock(1);
    expect((await deliver(requestOf(), setup.work())).text).toBe(posted(soundText));
    expect(setup.posts.map(({ message }) => message)).toEqual([posted(soundText)]);
    expect(setup.model.prompts).toHaveLength(1);
  });

  it("before the text, another container writes it about the candles of its own time", async () => {
    const setup = await openInsightSetup();
    await setup.ledger.claim(deliveryIdOf(requestOf()), { leaseMs: 1_000, note: writeDeliveryNote({ asOf }) });
    setup.turnClock(300_000);
    await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    expect(receivedAsOf(setup)).toEqual([asOf + 300]);
    expect(setup.posts).toHaveLength(1);
  });

  it("that left an unreadable choice, the present candles are chosen", async () => {
    const setup = await openInsightSetup();
    await setup.ledger.claim(deliveryIdOf(requestOf()), { leaseMs: 0, note: "yesterday" });
    await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    expect(receivedAsOf(setup)).toEqual([asOf]);
  });
});

describe("once posted", () => {
  it("a request has succeeded, although the ledger can't say so", async () => {
    const setup = await openInsightSetup({
      dynamodbFault: ({ body }) =>
        body.includes("COMPLETED") && body.includes('"delivery#') ? { kind: "status", status: 400 } : undefined,
    });
    const delivery = await createDeliverInsight(setup.startContainer())(requestOf(), setup.work());
    expect(delivery).toMatchObject({ outcome: "insight", repeated: false });
    expect(setup.posts).toHaveLength(1);
    expect(setup.receipts).toHaveLength(1);
    expect(setup.telemetry.logLines()).toContainEqual(
      expect.objectContaining({
        event: "delivery_not_recorded",
        level: "error",
        error: expect.objectContaining({ code: "LEDGER_UNAVAILABLE" }),
      }),
    );
    const elsewhere = createDeliverInsight(setup.startContainer());
    expect((await thrownBy(elsewhere(requestOf(), setup.work()))).code, "its lease was not given back").toBe(
      "LEDGER_BUSY",
    );
  });

  it("a request that somebody else has taken over is told so, with the same key at the reader", async () => {
    const setup = await openInsightSetup();
    const overtaker = createDeliverInsight(setup.startContainer());
    const { notify: post } = setup.startContainer();
    const slow: Notify = async (...given) => {
      setup.turnClock(61_000);
      await overtaker(requestOf(), setup.work());
      return await post(...given);
    };
    const deliver = createDeliverInsight(setup.startContainer({ notify: slow }));
    // It does not know how long it was held up: else it would have ended with its time.
    const deadline = createDeadline(60_000, createTurnedClock(0));
    const delivery = await deliver(requestOf(), { ...setup.work(), deadline });
    expect(delivery.repeated).toBe(false);
    expect(setup.telemetry.logLines()).toContainEqual(expect.objectContaining({ event: "delivery_taken_over" }));
    expect(setup.posts.map(({ message }) => message)).toEqual([posted(soundText), posted(soundText)]);
    expect(new Set(setup.posts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });
});
