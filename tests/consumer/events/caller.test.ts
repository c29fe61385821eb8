import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { callerOf, readCaller } from "../../../src/consumer/events/caller.ts";

const hashOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const withClaims = (claims: unknown): object => ({ authorizer: { jwt: { claims, scopes: null } } });

describe("the caller of a request to the HTTP API", () => {
  it.each(["abc@clients", "auth0|5f7c8ec7", "b2c3-44", "https://issuer.example/u/1", "arn-like", "a".repeat(128)])(
    "is the subject of its token: %s",
    (sub) => {
      expect(callerOf(withClaims({ sub, azp: "other" }))).toBe(sub);
    },
  );

  it.each(["Jürgen", "two words", "a".repeat(129), "a#b", " padded ", "line\nbreak"])(
    "is the hash of a subject that could not stand in an id: %j",
    (sub) => {
      expect(callerOf(withClaims({ sub }))).toBe(hashOf(sub));
    },
  );

  it.each(["sha256:abc", "client:abc", "arn:aws:iam::1:user/a", "without-token"])(
    "is never taken for another one that is named in another way: %s",
    (sub) => {
      expect(callerOf(withClaims({ sub }))).toBe(hashOf(sub));
    },
  );

  it.each([
    [{ azp: "the-client" }, "client:the-client"],
    [{ sub: "", client_id: "the-client" }, "client:the-client"],
    [{ sub: " ", azp: "the client" }, hashOf("client:the client")],
  ])("is the client where the token has no subject: %j", (claims, caller) => {
    expect(callerOf(withClaims(claims))).toBe(caller);
  });

  it("is the user that IAM found", () => {
    const userArn = "arn:aws:iam::123456789012:user/desk";
    expect(callerOf({ authorizer: { iam: { userArn } } })).toBe(userArn);
  });

  it("is one for all events that no authorizer saw, since only who may invoke the function makes them", () => {
    expect(callerOf({ http: { method: "POST" } })).toBe("without-token");
  });

  it.each([
    withClaims({ scope: "ask" }),
    withClaims(null),
    withClaims({ sub: 7 }),
    { authorizer: {} },
    { authorizer: "x" },
    { domainName: "abc.lambda-url.us-east-2.on.aws" },
    null,
  ])("is nobody for %j", (context) => {
    expect(callerOf(context)).toBeNull();
  });
});

describe("the caller that a message names", () => {
  it.each([
    ["abc@clients", "abc@clients"],
    [hashOf("x"), hashOf("x")],
    ["two words", hashOf("two words")],
    ["x".repeat(1_000_000), hashOf("x".repeat(1_000_000))],
    ["", null],
    [null, null],
    [undefined, null],
  ])("is as it is written, or its hash", (given, caller) => {
    expect(readCaller(given)).toBe(caller);
  });
});
