import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { faultOf, told, withKey } from "../../support/upstreams/answers/coinbase-answers.ts";
import { endedUnanswered, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "sec1", format: "pem" });
const key = { COINBASE_API_KEY: "organizations/o/apiKeys/k", COINBASE_API_SECRET: String(pem) };

describe("an hour in which Coinbase refuses the key", () => {
  it.each(withKey)(
    "by $status $body leaves each message with its cause, and the operator hears of it",
    async (answer) => {
      const hour = await spendHour({ faults: { exchange: faultOf(answer) }, env: async () => key });
      expect(hour.posts).toEqual([]);
      expect(endedUnanswered(hour, answer.code, told(answer))).toBe(messagesOfHour);
      expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "upstream-failures"]);
    },
  );

  it("knows the control: with a key that is taken it rings nothing", async () => {
    const hour = await spendHour({ env: async () => key });
    expect([hour.posts.length, hour.ringing]).toEqual([messagesOfHour, []]);
  });
});
