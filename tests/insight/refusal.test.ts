import { expect, it } from "vitest";
import { checkText } from "../../src/grounding/check-text.ts";
import { noFigures } from "../features/figure-samples.ts";
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
  // It speaks of the service's own bounds (30 minutes, 5 candles), not of figures.
  const rules = checkText(refusal, { productId: "BIT-24APR26-CDE", maxWords: 100, features: noFigures }).violations;
  expect(rules.filter(({ kind }) => kind !== "wrong_period")).toEqual([]);
});

it.each(errorCodes.filter((code) => !answers.some((answer) => answer === code)))(
  "is not written for %s, which is a failure",
  (code) => {
    expect(writeRefusal("BTC-USD", code)).toBeNull();
  },
);
