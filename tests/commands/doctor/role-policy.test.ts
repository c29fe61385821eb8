import { describe, expect, it } from "vitest";
import { isAllowed, readPolicy } from "../../../src/commands/doctor/role-policy.ts";

const read = { action: "s3:GetObject", resources: ["arn:aws:s3:::data/COINBASE/BTC-USD/historical/1.csv"] };

function decide(statement: object | readonly object[], access: Parameters<typeof isAllowed>[1] = read): boolean {
  const statements = readPolicy({ Version: "2012-10-17", Statement: statement });
  if (statements === null) throw new Error("The policy can't be read");
  return isAllowed(statements, access);
}

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

describe("a role's policy", () => {
  it.each([
    ["s3:GetObject", "arn:aws:s3:::data/*"],
    ["s3:Get*", "*"],
    ["s3:GetObjec?", "arn:aws:s3:::dat?/COINBASE/*/historical/*"],
    ["S3:getobject", "arn:aws:s3:::data/COINBASE/BTC-USD/historical/1.csv"],
    ["*", "*"],
    [
      ["s3:PutObject", "s3:*"],
      ["arn:aws:s3:::other/*", "arn:aws:s3:::data/*"],
    ],
  ])("allows by action %j and resource %j", (action, resource) => {
    expect(decide(allow(action, resource))).toBe(true);
  });

  it.each([
    ["s3:PutObject", "arn:aws:s3:::data/*"],
    ["s3:GetObject", "arn:aws:s3:::data"],
    ["s3:GetObject", "arn:aws:s3:::Data/*"],
    ["s3:GetObject", "arn:aws:s3:::dat?a/*"],
    ["s3:GetObject?", "*"],
    ["s3:GetObject", "arn:aws:s3:::data/COINBASE/*/historical/1+csv"],
  ])("does not allow by action %j and resource %j", (action, resource) => {
    expect(decide(allow(action, resource))).toBe(false);
  });

  it("denies whatever allows, and counts what is not meant by its exceptions", () => {
    const all = allow("s3:*", "*");
    expect(decide([all, { Effect: "Deny", Action: "s3:Get*", Resource: "arn:aws:s3:::data/*" }])).toBe(false);
    expect(decide([all, { Effect: "Deny", NotAction: "s3:GetObject", Resource: "*" }])).toBe(true);
    expect(decide({ Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::data/*" })).toBe(false);
    expect(decide({ Effect: "Allow", NotAction: "iam:*", NotResource: "arn:aws:s3:::other/*" })).toBe(true);
  });

  it.each([
    [{ StringLike: { "s3:prefix": ["COINBASE/*"] } }, true],
    [{ StringLike: { "s3:prefix": "private/*" } }, false],
    [{ "ForAllValues:StringLike": { "S3:Prefix": ["COINBASE/*"] } }, true],
    [{ StringNotEquals: { "s3:prefix": "COINBASE/" } }, false],
    [{ StringEqualsIfExists: { "s3:prefix": "coinbase/" } }, false],
    [{ StringEquals: { "s3:prefix": "COINBASE/" }, StringLike: { "s3:prefix": "x" } }, false],
    // What is not known of the call can't be held against the role.
    [{ StringEquals: { "aws:SourceVpc": "vpc-1" } }, true],
    [{ DateLessThan: { "s3:prefix": "2020-01-01" } }, true],
  ])("allows under %j: %j", (Condition, isAllowedThen) => {
    const list = { action: "s3:ListBucket", resources: ["arn:aws:s3:::data"], context: { "s3:prefix": "COINBASE/" } };
    expect(decide(allow("s3:ListBucket", "*", { Condition }), list)).toBe(isAllowedThen);
  });

  it("does not deny on a condition that is not known to be met", () => {
    const Condition = { StringEquals: { "aws:SourceVpc": "vpc-1" } };
    expect(decide([allow("s3:*", "*"), { Effect: "Deny", Action: "*", Resource: "*", Condition }])).toBe(true);
  });

  it("takes a policy variable for anything, and an escaped wildcard for itself", () => {
    expect(decide(allow("s3:*", "arn:aws:s3:::data/${aws:username}/*"))).toBe(true);
    expect(decide(allow("s3:*", "arn:aws:s3:::data/${*}"))).toBe(false);
    expect(
      decide(allow("s3:*", "arn:aws:s3:::data/${*}"), { action: "s3:GetObject", resources: ["arn:aws:s3:::data/*"] }),
    ).toBe(true);
  });

  it("is none where it has another shape", () => {
    expect(readPolicy({ Statement: [{ Effect: "Perhaps" }] })).toBe(null);
    expect(readPolicy("nonsense")).toBe(null);
  });
});
