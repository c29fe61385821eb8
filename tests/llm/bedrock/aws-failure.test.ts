import { describe, expect, it } from "vitest";
import { awsFailure } from "../../../src/llm/bedrock/aws-failure.ts";

const { signal } = new AbortController();

describe("awsFailure", () => {
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
    expect(awsFailure("Bedrock", error, signal)).toMatchObject({ code });
  });

  it.each([
    ["ThrottlingException", "MODEL_UNAVAILABLE"],
    ["Throttling", "MODEL_UNAVAILABLE"],
    ["AccessDeniedException", "MODEL_MISCONFIGURED"],
    ["ClusterNotFoundException", "MODEL_MISCONFIGURED"],
    ["ServiceNotFoundException", "MODEL_MISCONFIGURED"],
    ["ServiceNotActiveException", "MODEL_MISCONFIGURED"],
    ["InvalidParameterException", "MODEL_MISCONFIGURED"],
  ])("judges what ECS answers with 400 by its name: %s", (name, code) => {
    const error = Object.assign(new Error("why"), { name, $metadata: { httpStatusCode: 400 } });
    expect(awsFailure("ECS", error, signal)).toMatchObject({ code, message: `ECS answered 400 ${name}: why` });
  });

  it("names who was asked", () => {
    const messages = (["Bedrock", "ECS"] as const).map((asked) => awsFailure(asked, new Error("why"), signal).message);
    expect(messages).toEqual(["Bedrock gave no answer: Error: why", "ECS gave no answer: Error: why"]);
    const { message } = awsFailure("ECS", new Error("why"), AbortSignal.abort());
    expect(message).toBe("The time was up before ECS answered");
  });

  it("keeps the cause where no answer came", () => {
    const error = new Error("connect ECONNREFUSED");
    expect(awsFailure("Bedrock", error, signal).cause).toBe(error);
  });
});
