import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import {
  fitAttributes,
  maxMessageBytes,
  producersAttributes,
} from "../../../src/consumer/events/message-attributes.ts";
import type { MessageAttributes } from "../../../src/platform/aws/queue.ts";
import { sqsRecord } from "../../support/events/sqs-event.ts";

const cause = { error_code: "PAYLOAD_INVALID", error_message: "prompt is missing", source_message_id: "m-1" };

const text = (value: string) => ({ type: "String", value });

/** The size of a message by SQS's rule: the bytes of the body, and of each attribute's name, type and value. */
function bytesOf(body: string, attributes: MessageAttributes): number {
  let bytes = new TextEncoder().encode(body).length;
  for (const [name, given] of Object.entries(attributes)) {
    const { type, value } = typeof given === "string" ? text(given) : given;
    for (const part of [name, type, value]) {
      bytes += typeof part === "string" ? new TextEncoder().encode(part).length : part.length;
    }
  }
  return bytes;
}

describe("a producer's attributes", () => {
  it("keep their types, bytes too, and leave out those of an earlier stay in the dead-letter queue", () => {
    const lists = { stringListValues: [], binaryListValues: [] };
    const messageAttributes: SQSRecord["messageAttributes"] = {
      team: { dataType: "String", stringValue: "desk", ...lists },
      priority: { dataType: "Number.int", stringValue: "7", ...lists },
      blob: { dataType: "Binary", binaryValue: Buffer.from([0, 255, 1]).toString("base64"), ...lists },
      error_code: { dataType: "String", stringValue: "INTERNAL", ...lists },
      error_message: { dataType: "String", stringValue: "x", ...lists },
      source_message_id: { dataType: "String", stringValue: "m-0", ...lists },
    };
    expect(producersAttributes(sqsRecord("", { messageAttributes }))).toEqual({
      team: text("desk"),
      priority: { type: "Number.int", value: "7" },
      blob: { type: "Binary", value: Buffer.from([0, 255, 1]) },
    });
  });

  it("are none where a hand-made record has none", () => {
    const { messageAttributes: _attributes, ...record } = sqsRecord("");
    expect(producersAttributes(JSON.parse(JSON.stringify(record)))).toEqual({});
  });
});

describe("the attributes of a message that is moved", () => {
  it("are the cause and the producer's", () => {
    const { attributes, dropped } = fitAttributes("{}", { team: text("desk") }, cause);
    expect(attributes).toEqual({
      error_code: text("PAYLOAD_INVALID"),
      error_message: text("prompt is missing"),
      source_message_id: text("m-1"),
      team: text("desk"),
    });
    expect(dropped).toEqual([]);
  });

  it("are ten at most: the caller stays, and of the others the first by name, whatever their order", () => {
    const names = ["j", "b", "i", "c", "h", "d", "a", "e", "caller"];
    for (const order of [names, names.toReversed()]) {
      const { attributes, dropped } = fitAttributes(
        "{}",
        Object.fromEntries(order.map((name) => [name, text("x")])),
        cause,
      );
      expect(Object.keys(attributes)).toHaveLength(10);
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining(["caller", "error_code", "a", "b", "h"]));
      expect(dropped).toEqual(["i", "j"]);
    }
  });

  it("are all of the producer's ten where a message goes back to its queue", () => {
    const ten = Object.fromEntries("abcdefghij".split("").map((name) => [name, text("x")]));
    expect(fitAttributes("{}", ten, null)).toEqual({ attributes: ten, dropped: [] });
  });

  it.each([0, 1, 20, 60, 100, 150, 300, 1_000, 1_200, 5_000])(
    "fit beside a body that leaves %i bytes, with as much of the cause as that holds",
    (left) => {
      const body = "é".repeat((maxMessageBytes - left) / 2);
      const long = { ...cause, error_message: "价格😀".repeat(400) };
      const producers = { caller: text("c"), team: text("desk"), notes: text("n".repeat(3_000)) };
      const { attributes, dropped } = fitAttributes(body, producers, long);
      expect(bytesOf(body, attributes)).toBeLessThanOrEqual(maxMessageBytes);
      const told = Object.keys(attributes);
      expect(told.includes("error_code")).toBe(left >= 60);
      expect(told.includes("error_message")).toBe(left >= 100);
      expect([...told, ...dropped].toSorted()).toEqual(
        ["caller", "error_code", "error_message", "notes", "source_message_id", "team"].toSorted(),
      );
      expect(JSON.stringify(attributes)).not.toMatch(/\\ud[89a-f]/);
    },
  );

  it.each([12, 20, 30, 50])("leave %i bytes empty rather than without the cause", (left) => {
    const body = "x".repeat(maxMessageBytes - left);
    const { attributes, dropped } = fitAttributes(body, { a: text("1"), caller: text("c") }, cause);
    expect(attributes).not.toHaveProperty("a");
    expect(dropped).toEqual(expect.arrayContaining(["error_message", "a"]));
  });

  it("have no characters that SQS refuses, and no empty value", () => {
    const { attributes } = fitAttributes(
      "{}",
      {},
      {
        error_code: "INTERNAL",
        error_message: "a\u0000b\u001fc\uFFFEd\uD83Ee😀\tf\n",
        source_message_id: "",
      },
    );
    expect(attributes).toEqual({ error_code: text("INTERNAL"), error_message: text("a?b?c?d?e😀\tf\n") });
    expect(fitAttributes("{}", {}, { ...cause, error_message: "" }).attributes).not.toHaveProperty("error_message");
  });

  it("have a cause of at most 1000 characters", () => {
    const { attributes } = fitAttributes("{}", {}, { ...cause, error_message: "x".repeat(5_000) });
    expect(attributes["error_message"]).toEqual(text("x".repeat(1_000)));
  });
});
