import { describe, expect, it } from "vitest";
import { assistantAnswers } from "../../support/upstreams/answers/assistant-answers.ts";
import { endedUnanswered, everyOther, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

const inDoubt = assistantAnswers.filter(([, , , , mayHaveArrived]) => mayHaveArrived);

describe("an hour in which the Assistant leaves in doubt whether it took a post", () => {
  it.each(inDoubt)("by %s ends each message with its cause, and the operator hears of it", async (...row) => {
    const [, inbox, code, , , words] = row;
    const hour = await spendHour({ faults: { inbox } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, words)).toBe(messagesOfHour);
    for (const { message } of hour.letters) expect(message).toContain("its post may have arrived");
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
  });
});

describe("an hour in which half of the posts fail", () => {
  it("for a while costs no reader anything, and the operator hears of it", async () => {
    const hour = await spendHour({ faults: { inbox: everyOther(always(503, "busy")) } });
    expect(hour.posts).toHaveLength(messagesOfHour);
    expect(hour.letters).toEqual([]);
    expect(hour.ringing).toEqual(["upstream-failures"]);
  });

  it("after they have arrived posts each text once, and the operator hears of it", async () => {
    const hour = await spendHour({ faults: { inbox: everyOther(() => ({ kind: "answer_then_drop" })) } });
    expect(hour.posts).toHaveLength(messagesOfHour);
    expect(hour.ringing).toEqual(["upstream-failures"]);
  });

  it("for good gives up these alone", async () => {
    const hour = await spendHour({ faults: { inbox: everyOther(always(400, { error: "bad" })) } });
    expect([hour.posts.length, endedUnanswered(hour, "ASSISTANT_REJECTED", "answered 400: bad")]).toEqual([5, 5]);
    expect(hour.ringing).toEqual(["dead-letters", "upstream-failures"]);
  });
});
