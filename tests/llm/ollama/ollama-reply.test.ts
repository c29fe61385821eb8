import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../src/platform/errors.ts";
import { judgeOllamaReply } from "../../../src/llm/ollama/ollama-reply.ts";
import { ollamaReply } from "../../support/models/ollama-server.ts";

const text = "BTC-USD is rising.";

function failureOf(reply: unknown): ServiceError {
  try {
    judgeOllamaReply(reply, "llama3.2");
  } catch (error) {
    if (error instanceof ServiceError) return error;
  }
  throw new Error("It throws no ServiceError");
}

describe("judgeOllamaReply", () => {
  it("takes the text, the server's name of the model and the tokens", () => {
    expect(judgeOllamaReply(ollamaReply(text), "llama3.2")).toEqual({
      text,
      model: "llama3.2:latest",
      usage: { inputTokens: 226, outputTokens: 82 },
    });
  });

  it("names the configured model where the server names none", () => {
    expect(judgeOllamaReply(ollamaReply(text, { model: undefined }), "llama3.2").model).toBe("llama3.2");
  });

  it("knows no tokens where the server counts none", () => {
    const reply = ollamaReply(text, { prompt_eval_count: undefined, eval_count: undefined });
    expect(judgeOllamaReply(reply, "llama3.2").usage).toEqual({ inputTokens: null, outputTokens: null });
  });

  it.each([-5, -0.5, 3.5, 10_000_001, 1e308, Number.POSITIVE_INFINITY, Number.NaN, "226", {}])(
    "takes a count of %j for one that is not told",
    (count) => {
      const reply = ollamaReply(text, { prompt_eval_count: count, eval_count: count, prompt_eval_cached_count: count });
      expect(judgeOllamaReply(reply, "llama3.2")).toMatchObject({
        text,
        usage: { inputTokens: null, outputTokens: null },
      });
    },
  );

  it("takes an answer without a reason to end, as old servers give it", () => {
    expect(judgeOllamaReply(ollamaReply(text, { done_reason: undefined }), "llama3.2").text).toBe(text);
  });

  it.each([
    ["the limit of tokens", { done_reason: "length" }],
    ["a model that was only loaded", { done_reason: "load" }],
    ["a reason nobody knows", { done_reason: "tired" }],
    ["an answer that is not done", { done: false }],
    ["an answer that does not say that it is done", { done: undefined }],
    ["no message", { message: undefined }],
    ["thinking alone", { message: { role: "assistant", content: "", thinking: "It rose." } }],
    ["a message that is none", { message: "BTC-USD is rising." }],
  ])("takes no answer from %s", (_, fields) => {
    expect(failureOf(ollamaReply(text, fields))).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
  });

  it.each([null, [], "text", 5])("takes no answer from %j", (reply) => {
    expect(failureOf(reply)).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
  });

  it("takes an error under a good status for what it is", () => {
    const error = failureOf({ error: "llama runner process has terminated" });
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    expect(error.message).toContain("llama runner process has terminated");
  });
});
