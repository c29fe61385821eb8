import { describe, expect, it } from "vitest";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { tokenAnswers } from "../../support/upstreams/answers/token-answers.ts";
import { endedUnanswered, everyOther, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

const refusals = tokenAnswers.filter(([, , code]) => code === "TOKEN_REFUSED");

/** The Assistant's inbox asks the same server for its keys. */
const toGrants =
  (fault: FaultHook): FaultHook =>
  (request) =>
    request.method === "POST" ? fault(request) : undefined;

describe("an hour in which the token server refuses", () => {
  it.each(refusals)("by %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, tokenServer, code, , words] = row;
    const hour = await spendHour({ faults: { tokenServer } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, words)).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
    expect(hour.log).toContain('"upstream":"tokens"');
  });
});

const tokenServer = (): FaultHook => toGrants(everyOther(always(503, "busy")));

describe("an hour in which half of the grants fail", () => {
  it("costs no reader anything, and where tokens live for minutes the operator hears of it", async () => {
    const hour = await spendHour({ faults: { tokenServer: tokenServer() }, tokenExpiresInSeconds: 300 });
    expect([hour.posts.length, hour.letters.length]).toEqual([messagesOfHour, 0]);
    expect(hour.ringing).toEqual(["upstream-failures"]);
  });

  it("is one failed try where a token lives for a day, and rings nothing", async () => {
    const hour = await spendHour({ faults: { tokenServer: tokenServer() } });
    expect([hour.posts.length, hour.sumOf("UpstreamFailures")]).toEqual([messagesOfHour, 1]);
    expect(hour.ringing).toEqual([]);
  });
});
