import { describe, expect, it } from "vitest";
import { coinbaseWaits } from "../../support/upstreams/answers/coinbase-waits.ts";
import { withoutCandles } from "../../support/upstreams/answers/coinbase-answers.ts";
import { endedUnanswered, everyOther, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

describe("an hour in which Coinbase asks for time", () => {
  it.each(coinbaseWaits)("by %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, exchange, backInSeconds] = row;
    const hour = await spendHour({ faults: { exchange } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, "CANDLES_UNAVAILABLE", "Coinbase answered ")).toBe(messagesOfHour);
    // What has to wait for a quarter of an hour is not given up within this one.
    const [gaveUp, waited] = backInSeconds === 900 ? [[], ["oldest-message"]] : [["dead-letters"], []];
    expect(hour.ringing).toEqual([...gaveUp, "nothing-delivered", ...waited, "upstream-failures"]);
  });
});

describe("an hour in which Coinbase answers 200", () => {
  it.each(withoutCandles)(
    "with $what leaves each message with its cause, and the operator hears of it",
    async (row) => {
      const hour = await spendHour({ faults: { exchange: always(200, row.body) } });
      expect(endedUnanswered(hour, "CANDLES_UNAVAILABLE", "answered 200 without a list")).toBe(messagesOfHour);
      expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
    },
  );
});

describe("an hour in which half of the requests to Coinbase fail", () => {
  it("costs no reader anything, and the operator hears of it", async () => {
    const hour = await spendHour({ faults: { exchange: everyOther(always(503, "busy")) } });
    expect([hour.posts.length, hour.letters.length]).toEqual([messagesOfHour, 0]);
    expect(hour.ringing).toEqual(["upstream-failures"]);
  });
});
