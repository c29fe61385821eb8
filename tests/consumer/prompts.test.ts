import type * as promptsFunction from "../../src/consumer/prompts.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack, type Stack } from "../../src/emulators/stack.ts";
import {
  eventBridgeEvent,
  foreignEvents,
  invocationRecord,
  requestText,
  snsNotification,
} from "../support/events/aws-events.ts";
import { httpApiEvent } from "../support/events/http-api-event.ts";
import { payload, sqsEvent, sqsRecord } from "../support/events/sqs-event.ts";
import { promptNames } from "../../src/prompts/registry.ts";

/** The deployed module itself, configured by nothing but the environment, as Lambda configures it. */
describe("the prompts function", () => {
  let stack: Stack;
  let refusing = false;
  let breaking = false;
  let handler: typeof promptsFunction.handler;

  beforeAll(async () => {
    stack = await startStack({
      market: createSampleMarket(),
      faults: {
        inbox: () => (refusing || breaking ? { kind: "status", status: refusing ? 400 : 502 } : undefined),
      },
    });
    Object.assign(process.env, stack.environment);
    ({ handler } = await import("../../src/consumer/prompts.ts"));
  });

  let lines: string[];

  beforeEach(() => {
    lines = [];
    vi.spyOn(process.stdout, "write").mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
  });

  /** The JSON lines of level error that were logged in this test. */
  const errorsLogged = (): readonly Readonly<Record<string, unknown>>[] =>
    lines.map((line) => Object(JSON.parse(line))).filter(({ level }) => level === "error");

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
    expect(message).toContain(`prompt is "nope"; it must be a known prompt: ${promptNames.join(", ")}`);
  });

  it("ends a direct invocation that was not delivered with the service's code", async () => {
    refusing = true;
    const failure = await handler(payload({ product_id: "LTC-USD" })).catch((error: unknown) => error);
    refusing = false;
    expect(failure).toMatchObject({ name: "ASSISTANT_REJECTED", message: "The Assistant API answered 400" });
  });

  it("logs one line of a direct invocation that failed, with its code and correlation id, and counts it", async () => {
    refusing = true;
    const request = payload({ product_id: "LTC-USD" });
    await expect(handler(request)).rejects.toMatchObject({ name: "ASSISTANT_REJECTED" });
    refusing = false;
    expect(errorsLogged()).toEqual([
      expect.objectContaining({
        event: "invocation_failed",
        correlation_id: request["correlation_id"],
        error: expect.objectContaining({ code: "ASSISTANT_REJECTED" }),
      }),
    ]);
    expect(lines.join("")).toContain('"RequestFailures":1');
  });

  it("logs the correlation id of an invocation that it refuses", async () => {
    await expect(handler({ correlation_id: "seen-1", product_id: "btc" })).rejects.toMatchObject({
      name: "PAYLOAD_INVALID",
    });
    expect(errorsLogged()).toMatchObject([{ event: "invocation_failed", correlation_id: "seen-1" }]);
  });

  it("says to whoever asked that a post may have arrived", async () => {
    breaking = true;
    const failure = await handler(payload({ product_id: "LTC-USD" })).catch((error: unknown) => error);
    breaking = false;
    expect(failure).toMatchObject({ message: expect.stringContaining("(its post may have arrived)") });
  });

  it("does nothing, and succeeds, for a batch without records", async () => {
    expect(await handler({ Records: [] })).toEqual({ batchItemFailures: [] });
    expect(errorsLogged()).toEqual([]);
  });

  it.each(foreignEvents)(
    "refuses another service's event by its name, in one line of the log: %s",
    async (named, event) => {
      const posted = stack.inbox.postCount;
      const failure = await handler(event).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        name: "EVENT_UNSUPPORTED",
        message: expect.stringMatching(/prompts takes SQS messages, and a payload as the event itself|a request is/),
      });
      expect(Reflect.get(Object(failure), "message")).toContain(named);
      expect(errorsLogged()).toMatchObject([{ event: "invocation_failed", error: { code: "EVENT_UNSUPPORTED" } }]);
      expect(stack.inbox.postCount).toBe(posted);
    },
  );

  it("refuses a request of the HTTP API, which is the other function's", async () => {
    const failure = await handler(httpApiEvent(requestText())).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "EVENT_UNSUPPORTED",
      message: expect.stringContaining("an HTTP API event (payload format 2.0)"),
    });
  });

  it("handles the messages of a mixed event, and fails for the others, which it can't name to the queue", async () => {
    const request = payload();
    const { messageId: _messageId, ...nameless } = sqsRecord(payload());
    const failure = await handler({ Records: [sqsRecord(request), nameless] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "EVENT_UNSUPPORTED",
      message: expect.stringContaining("record 2 is without messageId"),
    });
    expect(messagesOf(request["correlation_id"])).toHaveLength(1);
    expect(errorsLogged()).toHaveLength(1);
  });

  it.each<[string, (body: string) => object]>([
    ["an SNS notification", (body) => snsNotification(body)],
    ["an EventBridge event", (body) => eventBridgeEvent(JSON.parse(body))],
    ["the record of an asynchronous invocation", (body) => invocationRecord(JSON.parse(body))],
  ])("delivers the request in %s, as a message and as an event", async (_name, pack) => {
    for (const invoke of [(packed: object) => sqsEvent(sqsRecord(packed)), (packed: object) => packed]) {
      const request = payload();
      await handler(invoke(pack(JSON.stringify(request))));
      expect(messagesOf(request["correlation_id"])).toHaveLength(1);
    }
  });
});
