import { describe, expect, it } from "vitest";
import { createGenerateOnce } from "../../src/insight/generate-once.ts";
import { generationIdOf } from "../../src/insight/insight-request.ts";
import type { Fault } from "../../src/emulators/http-server.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import type { Ledger } from "../../src/platform/aws/ledger.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { asOf, type InsightSetup, openInsightSetup, requestOf } from "./insight-setup.ts";
import { scriptModel, soundText } from "./scripted-model.ts";

const otherText = "BTC-USD closed within the Bollinger Bands.";

/** A text with the footer of the first window. */
const footed = (text: string): string => `${text}\nAs of 2023-11-15 12:00 UTC. Synthetic market.`;

/** Takes the lease on the generation of {@link requestOf} and is never heard of again. */
async function crashWithLease(setup: InsightSetup, leaseMs: number): Promise<void> {
  const claim = await setup.ledger.claim(generationIdOf(requestOf(), asOf), { leaseMs });
  expect(claim.state).toBe("claimed");
}

/** Counts the pauses and turns the clock by each. */
function countSleeps(setup: InsightSetup) {
  const sleepsMs: number[] = [];
  const sleep = async (ms: number): Promise<void> => {
    sleepsMs.push(ms);
    setup.turnClock(ms);
  };
  return { sleepsMs, sleep };
}

describe("in one container", () => {
  it("20 requests for the same candles at once are one fetch and one model call", async () => {
    const setup = await openInsightSetup();
    const generateOnce = createGenerateOnce(setup.startContainer());
    const requests = Array.from({ length: 20 }, (_, index) => requestOf({ correlationId: `abc-${index}` }));
    const shared = await Promise.all(requests.map((request) => generateOnce(request, asOf, setup.work())));
    expect(shared.map(({ generation }) => generation.text)).toEqual(requests.map(() => footed(soundText)));
    expect(shared.map(({ coalesced }) => coalesced)).toEqual([false, ...Array<boolean>(19).fill(true)]);
    expect(setup.model.prompts).toHaveLength(1);
    expect(setup.exchange.requestCount).toBe(1);
  });

  it("a request that comes later finds the text in memory, whatever has become of the ledger", async () => {
    const asked: (string | undefined)[] = [];
    const setup = await openInsightSetup({
      dynamodbFault: ({ headers }) => void asked.push(headers["x-amz-target"]),
    });
    const generateOnce = createGenerateOnce(setup.startContainer());
    const first = await generateOnce(requestOf(), asOf, setup.work());
    asked.length = 0;
    const second = await generateOnce(requestOf({ correlationId: "later" }), asOf, setup.work());
    expect(asked).toEqual([]);
    expect(first.coalesced).toBe(false);
    expect(second).toEqual({ generation: first.generation, coalesced: true });
    expect(setup.model.prompts).toHaveLength(1);
  });

  it("the fifty newest texts are remembered; an older one is found in the ledger", async () => {
    const setup = await openInsightSetup();
    const claimed: string[] = [];
    const ledger: Ledger = {
      ...setup.ledger,
      claim(id, options) {
        claimed.push(id);
        return setup.ledger.claim(id, options);
      },
    };
    const unknown = new ServiceError("PRODUCT_UNKNOWN", "valid product_id is required");
    const generateOnce = createGenerateOnce(
      setup.startContainer({ ledger, fetchCandles: () => Promise.reject(unknown) }),
    );
    const ask = (index: number) => generateOnce(requestOf(), asOf - index * 300, setup.work());
    for (let index = 0; index < 51; index += 1) await ask(index);
    claimed.length = 0;
    for (const index of [50, 1, 0]) expect((await ask(index)).coalesced).toBe(true);
    expect(claimed).toEqual([generationIdOf(requestOf(), asOf)]);
  });

  it("other candles are another text: of another product, of another time", async () => {
    const setup = await openInsightSetup();
    const generateOnce = createGenerateOnce(setup.startContainer());
    const shared = await Promise.all([
      generateOnce(requestOf(), asOf, setup.work()),
      generateOnce(requestOf({ productId: "LTC-USD" }), asOf, setup.work()),
      generateOnce(requestOf(), asOf - 300, setup.work()),
    ]);
    expect(shared.map(({ coalesced }) => coalesced)).toEqual([false, false, false]);
    expect(setup.exchange.requestCount).toBe(3);
  });

  it("a failure befalls everybody who waits, and the next request tries anew", async () => {
    let fault: Fault | undefined = { kind: "status", status: 400, body: {} };
    const setup = await openInsightSetup({ exchangeFault: () => fault });
    const generateOnce = createGenerateOnce(setup.startContainer());
    const together = [1, 2, 3].map(() => thrownBy(generateOnce(requestOf(), asOf, setup.work())));
    expect((await Promise.all(together)).map(({ code }) => code)).toEqual(together.map(() => "CANDLES_REJECTED"));
    expect(setup.exchange.requestCount).toBe(1);
    fault = undefined;
    expect((await generateOnce(requestOf(), asOf, setup.work())).generation.text).toBe(footed(soundText));
  });
});

