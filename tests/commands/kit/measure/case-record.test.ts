import { describe, expect, it } from "vitest";
import type { CaseText, JudgedAnswer } from "../../../../src/commands/kit/measure/case-text.ts";
import { recordCase } from "../../../../src/commands/kit/measure/case-record.ts";

const sentence = (text: string, verdict = "true") => ({ text, verdict, reason: verdict === "true" ? "" : "no" });
const whole: JudgedAnswer = {
  text: "A is 1. B is 2.",
  latencyMs: 100,
  grounded: true,
  posted: "A is 1. B is 2.",
  sentences: [sentence("A is 1."), sentence("B is 2.")],
};
const partly: JudgedAnswer = {
  ...whole,
  grounded: false,
  posted: "A is 1.",
  sentences: [sentence("A is 1."), sentence("B is 3.", "false"), sentence("Hm.", "not_understood")],
};
const unusable: JudgedAnswer = { ...partly, posted: null };
const base: CaseText = {
  outcome: "insight",
  text: "posted\nfooter",
  answers: [whole],
  told: { direction: "up", figures: ["rsi"] },
  inputTokens: 1,
  outputTokens: 2,
  reason: null,
  failureCode: null,
};
const record = (text: Partial<CaseText>) =>
  recordCase(
    { id: "a", productDay: "d", followed: null },
    { ...base, ...text },
    { repeat: 1, key: "k", isTimed: true },
  );

describe("the record of a text", () => {
  it.each<[string, Partial<CaseText>, string]>([
    ["first_try", {}, "a whole first answer"],
    ["pruned", { answers: [partly] }, "a first answer of which some is true"],
    ["pruned", { answers: [{ ...whole, posted: "A is 1." }] }, "a true first answer that was too long"],
    ["repaired", { answers: [unusable, whole] }, "a second answer"],
    ["repaired", { answers: [unusable, partly] }, "a second answer of which some is true"],
    ["plain", { outcome: "plain", answers: [unusable, unusable] }, "two answers of no use"],
    ["plain", { outcome: "plain", answers: [], failureCode: "MODEL_ANSWER_INCOMPLETE" }, "an answer that was cut off"],
    ["failed", { outcome: "plain", answers: [], failureCode: "MODEL_UNAVAILABLE" }, "a model that is down"],
    [
      "failed",
      { outcome: "plain", answers: [unusable], failureCode: "MODEL_UNAVAILABLE" },
      "one that is down at the repair",
    ],
    ["refused", { outcome: "refusal", answers: [] }, "a market that can't be told of"],
  ])("says %s of %j", (end, text) => {
    expect(record(text).end).toBe(end);
  });

  it("counts sentences of all answers by verdict, and words without the footer", () => {
    expect(record({ answers: [unusable, partly] })).toMatchObject({ true: 2, false: 2, not_understood: 2, words: 3 });
    expect(record({ outcome: "plain", answers: [unusable] }).words).toBeNull();
  });
});
