import { describe, expect, it } from "vitest";
import { tokenAnswers } from "../../support/upstreams/answers/token-answers.ts";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const useless = tokenAnswers.filter(([name, , code]) => code === "TOKEN_UNAVAILABLE" && !/^[^2]\d\d/u.test(name));

describe("an hour in which the token server answers", () => {
  it.each(useless)("%s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, tokenServer, code, , words] = row;
    const hour = await spendHour({ faults: { tokenServer } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, words)).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
    expect(hour.log).toContain('"upstream":"tokens"');
  });
});
