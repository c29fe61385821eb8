import { describe, expect, it } from "vitest";
import { queueMessageOf } from "../../../src/consumer/events/queue-message.ts";
import { sqsRecord } from "../../support/events/sqs-event.ts";

const { attributes } = sqsRecord("");

describe("the message of a record", () => {
  it("says how often it was received and when it was sent", () => {
    const record = sqsRecord("", { messageId: "m-1", attributes: { ...attributes, ApproximateReceiveCount: "3" } });
    expect(queueMessageOf(record)).toEqual({ id: "m-1", receiveCount: 3, sentAtMs: 1_763_820_000_000 });
  });

  it.each(["", "soon", "-1", "0", "9e15", "Infinity"])("has no time of sending where the event says %j", (given) => {
    const record = sqsRecord("", { attributes: { ...attributes, SentTimestamp: given } });
    expect(queueMessageOf(record).sentAtMs).toBeNull();
  });

  it("is at its first receive where a hand-made event has no attributes", () => {
    const { attributes: _attributes, ...rest } = sqsRecord("", { messageId: "m-1" });
    const record = JSON.parse(JSON.stringify(rest));
    expect(queueMessageOf(record)).toEqual({ id: "m-1", receiveCount: 1, sentAtMs: null });
  });
});
