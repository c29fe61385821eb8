import { describe, expect, it } from "vitest";
import {
  faultOf,
  notNow,
  toAnyone,
  withoutCandles,
  withoutKey,
} from "../../support/upstreams/answers/coinbase-answers.ts";
import { coinbaseWaits } from "../../support/upstreams/answers/coinbase-waits.ts";
import { collectHistory } from "../../support/upstreams/collect-history.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

const answers = [
  ...[...toAnyone, ...withoutKey]
    .filter(({ status, code }) => status !== 400 && status !== 404 && code === notNow.code)
    .map((answer) => [`${answer.status} ${JSON.stringify(answer.body ?? "")}`, faultOf(answer)] as const),
  ...withoutCandles.map(({ what, body }) => [`200 with ${what}`, always(200, body)] as const),
  ...coinbaseWaits.map(([what, fault]) => [what, fault] as const),
];

describe("an hour in which the collected history stands in for a Coinbase that is down", () => {
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
});
