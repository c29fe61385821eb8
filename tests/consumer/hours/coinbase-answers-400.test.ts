import { describe, expect, it } from "vitest";
import { faultOf, told, toAnyone } from "../../support/upstreams/answers/coinbase-answers.ts";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const answers = toAnyone.filter(({ status, code }) => status === 400 && code !== "PRODUCT_UNKNOWN");

describe("an hour in which Coinbase answers 400", () => {
  it.each(answers)("$status $body leaves each message with its cause, and the operator hears of it", async (answer) => {
    const hour = await spendHour({ faults: { exchange: faultOf(answer) } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, answer.code, told(answer))).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
    expect(hour.log).toContain('"upstream":"coinbase"');
  });
});
