import { describe, expect, it, onTestFinished } from "vitest";
import { startAwsProxy } from "../../../chaos/aws-proxy.ts";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import type { Stack } from "../../../src/emulators/stack.ts";
import { s3Answers } from "../../support/upstreams/answers/aws-answers.ts";
import { endedUnanswered, everyOther, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

/** A server before S3 that a fault befalls. */
function before(fault: FaultHook) {
  return async (stack: Stack) => {
    const target = stack.environment["AWS_ENDPOINT_URL_S3"] ?? "";
    const proxy = await startAwsProxy({ target: () => target, queueSpeed: 1, fault });
    onTestFinished(() => proxy.stop());
    return { AWS_ENDPOINT_URL_S3: proxy.url };
  };
}

describe("an hour in which the bucket takes no receipt", () => {
  it.each(s3Answers)("for %s costs no reader anything, and the operator hears of it", async (_, fault, isFailure) => {
    const hour = await spendHour({ env: before(fault) });
    expect([hour.posts.length, hour.letters.length, hour.waiting]).toEqual([messagesOfHour, 0, 0]);
    expect(hour.ringing).toEqual(["receipts-not-written", ...(isFailure ? ["upstream-failures"] : [])]);
  });

  it("at every other try costs nothing, and the operator hears of it", async () => {
    const [, fault] = s3Answers.find(([name]) => name === "SlowDown") ?? [];
    expect(fault).toBeDefined();
    if (fault === undefined) return;
    const hour = await spendHour({ env: before(everyOther(fault)) });
    expect([hour.posts.length, hour.sumOf("ReceiptsNotWritten")]).toEqual([messagesOfHour, 0]);
    expect(hour.ringing).toEqual(["upstream-failures"]);
  });

  it("and no history while Coinbase is down leaves each message with both causes", async () => {
    const [, fault] = s3Answers[0] ?? [];
    expect(fault).toBeDefined();
    if (fault === undefined) return;
    const hour = await spendHour({ faults: { exchange: always(503) }, env: before(fault) });
    expect(endedUnanswered(hour, "CANDLES_UNAVAILABLE", "Coinbase answered 503; the collected history")).toBe(10);
    for (const { message } of hour.letters) expect(message).toMatch(/denied/iu);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "receipts-not-written", "upstream-failures"]);
  });
});
