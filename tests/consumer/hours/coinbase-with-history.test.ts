import { describe, expect, it } from "vitest";
import { faultOf, notNow, toAnyone } from "../../support/upstreams/answers/coinbase-answers.ts";
import { collectHistory } from "../../support/upstreams/collect-history.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

/** Answers that look like one about the request, and are none. */
const answers = toAnyone
  .filter(({ status, code }) => (status === 400 || status === 404) && code === notNow.code)
  .map((answer) => [`${answer.status} ${JSON.stringify(answer.body ?? "")}`, faultOf(answer)] as const);

describe("an hour in which the collected history stands in for Coinbase", () => {
  it.each(answers)(
    "that answers %s gives each reader an insight, and the operator hears of it",
    async (_, exchange) => {
      const hour = await spendHour({ faults: { exchange }, everyMinute: collectHistory });
      expect(hour.posts).toHaveLength(messagesOfHour);
      for (const text of hour.posts) expect(text).toContain("Automated summary of BTC-USD.");
      expect([hour.letters, hour.waiting]).toEqual([[], 0]);
      expect(hour.ringing).toEqual(["history-fallbacks", "upstream-failures"]);
    },
  );

  it("is written and not needed rings nothing", async () => {
    const hour = await spendHour({ everyMinute: collectHistory });
    expect([hour.posts.length, hour.ringing]).toEqual([messagesOfHour, []]);
  });
});
