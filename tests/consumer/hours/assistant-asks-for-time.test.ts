import { describe, expect, it } from "vitest";
import { assistantAnswers } from "../../support/upstreams/answers/assistant-answers.ts";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const asking = assistantAnswers.filter(([name]) => /^(?:429|503)/u.test(name));

describe("an hour in which the Assistant asks for time", () => {
  it.each(asking)("by %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, inbox, code, backInSeconds, , words] = row;
    const hour = await spendHour({ faults: { inbox } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, words)).toBe(messagesOfHour);
    // What has to wait for a quarter of an hour is not given up within this one.
    const [gaveUp, waited] = backInSeconds === 900 ? [[], ["oldest-message"]] : [["dead-letters"], []];
    expect(hour.ringing).toEqual([...gaveUp, "nothing-delivered", ...waited, "upstream-failures"]);
    expect(hour.log).toContain('"upstream":"assistant"');
  });
});
