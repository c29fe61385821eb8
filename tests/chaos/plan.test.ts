import { describe, expect, it } from "vitest";
import { readMessage } from "../../src/consumer/events/read-payload.ts";
import { type PlannedMessage, planMessages, productsOf, requestKey } from "../../chaos/plan.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { isServiceError } from "../../src/platform/errors.ts";

const options = { seed: 7, messageCount: 2_000, productCount: 40, isCalm: false };

function keysOf(messages: readonly PlannedMessage[]): readonly string[] {
  return messages.flatMap(({ request }) => (request === null ? [] : [requestKey(request)]));
}

function understand(body: string): string | null {
  try {
    return readMessage(body).payload.correlation_id;
  } catch (error) {
    if (isServiceError(error)) return null;
    throw error;
  }
}

describe("the plan of a chaos run", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(planMessages(options)).toEqual(planMessages(options));
    expect(planMessages({ ...options, seed: 8 })).not.toEqual(planMessages(options));
  });

  it("holds duplicates, siblings in other channels, unknown products and messages that are no request", () => {
    const messages = planMessages(options);
    const keys = keysOf(messages);
    const requests = messages.flatMap(({ request }) => request ?? []);
    expect(messages).toHaveLength(2_000);
    expect(messages.length - keys.length).toBeGreaterThan(50);
    expect(keys.length - new Set(keys).size).toBeGreaterThan(50);
    expect(new Set(keys).size).toBeGreaterThan(new Set(requests.map(({ correlationId }) => correlationId)).size);
    expect(requests.filter(({ isKnown }) => !isKnown).length).toBeGreaterThan(50);
  });

  it("is understood by the service where it means a request, and refused where it does not", () => {
    const understood = planMessages(options).map(({ body }) => understand(body));
    expect(understood).toEqual(planMessages(options).map(({ request }) => request?.correlationId ?? null));
  });

  it("names known products that the market has, and unknown ones that it lacks", () => {
    const market = createSampleMarket();
    expect(productsOf(120).filter((productId) => !market.has(productId))).toEqual([]);
    const requests = planMessages(options).flatMap(({ request }) => request ?? []);
    expect(requests.map(({ productId }) => market.has(productId))).toEqual(requests.map(({ isKnown }) => isKnown));
  });

  it("is one new request a message where all is calm, spread evenly over the products", () => {
    const messages = planMessages({ ...options, messageCount: 100, productCount: 10, isCalm: true });
    expect(new Set(keysOf(messages)).size).toBe(100);
    const counts = Map.groupBy(messages, ({ request }) => request?.productId);
    expect([...counts.values()].map(({ length }) => length)).toEqual(Array.from({ length: 10 }, () => 10));
  });
});
