import { expect, it } from "vitest";
import { makeChatSafe } from "../../src/grounding/chat-safety.ts";
import { writeRefusal } from "../../src/insight/refusal.ts";
import { errorCodes } from "../../src/platform/errors.ts";

const answers = ["PRODUCT_UNKNOWN", "NOT_ENOUGH_CANDLES", "MARKET_STALE", "MARKET_UNUSABLE"] as const;

it.each([
  {
    code: "PRODUCT_UNKNOWN",
    sentence: "There is no insight about NOPE-USD: Coinbase lists no product of that name.",
  },
  {
    code: "NOT_ENOUGH_CANDLES",
    sentence: "There is no insight about NOPE-USD now: it was traded too little lately to compute figures from.",
  },
  {
    code: "MARKET_STALE",
    sentence:
      "There is no insight about NOPE-USD now: its last trades are over 30 minutes old, and figures would mislead.",
  },
  {
    code: "MARKET_UNUSABLE",
    sentence:
      "There is no insight about NOPE-USD now: the candles that Coinbase gave are faulty, and figures would mislead.",
  },
] as const)("explains $code in one sentence that names the product", ({ code, sentence }) => {
  expect(writeRefusal("NOPE-USD", code)).toBe(sentence);
});

it.each(answers)("explains %s in words that may be posted as they are", (code) => {
  const refusal = writeRefusal("BIT-24APR26-CDE", code) ?? "";
  expect(makeChatSafe(refusal)).toBe(refusal);
  expect(refusal).toContain("BIT-24APR26-CDE");
});

it.each(errorCodes.filter((code) => !answers.some((answer) => answer === code)))(
  "is not written for %s, which is a failure",
  (code) => {
    expect(writeRefusal("BTC-USD", code)).toBeNull();
  },
);
