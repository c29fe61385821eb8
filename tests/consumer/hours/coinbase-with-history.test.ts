import { describe, expect, it } from "vitest";
import type { Stack } from "../../../src/emulators/stack.ts";
import { collectedDay, toCsv } from "../../support/collected-csv.ts";
import {
  faultOf,
  notNow,
  toAnyone,
  withoutCandles,
  withoutKey,
} from "../../support/upstreams/answers/coinbase-answers.ts";
import { coinbaseWaits } from "../../support/upstreams/answers/coinbase-waits.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

const answers = [
  ...[...toAnyone, ...withoutKey]
    .filter(({ code }) => code === notNow.code)
    .map((answer) => [`${answer.status} ${JSON.stringify(answer.body ?? "")}`, faultOf(answer)] as const),
  ...withoutCandles.map(({ what, body }) => [`200 with ${what}`, always(200, body)] as const),
  ...coinbaseWaits.map(([what, fault]) => [what, fault] as const),
];

/** The platform's collector goes on through the hour. */
async function collect(stack: Stack, minute: number): Promise<void> {
  if (minute % 5 === 0) await stack.putObject("COINBASE/BTC-USD/historical/today.csv", toCsv(collectedDay()));
}

describe("an hour in which the collected history stands in for Coinbase", () => {
  it.each(answers)(
    "that answers %s gives each reader an insight, and the operator hears of it",
    async (_, exchange) => {
      const hour = await spendHour({ faults: { exchange }, everyMinute: collect });
      expect(hour.posts).toHaveLength(messagesOfHour);
      for (const text of hour.posts) expect(text).toContain("Automated summary of BTC-USD.");
      expect([hour.letters, hour.waiting]).toEqual([[], 0]);
      expect(hour.ringing).toEqual(["history-fallbacks", "upstream-failures"]);
    },
  );

  it("is written and not needed rings nothing", async () => {
    const hour = await spendHour({ everyMinute: collect });
    expect([hour.posts.length, hour.ringing]).toEqual([messagesOfHour, []]);
  });
});
