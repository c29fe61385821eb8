import { describe, expect, it } from "vitest";
import { bedrockFailure } from "../../src/llm/bedrock-failure.ts";

const { signal } = new AbortController();

describe("bedrockFailure", () => {
  it.each([
    ["a value that is no error", "odd", "MODEL_UNAVAILABLE"],
    ["an error without a status", new Error("socket hang up"), "MODEL_UNAVAILABLE"],
    ["an error with empty metadata", Object.assign(new Error("why"), { $metadata: {} }), "MODEL_UNAVAILABLE"],
    ["an error whose metadata is null", Object.assign(new Error("why"), { $metadata: null }), "MODEL_UNAVAILABLE"],
    [
      "an error whose status is no number",
      Object.assign(new Error("why"), { $metadata: { httpStatusCode: "500" } }),
      "MODEL_UNAVAILABLE",
    ],
    [
      "an answer that can't be read",
      Object.assign(new SyntaxError("why"), { $metadata: { httpStatusCode: 200 } }),
      "MODEL_ANSWER_INCOMPLETE",
    ],
  ])("judges %s", (_, error, code) => {
    expect(bedrockFailure(error, signal)).toMatchObject({ code });
  });

  it("keeps the cause where no answer came", () => {
    const error = new Error("connect ECONNREFUSED");
    expect(bedrockFailure(error, signal).cause).toBe(error);
  });
});
