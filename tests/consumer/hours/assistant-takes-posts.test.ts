import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { assistantSuccesses } from "../../support/upstreams/answers/assistant-answers.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

/** A fault of the first request alone. */
function once(): () => Fault | undefined {
  let isFirst = true;
  return () => {
    const fault = isFirst ? always(503, "busy")() : undefined;
    isFirst = false;
    return fault;
  };
}

describe("an hour in which all is well", () => {
  it("answers each message and rings no alarm", async () => {
    const hour = await spendHour();
    expect(hour.posts).toHaveLength(messagesOfHour);
    for (const text of hour.posts) expect(text).toContain("Automated summary of BTC-USD.");
    expect([hour.letters, hour.waiting, hour.causes]).toEqual([[], 0, []]);
    expect(hour.ringing).toEqual([]);
  });

  it("but for one bad answer of each upstream rings none either", async () => {
    const hour = await spendHour({ faults: { inbox: once(), tokenServer: once(), exchange: once() } });
    expect(hour.posts).toHaveLength(messagesOfHour);
    expect(hour.sumOf("UpstreamFailures")).toBe(3);
    expect(hour.ringing).toEqual([]);
  });
});

describe("an hour in which the Assistant takes posts", () => {
  it.each(assistantSuccesses)("by %d %j tells the operator of %j", async (status, body, words) => {
    const hour = await spendHour({ faults: { inbox: always(status, body) } });
    expect([hour.sumOf("Insights"), hour.letters, hour.waiting]).toEqual([messagesOfHour, [], 0]);
    expect(hour.ringing).toEqual(words === null ? [] : ["doubtful-deliveries"]);
  });
});
