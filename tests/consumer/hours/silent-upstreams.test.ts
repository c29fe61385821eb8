import { describe, expect, it } from "vitest";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const silence = () => ({ kind: "hang" }) as const;

/** Each with the time after which the function gives up one try. */
const silent = [
  ["Assistant", { inbox: silence }, 8_000, "ASSISTANT_UNAVAILABLE"],
  ["token server", { tokenServer: silence }, 5_000, "TOKEN_UNAVAILABLE"],
  ["Coinbase", { exchange: silence }, 5_000, "CANDLES_UNAVAILABLE"],
] as const;

describe("an hour of silence", () => {
  it.each(silent)("of the %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, faults, hurriedMs, code] = row;
    const hour = await spendHour({ faults, hurriedMs });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, code, `did not answer within ${hurriedMs} ms`)).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
  });
});
