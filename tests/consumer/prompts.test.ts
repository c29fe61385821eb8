import type * as promptsFunction from "../../src/consumer/prompts.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createSampleMarket } from "../../src/local/sample-market.ts";
import { startStack, type Stack } from "../../src/local/stack.ts";
import { payload, sqsEvent, sqsRecord } from "../support/sqs-event.ts";

/** The deployed module itself, configured by nothing but the environment, as Lambda configures it. */
describe("the prompts function", () => {
  let stack: Stack;
  let refusing = false;
  let handler: typeof promptsFunction.handler;

  beforeAll(async () => {
    stack = await startStack({
      market: createSampleMarket(),
      faults: { inbox: () => (refusing ? { kind: "status", status: 400 } : undefined) },
    });
    Object.assign(process.env, stack.environment);
    ({ handler } = await import("../../src/consumer/prompts.ts"));
  });

  beforeEach(() => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
  });

  afterAll(async () => {
    await stack.stop();
  });

  const messagesOf = (correlationId: unknown) =>
    stack.inbox.messages.filter((message) => message.correlationId === correlationId);

  it("has the two parameters that Lambda allows", () => {
    expect(handler.length).toBeLessThanOrEqual(2);
  });

  it("delivers an insight for an SQS message", async () => {
    const request = payload();
    expect(await handler(sqsEvent(sqsRecord(request)))).toEqual({ batchItemFailures: [] });
    const [message, ...more] = messagesOf(request["correlation_id"]);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ channel: "general", status: 201 });
    expect(message?.message).toContain("BTC-USD");
    expect(message?.message).toContain("Automated");
  });

  it("answers a direct invocation with the insight that was posted", async () => {
    const request = payload({ product_id: "ETH-USD", channel: "desk-1" });
    const answer = await handler(request);
    const [message] = messagesOf(request["correlation_id"]);
    expect(answer).toEqual({
      correlation_id: request["correlation_id"],
      product_id: "ETH-USD",
      prompt: "trend_analysis",
      channel: "desk-1",
      outcome: "plain",
      insight: message?.message,
      repeated: false,
    });
    expect(message?.channel).toBe("desk-1");
  });

  it("answers a repeated direct invocation without posting again", async () => {
    const request = payload();
    const first = await handler(request);
    expect(await handler(request)).toEqual({ ...first, repeated: true });
    expect(messagesOf(request["correlation_id"])).toHaveLength(1);
  });

  it("refuses a direct invocation by an error that names every field and has no stack", async () => {
    const failure = await handler({ product_id: "btc", prompt: "nope" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "PAYLOAD_INVALID" });
    const { message, stack: trace } = failure instanceof Error ? failure : new Error("nothing was thrown");
    expect(trace).toBeUndefined();
    expect(message).toContain("correlation_id is missing");
    expect(message).toContain('product_id is "btc"');
    expect(message).toContain('prompt is "nope"; it must be a known prompt: trend_analysis');
  });

  it("ends a direct invocation that was not delivered with the service's code", async () => {
    refusing = true;
    const failure = await handler(payload({ product_id: "LTC-USD" })).catch((error: unknown) => error);
    refusing = false;
    expect(failure).toMatchObject({ name: "ASSISTANT_REJECTED", message: "The Assistant API answered 400" });
  });
});
