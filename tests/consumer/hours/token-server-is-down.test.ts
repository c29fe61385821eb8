import { describe, expect, it } from "vitest";
import { tokenAnswers } from "../../support/upstreams/answers/token-answers.ts";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const failures = tokenAnswers.filter(
  ([name, , code]) => code === "TOKEN_UNAVAILABLE" && /^\d{3}/u.test(name) && !name.startsWith("200"),
);

/** Where the server asks for a quarter of an hour, it is left alone for so long, and nothing is given up in this one. */
const bellsOf = (backInSeconds: number): readonly string[] => {
  const gaveUp = backInSeconds < 900 ? ["dead-letters"] : [];
  const waited = backInSeconds > 300 ? ["oldest-message"] : [];
  const asked = backInSeconds < 900 ? ["upstream-failures"] : [];
  return [...gaveUp, "nothing-delivered", ...waited, ...asked];
};

describe("an hour in which the token server grants nothing", () => {
  it.each(failures)("but %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, tokenServer, code, backInSeconds, words] = row;
    const hour = await spendHour({ faults: { tokenServer } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, words)).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(bellsOf(backInSeconds));
    expect(hour.log).toContain('"upstream":"tokens"');
  });
});
