import { describe, expect, it } from "vitest";
import { peekCorrelationId, readDirectEvent, readMessage } from "../../../src/consumer/events/read-payload.ts";
import {
  eventBridgeEvent,
  foreignEvents,
  invocationRecord,
  snsEvent,
  snsNotification,
} from "../../support/events/aws-events.ts";
import { sqsEvent, sqsRecord } from "../../support/events/sqs-event.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const payload = { correlation_id: "abc-123", product_id: "BTC-USD", prompt: "trend_analysis" };
const text = JSON.stringify(payload);

const refusedText = (message: string) => thrownBy(Promise.try(() => readMessage(message)));
const refusedEvent = (event: unknown) => thrownBy(Promise.try(() => readDirectEvent(event)));

function cloudEvent(fields: object): object {
  return { specversion: "1.0", type: "wanted", source: "/desk", id: "1", ...fields };
}

function inNotifications(count: number): object {
  let packed: object = payload;
  for (let each = 0; each < count; each += 1) packed = snsNotification(JSON.stringify(packed));
  return packed;
}

function inEvents(count: number): object {
  let packed: object = payload;
  for (let each = 0; each < count; each += 1) packed = eventBridgeEvent(packed);
  return packed;
}

/** Every way in which a request may arrive in one message. */
const packed: readonly (readonly [how: string, message: unknown])[] = [
  ["in an SNS notification", snsNotification(text)],
  ["in an SNS notification's object", { Type: "Notification", Message: payload }],
  ["in an EventBridge event", eventBridgeEvent(payload)],
  ["in an EventBridge event's text", eventBridgeEvent(text)],
  ["in a CloudEvent", { specversion: "1.0", type: "wanted", source: "/desk", id: "1", data: payload }],
  ["in a CloudEvent's bytes", cloudEvent({ data_base64: Buffer.from(text).toString("base64") })],
  [
    "in a CloudEvent's bytes beside no data",
    cloudEvent({ data: null, data_base64: Buffer.from(text).toString("base64") }),
  ],
  ["in a CloudEvent's text", cloudEvent({ data: text })],
  ["in a text that is JSON once more", text],
  ["in five envelopes of text", inNotifications(5)],
  ["in eight envelopes of text", inNotifications(8)],
  ["in eight envelopes of objects", inEvents(8)],
  ["in a text in a text", JSON.stringify(text)],
  ["in an EventBridge event by SNS", snsNotification(JSON.stringify(eventBridgeEvent(payload)))],
  ["in an SNS notification by EventBridge", eventBridgeEvent(snsNotification(JSON.stringify(text)))],
  ["in the record of a direct invocation", invocationRecord(payload)],
  ["in the record of an invocation with one message", invocationRecord(sqsEvent(sqsRecord(text)))],
  ["in the record of an invocation by SNS", invocationRecord(snsEvent(text))],
  ["in the record of an invocation by EventBridge", invocationRecord(eventBridgeEvent(payload))],
  ["in a record of SQS, as EventBridge Pipes sends it", sqsRecord(snsNotification(text))],
];

