import { describe, expect, it } from "vitest";
import { readInvocationRecord } from "../../../src/commands/dlq/invocation-record.ts";
import { invocationRecord } from "../../support/events/aws-events.ts";
import { shareDlqStack } from "../../support/commands/dlq-setup.ts";
import { payload } from "../../support/events/sqs-event.ts";

const startDlqSetup = shareDlqStack();

const read = (fields: Readonly<Record<string, unknown>>) =>
  readInvocationRecord(JSON.stringify(invocationRecord({}, fields)));

describe("Lambda's record of an asynchronous invocation", () => {
  it("tells the function's own cause", () => {
    expect(read({})).toEqual({ errorCode: "CANDLES_UNAVAILABLE", errorMessage: "Coinbase answered 500" });
  });

  it.each([
    [
      { responsePayload: { errorMessage: "2026-11-20T12:03:20Z 7f Task timed out after 90.00 seconds" } },
      "Sandbox.Timedout",
      /timed out after 90/,
    ],
    [
      { responsePayload: { errorType: "Runtime.ExitError", errorMessage: "RequestId: 7f Error: Runtime exited" } },
      "Runtime.ExitError",
      /Runtime exited/,
    ],
    [
      {
        requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 },
        responsePayload: undefined,
        responseContext: undefined,
      },
      "EventAgeExceeded",
      /^Lambda gave the event up after 0 invocations: EventAgeExceeded$/,
    ],
    [{ responsePayload: null }, "RetriesExhausted", /after 3 invocations: RetriesExhausted/],
  ])("tells Lambda's cause where the function could not: %j", (fields, code, message) => {
    expect(read(fields)).toEqual({ errorCode: code, errorMessage: expect.stringMatching(message) });
  });

  it.each(["no JSON", "{}", JSON.stringify(payload()), JSON.stringify(invocationRecord({}, { requestContext: null }))])(
    "is nothing else: %s",
    (body) => {
      expect(readInvocationRecord(body)).toBeNull();
    },
  );

  it("is no cause where the invocation had succeeded", () => {
    expect(read({ requestContext: { condition: "Success" } })).toBeNull();
  });
});

describe("the letter of an asynchronous invocation", () => {
  it("is listed, shown and redriven like others, by the correlation id of its request", async () => {
    const { stack, box, captured } = await startDlqSetup();
    const body = JSON.stringify(invocationRecord(payload({ correlation_id: "async-1" })));
    await box.put(body);
    const listed = await captured(["list"]);
    expect(listed.printed.join("\n")).toMatch(/BTC-USD trend_analysis async-1 +CANDLES_UNAVAILABLE: Coinbase answered/);
    const shown = (await captured(["show", "async-1"])).printed.join("\n");
    expect(shown).toContain("CANDLES_UNAVAILABLE\n  Coinbase answered 500");
    expect(shown).not.toContain("Nobody knows whether it arrived");
    expect((await captured(["redrive", "--yes", "--id", "async-1"])).exitCode).toBe(0);
    expect(await box.receiveAll(stack.queueUrl)).toEqual([body]);
  });

  it("of a function that Lambda ended says that nobody knows of its post, and where to look", async () => {
    const { box, captured } = await startDlqSetup();
    const responsePayload = { errorMessage: "Task timed out after 90.00 seconds" };
    await box.put(JSON.stringify(invocationRecord(payload({ correlation_id: "async-2" }), { responsePayload })));
    const shown = (await captured(["show", "async-2"])).printed.join("\n");
    expect(shown).toContain("Nobody knows whether it arrived");
    expect(shown).toContain("Lambda ended the function");
  });
});
