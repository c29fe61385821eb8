import { describe, expect, it } from "vitest";
import { assistantAnswers } from "../../support/upstreams/answers/assistant-answers.ts";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const others = assistantAnswers.filter(
  ([name, , , , mayHaveArrived]) => !/^(?:429|503)/u.test(name) && !mayHaveArrived,
);

describe("an hour in which the Assistant takes no post", () => {
  it.each(others)("for %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, inbox, code, , , words] = row;
    const hour = await spendHour({ faults: { inbox } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, words)).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
    expect(hour.log).toContain('"upstream":"assistant"');
  });
});