describe("in two containers", () => {
  it("the second waits for the first and gets its text, without a model call of its own", async () => {
    const setup = await openInsightSetup();
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const model = scriptModel(async () => {
      asked.resolve();
      await gate.promise;
      return soundText;
    });
    const first = createGenerateOnce(setup.startContainer({ model }))(requestOf(), asOf, setup.work());
    await asked.promise;
    let sleeps = 0;
    const sleep = async (): Promise<void> => {
      sleeps += 1;
      gate.resolve();
      await first;
    };
    const second = await createGenerateOnce(setup.startContainer({ model, sleep }))(requestOf(), asOf, setup.work());
    expect(second).toEqual({ generation: (await first).generation, coalesced: true });
    expect(model.prompts).toHaveLength(1);
    expect(sleeps).toBe(1);
  });

  it("a lease whose holder crashed is taken over once it has run out", async () => {
    const setup = await openInsightSetup();
    await crashWithLease(setup, 5_000);
    const { sleepsMs, sleep } = countSleeps(setup);
    const generateOnce = createGenerateOnce(setup.startContainer({ sleep }));
    const { generation, coalesced } = await generateOnce(requestOf(), asOf, setup.work());
    expect([generation.text, coalesced]).toEqual([footed(soundText), false]);
    expect(setup.model.prompts).toHaveLength(1);
    expect(sleepsMs, "13 pauses of 400 ms are the first to outlast 5 s").toEqual(Array<number>(13).fill(400));
  });

  it("the lease is for the work's own time and a second", async () => {
    const setup = await openInsightSetup();
    const model = scriptModel(async () => {
      setup.turnClock(8_999);
      const claim = await setup.ledger.claim(generationIdOf(requestOf(), asOf), { leaseMs: 1 });
      expect(claim.state, "a millisecond before its end").toBe("busy");
      return soundText;
    });
    const generateOnce = createGenerateOnce(setup.startContainer({ model }));
    await generateOnce(requestOf(), asOf, setup.work(8_000));
    expect(model.prompts).toHaveLength(1);
  });

  it("who was overtaken gives the other's text, so that everybody gets the same", async () => {
    const setup = await openInsightSetup();
    const overtaker = createGenerateOnce(setup.startContainer({ model: scriptModel(otherText) }));
    const model = scriptModel(async () => {
      setup.turnClock(61_001);
      await overtaker(requestOf(), asOf, setup.work());
      return soundText;
    });
    const overtaken = createGenerateOnce(setup.startContainer({ model }));
    const { generation, coalesced } = await overtaken(requestOf(), asOf, setup.work());
    expect([generation.text, coalesced]).toEqual([footed(otherText), true]);
  });

  it("who waits too long leaves the request to a redelivery", async () => {
    const setup = await openInsightSetup();
    await crashWithLease(setup, 600_000);
    const { sleepsMs, sleep } = countSleeps(setup);
    const generateOnce = createGenerateOnce(setup.startContainer({ sleep }));
    const error = await thrownBy(generateOnce(requestOf(), asOf, setup.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_BUSY", true]);
    expect(error.message).toBe("Another container is still at this text");
    expect(sleepsMs.reduce((total, ms) => total + ms, 0)).toBe(20_000);
    expect(setup.model.prompts).toEqual([]);
  });

  it("who has no time for a pause does not begin one", async () => {
    const setup = await openInsightSetup();
    await crashWithLease(setup, 600_000);
    const { sleepsMs, sleep } = countSleeps(setup);
    const generateOnce = createGenerateOnce(setup.startContainer({ sleep }));
    const error = await thrownBy(generateOnce(requestOf(), asOf, setup.work(400)));
    expect([error.code, sleepsMs]).toEqual(["LEDGER_BUSY", []]);
  });

  it("a failure gives the lease back: the next container begins at once", async () => {
    let fault: Fault | undefined = { kind: "status", status: 400, body: {} };
    const setup = await openInsightSetup({ exchangeFault: () => fault });
    const { sleepsMs, sleep } = countSleeps(setup);
    const failing = createGenerateOnce(setup.startContainer())(requestOf(), asOf, setup.work());
    expect((await thrownBy(failing)).code).toBe("CANDLES_REJECTED");
    fault = undefined;
    const next = await createGenerateOnce(setup.startContainer({ sleep }))(requestOf(), asOf, setup.work());
    expect([next.coalesced, next.generation.text, sleepsMs]).toEqual([false, footed(soundText), []]);
  });
});

describe("what the ledger keeps", () => {
  it("is kept for a day", async () => {
    const setup = await openInsightSetup();
    const inNewContainer = () => createGenerateOnce(setup.startContainer())(requestOf(), asOf, setup.work());
    await inNewContainer();
    setup.turnClock(86_399_000);
    expect((await inNewContainer()).coalesced).toBe(true);
    setup.turnClock(2_000);
    expect((await inNewContainer()).coalesced).toBe(false);
  });

  it("is not posted where it is of another form", async () => {
    const setup = await openInsightSetup();
    const claim = await setup.ledger.claim(generationIdOf(requestOf(), asOf), { leaseMs: 1_000 });
    if (claim.state === "claimed") await claim.lease.complete({ text: "BTC-USD", outcome: "guess" }, 60);
    const generateOnce = createGenerateOnce(setup.startContainer());
    const error = await thrownBy(generateOnce(requestOf(), asOf, setup.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_UNAVAILABLE", true]);
    expect(error.message).toBe("The ledger holds a generation of another form");
  });

  it("must be kept: a text that the ledger did not take is not given", async () => {
    const setup = await openInsightSetup({
      dynamodbFault: ({ body }) => (body.includes("COMPLETED") ? { kind: "status", status: 400 } : undefined),
    });
    const generateOnce = createGenerateOnce(setup.startContainer());
    const error = await thrownBy(generateOnce(requestOf(), asOf, setup.work()));
    expect([error.code, error.retryable]).toEqual(["LEDGER_UNAVAILABLE", true]);
  });

  it("a lease that can't be given back is logged, and the failure itself is what is thrown", async () => {
    const setup = await openInsightSetup({
      exchangeFault: () => ({ kind: "status", status: 400, body: {} }),
      dynamodbFault: ({ body }) => (body.includes(":released") ? { kind: "status", status: 400 } : undefined),
    });
    const generateOnce = createGenerateOnce(setup.startContainer());
    expect((await thrownBy(generateOnce(requestOf(), asOf, setup.work()))).code).toBe("CANDLES_REJECTED");
    expect(setup.telemetry.logLines()).toContainEqual(
      expect.objectContaining({
        event: "lease_not_released",
        level: "warn",
        error: expect.objectContaining({ code: "LEDGER_UNAVAILABLE" }),
      }),
    );
  });
});
