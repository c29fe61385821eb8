import { describe, expect, it } from "vitest";
import { readEvent } from "../../../src/consumer/events/read-event.ts";
import { payload, sqsEvent, sqsRecord } from "../../support/events/sqs-event.ts";

describe("an event", () => {
  it("of SQS messages is a batch of them", () => {
    const records = [sqsRecord(payload()), sqsRecord("no JSON")];
    expect(readEvent(sqsEvent(...records))).toEqual({ kind: "messages", records, problem: null });
  });

  it("of no records is a batch in which there is nothing to do", () => {
    expect(readEvent({ Records: [] })).toEqual({ kind: "messages", records: [], problem: null });
  });

  it("of messages by hand, which name no service, is a batch as well", () => {
    const { eventSource: _eventSource, ...record } = sqsRecord(payload());
    expect(readEvent({ Records: [record] })).toEqual({ kind: "messages", records: [record], problem: null });
  });

  it("that is mixed keeps its messages, and names the others by number", () => {
    const good = sqsRecord(payload());
    const strangers = [null, { eventSource: "aws:s3", s3: {} }, { ...sqsRecord(""), messageId: undefined }];
    expect(readEvent({ Records: [good, ...strangers] })).toMatchObject({
      kind: "messages",
      records: [good],
      problem: {
        code: "EVENT_UNSUPPORTED",
        retryable: false,
        message: expect.stringContaining(
          "record 2 is null, record 3 is of S3, record 4 is without messageId; prompts takes",
        ),
      },
    });
  });

  it("of many others names five, and how many more", () => {
    const received = readEvent({ Records: Array.from({ length: 9 }, () => ({})) });
    const message = received.kind === "messages" ? received.problem?.message : "";
    expect(message).toContain("record 5 is without messageId, and 4 more; prompts takes");
    expect(message).not.toContain("record 6");
  });

  it.each([payload(), { ...payload(), Records: [{}] }, null, [], "text", { Records: {} }])(
    "like %j is direct",
    (event) => {
      expect(readEvent(event)).toEqual({ kind: "direct" });
    },
  );
});
