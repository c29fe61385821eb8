import { describe, expect, it } from "vitest";
import { type ConverseReply, judgeBedrockReply } from "../../../src/llm/bedrock/bedrock-reply.ts";
import { ServiceError } from "../../../src/platform/errors.ts";

type Content = NonNullable<NonNullable<NonNullable<ConverseReply["output"]>["message"]>["content"]>;

const modelId = "eu.amazon.nova-lite-v1:0";

function reply(content: Content, fields: Partial<ConverseReply> = {}): ConverseReply {
  return { output: { message: { role: "assistant", content } }, stopReason: "end_turn", usage: undefined, ...fields };
}

function failureOf(given: ConverseReply): ServiceError {
  try {
    judgeBedrockReply(given, modelId);
  } catch (error) {
    if (error instanceof ServiceError) return error;
  }
  throw new Error("It throws no ServiceError");
}

describe("judgeBedrockReply", () => {
  it("takes the text, the model and the tokens", () => {
    const usage = { inputTokens: 226, outputTokens: 82, totalTokens: 308 };
    expect(judgeBedrockReply(reply([{ text: "BTC-USD is rising." }], { usage }), modelId)).toEqual({
      text: "BTC-USD is rising.",
      model: modelId,
      usage: { inputTokens: 226, outputTokens: 82 },
    });
  });

  it("knows no tokens where Bedrock counts none", () => {
    expect(judgeBedrockReply(reply([{ text: "BTC-USD" }]), modelId).usage).toEqual({
      inputTokens: null,
      outputTokens: null,
    });
  });

  it.each([-5, 3.5, 10_000_001, 1e308, Number.NaN])("takes a count of %j for one that is not told", (count) => {
    const usage = { inputTokens: count, outputTokens: count, totalTokens: count };
    expect(judgeBedrockReply(reply([{ text: "BTC-USD" }], { usage }), modelId).usage).toEqual({
      inputTokens: null,
      outputTokens: null,
    });
  });

  it.each([
    [["BTC-USD is rising.", "The RSI is 65."], "BTC-USD is rising. The RSI is 65."],
    [["BTC-USD is rising. ", "The RSI is 65."], "BTC-USD is rising. The RSI is 65."],
    [["BTC-USD is ris", "ing."], "BTC-USD is rising."],
    [["The RSI is 65.", "25 now."], "The RSI is 65.25 now."],
  ])("joins the text blocks %j", (texts, joined) => {
    expect(judgeBedrockReply(reply(texts.map((text) => ({ text }))), modelId).text).toBe(joined);
  });

  it("drops what is no text, wherever it stands", () => {
    const content: Content = [
      { reasoningContent: { reasoningText: { text: "It rose." } } },
      { text: "BTC-USD" },
      { reasoningContent: { redactedContent: new Uint8Array([1]) } },
      { text: " is rising." },
      { toolUse: { toolUseId: "t", name: "lookup", input: {} } },
    ];
    expect(judgeBedrockReply(reply(content), modelId).text).toBe("BTC-USD is rising.");
  });

  it("takes an answer that a stop sequence ended", () => {
    const given = reply([{ text: "BTC-USD is rising." }], { stopReason: "stop_sequence" });
    expect(judgeBedrockReply(given, modelId).text).toBe("BTC-USD is rising.");
  });

  it.each(["guardrail_intervened", "content_filtered"] as const)("takes %s for a refusal", (stopReason) => {
    expect(failureOf(reply([{ text: "I can't say." }], { stopReason }))).toMatchObject({
      code: "MODEL_REFUSED",
      retryable: false,
    });
  });

  it.each([
    "max_tokens",
    "model_context_window_exceeded",
    "malformed_model_output",
    "malformed_tool_use",
    "tool_use",
    undefined,
  ] as const)("takes no answer that ended with %s", (stopReason) => {
    const error = failureOf(reply([{ text: "BTC-USD is" }], { stopReason }));
    expect(error).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE", retryable: false });
    expect(error.message).toContain(stopReason ?? "no stop reason");
  });

  it.each([
    ["no blocks", reply([])],
    ["no message", { ...reply([]), output: undefined }],
    ["reasoning alone", reply([{ reasoningContent: { reasoningText: { text: "It rose." } } }])],
    ["blank text", reply([{ text: " \n" }])],
  ])("takes no answer with %s", (_, given) => {
    expect(failureOf(given)).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
  });
});