describe("the text of a message", () => {
  it("is a payload in JSON", () => {
    expect(readMessage(` ${text}\n`)).toEqual({ payload, caller: null });
  });

  it.each(packed)("may hold the payload %s", (_how, message) => {
    expect(readMessage(JSON.stringify(message)).payload).toEqual(payload);
  });

  it.each(["\uFEFF", "\u00EF\u00BB\u00BF", "\uFEFF\uFEFF", " \r\n\uFEFF", "\t\u00EF\u00BB\u00BF\uFEFF \uFEFF"])(
    "may begin with a byte order mark, read rightly or wrongly: %j",
    (mark) => {
      expect(readMessage(mark + text).payload).toEqual(payload);
      expect(readMessage(JSON.stringify(snsNotification(mark + text))).payload).toEqual(payload);
    },
  );

  it("names its caller in an attribute of the SNS notification", () => {
    const MessageAttributes = { caller: { Type: "String", Value: "desk" }, other: { Type: "Number", Value: "1" } };
    expect(readMessage(JSON.stringify(snsNotification(text, { MessageAttributes }))).caller).toBe("desk");
  });

  it("is a request, whatever else its fields look like", () => {
    const like = { ...payload, Type: "Notification", Message: "{}", "detail-type": "x", detail: {}, Records: [{}] };
    expect(readMessage(JSON.stringify(like)).payload).toEqual(payload);
  });

  it.each(["", "{", "BTC-USD", "{'product_id': 'BTC-USD'}"])("is refused where it is no JSON: %j", async (message) => {
    const error = await refusedText(message);
    expect([error.code, error.retryable, error.message]).toEqual([
      "PAYLOAD_NOT_JSON",
      false,
      "The message is not JSON",
    ]);
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it.each([
    text.split("").join("\u0000"),
    `\u00FF\u00FE${text}`,
    `\uFFFD\uFFFD${text}`,
    Buffer.from(`\uFEFF${text}`, "utf16le").toString("latin1"),
  ])("is told where its encoding was lost", async (message) => {
    expect((await refusedText(message)).message).toContain("it was not sent as UTF-8, but perhaps as UTF-16");
  });

  it.each(["[]", "7", "null", "{}", '"BTC-USD please"'])(
    "is refused where its JSON is no payload: %j",
    async (message) => {
      expect((await refusedText(message)).code).toBe("PAYLOAD_INVALID");
    },
  );

  it.each(
    foreignEvents.filter(([, event]) => typeof event === "object" && !JSON.stringify(event).includes("trend_analysis")),
  )("is no request where it is another's event: %s", async (_named, event) => {
    const error = await refusedText(JSON.stringify(event));
    expect([error.code, error.retryable]).toEqual(["PAYLOAD_INVALID", false]);
  });

  it("names every envelope around what is wrong, and what is wrong", async () => {
    const invalid = eventBridgeEvent({ correlation_id: "a b", product_id: "BTC-USD", prompt: "trend_analysis" });
    const error = await refusedText(JSON.stringify(snsNotification(JSON.stringify(invalid))));
    expect(error.message).toMatch(
      /^In the detail of an EventBridge event, in the Message of an SNS notification: correlation_id is "a b"; it must be/,
    );
    expect(error.details).toEqual({ problems: [expect.stringMatching(/^correlation_id is "a b"; it must be/)] });
  });

  it.each([
    [
      snsNotification("BTC-USD please"),
      "The Message of an SNS notification is a string that is not JSON: a request is",
    ],
    [
      snsNotification(JSON.stringify({ Records: [{ eventSource: "aws:s3" }] })),
      "The Message of an SNS notification is an event of S3 records (1), which holds no request: a request is",
    ],
    [
      { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "trader-data" },
      "The message is an S3 test event, which holds no request: a request is an object with correlation_id, product_id and",
    ],
    [eventBridgeEvent({ state: "running" }), "In the detail of an EventBridge event: correlation_id is missing"],
    [eventBridgeEvent([payload]), "The detail of an EventBridge event is a list, which holds no request"],
    [
      invocationRecord(sqsEvent(sqsRecord(text), sqsRecord(text))),
      "The requestPayload of a record of an asynchronous invocation is an event of SQS records (2), which holds no",
    ],
  ])("is told of an envelope without a request: %j", async (message, told) => {
    expect((await refusedText(JSON.stringify(message))).message).toContain(told);
  });

  it("is opened no deeper than anybody packs, in little time", async () => {
    let nested = text;
    for (let depth = 0; depth < 12; depth += 1) nested = JSON.stringify(nested);
    expect(await refusedText(nested)).toMatchObject({
      code: "PAYLOAD_INVALID",
      message: expect.stringMatching(
        /^The message holds more, packed too deep: at most 8 envelopes, and 8 texts in texts, are opened: a request is/,
      ),
    });
  });

  it.each([
    ["text", inNotifications(9)],
    ["objects", inEvents(9)],
    ["records", sqsRecord(JSON.stringify(inNotifications(8)))],
  ])("is told truly where it lies in more envelopes of %s than are opened", async (_of, message) => {
    const error = await refusedText(JSON.stringify(message));
    expect(error).toMatchObject({ code: "PAYLOAD_INVALID", retryable: false });
    expect(error.message).toContain("holds more, packed too deep: at most 8 envelopes");
    expect(error.message).not.toContain("not JSON");
    expect((await refusedEvent(message)).message).toContain("packed too deep");
  });
});

describe("a direct event", () => {
  it.each(packed)("may hold the payload %s", (_how, event) => {
    expect(readDirectEvent(event)).toEqual(payload);
  });

  it("that is a payload with mistakes is told them as such", async () => {
    expect(await refusedEvent({ product_id: "btc" })).toMatchObject({
      code: "PAYLOAD_INVALID",
      message: expect.stringContaining("correlation_id is missing"),
    });
    expect((await refusedEvent({})).code).toBe("PAYLOAD_INVALID");
  });

  it.each(foreignEvents.filter(([, event]) => !Array.isArray(Reflect.get(Object(event), "Records"))))(
    "of somebody else is refused by its name: %s",
    async (named, event) => {
      const error = await refusedEvent(event);
      expect(error).toMatchObject({ code: "EVENT_UNSUPPORTED", retryable: false });
      expect(error.message).toContain(named);
      expect(error.message).toContain("prompts takes SQS messages, and a payload as the event itself");
    },
  );
});

describe("the correlation id of what may be no request", () => {
  it.each([
    ["abc-123", text],
    ["abc-123", JSON.stringify(eventBridgeEvent({ correlation_id: "abc-123" }))],
    ["abc-123", payload],
    [null, "no JSON"],
    [null, { correlation_id: 7 }],
    ["x".repeat(128), { correlation_id: "x".repeat(500) }],
  ])("is %j", (id, value) => {
    expect(peekCorrelationId(value)).toBe(id);
  });
});
