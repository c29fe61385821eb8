import { describe, expect, it } from "vitest";
import { readOperatorTarget, targetArguments } from "../../../src/commands/kit/operator-target.ts";

const optionsOf = (values: Readonly<Record<string, string>>): string => targetArguments(readOperatorTarget(values));

describe("the deployment that a command talks to", () => {
  it("is in the template's region on AWS unless it says otherwise", () => {
    expect(readOperatorTarget({ stage: "dev" })).toEqual({ stage: "dev", region: "us-east-2", endpoint: null });
    const endpoint = "http://127.0.0.1:4566";
    expect(readOperatorTarget({ stage: "x-1", region: "us-gov-west-1", endpoint })).toEqual({
      stage: "x-1",
      region: "us-gov-west-1",
      endpoint: new URL(endpoint),
    });
  });

  it.each([
    [{}, "--stage is missing: name the deployment, such as --stage dev"],
    [{ stage: "" }, '--stage "" is not a stage'],
    [{ stage: "a/b" }, '--stage "a/b" is not a stage: 1 to 40 letters'],
    [{ stage: "dev", region: "Ohio" }, '--region "Ohio" is not a region such as us-east-2'],
    [{ stage: "dev", endpoint: "here" }, '--endpoint "here" is not a URL'],
  ])("is never guessed: %j", (values, message) => {
    expect(() => readOperatorTarget(values)).toThrow(message);
  });

  it("is named again by the same options", () => {
    expect(optionsOf({ stage: "dev" })).toBe("--stage dev");
    expect(optionsOf({ stage: "dev", region: "eu-west-1", endpoint: "http://127.0.0.1:4566/" })).toBe(
      "--stage dev --region eu-west-1 --endpoint http://127.0.0.1:4566",
    );
  });
});
