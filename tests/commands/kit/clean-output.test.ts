import { expect, it } from "vitest";
import { createCleanOutput } from "../../../src/commands/kit/clean-output.ts";

const clean = createCleanOutput({
  OLLAMA_API_KEY: "Zr8pQ2mVx0Lk",
  ASSISTANT_API_KEY: "123456",
  AWS_REGION: "us-east-1",
});

it("what a command prints holds no secret of the settings", () => {
  expect(clean("us-east-1 refused Zr8pQ2mVx0Lk and Bearer abcdef")).toBe(
    "us-east-1 refused [secret] and Bearer [secret]",
  );
});

it("a line of JSON stays JSON", () => {
  expect(JSON.parse(clean('{"at":1234567,"key":"123456"}'))).toEqual({ at: 1_234_567, key: "[secret]" });
});
