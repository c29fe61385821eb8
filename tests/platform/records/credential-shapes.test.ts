import { describe, expect, it } from "vitest";
import { isCredentialName } from "../../../src/platform/records/credential-shapes.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";

const redact = (text: string): string => createRedactor().redact(text);
const jwt = `eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.${"aB3_-".repeat(12)}`;

describe("a credential that nobody knows is taken out by its shape", () => {
  it.each([
    [`token ${jwt} was refused`, "token [secret] was refused"],
    [`line\\n${jwt}`, "line\\n[secret]"],
    [jwt.slice(0, 45), "[secret]"],
    [`cut off: ${jwt.slice(0, 33)}`, "cut off: [secret]"],
    [`in base64: ${Buffer.from(jwt).toString("base64")}`, "in base64: [secret]"],
    [`in base64: ${Buffer.from(`Authorization:Bearer abcdefghij`).toString("base64")}.`, "in base64: [secret]."],
    ["Authorization: Bearer abc.def-123", "Authorization: Bearer [secret]"],
    ["authorization=Bearer xyz", "authorization=Bearer [secret]"],
    ["Bearer xyz", "Bearer [secret]"],
    ["sent bearer 0123456789abcdef, got 401", "sent bearer [secret], got 401"],
    ['{"Authorization":"Basic dXNlcjpwYXNz"}', '{"Authorization":"Basic [secret]"}'],
    [String.raw`{\"authorization\":\"Bearer abcdef\"}`, String.raw`{\"authorization\":\"Bearer [secret]\"}`],
    ["Bearer%20abcdef123", "Bearer%20[secret]"],
    ["x-api-key: k-12345", "x-api-key: [secret]"],
    ["api_key=abc&next=1", "api_key=[secret]&next=1"],
    ['"client_secret": "hunter2"', '"client_secret": "[secret]"'],
    ["grant_type=x&client_secret=hunter2", "grant_type=x&client_secret=[secret]"],
    ['{"access_token":"opaque","expires_in":1}', '{"access_token":"[secret]","expires_in":1}'],
    ["set-cookie: session=abc123; Path=/", "set-cookie: [secret]; Path=/"],
    ["https://host.example/?token=opaque&x=1", "https://host.example/?token=[secret]&x=1"],
    ['{"token":"opaque","expires_in":1}', '{"token":"[secret]","expires_in":1}'],
    [String.raw`{\"token\": \"opaque\"}`, String.raw`{\"token\": \"[secret]\"}`],
    ["{'token': 'opaque'}", "{'token': '[secret]'}"],
    [String.raw`sent:\ntoken=opaque`, String.raw`sent:\ntoken=[secret]`],
    ["TOKEN=opaque", "TOKEN=[secret]"],
    ["x?a=1%26token%3Dopaque", "x?a=1%26token%3D[secret]"],
    ["secret_key=abc/d+e", "secret_key=[secret]"],
    ['"SecretAccessKey": "abc/d+e"', '"SecretAccessKey": "[secret]"'],
    ["aws_secret_access_key = abc/d+e", "aws_secret_access_key = [secret]"],
    ["AWS_SECRET_ACCESS_KEY=abc/d+e", "AWS_SECRET_ACCESS_KEY=[secret]"],
    ["AWS_SESSION_TOKEN=IQoJb3", "AWS_SESSION_TOKEN=[secret]"],
    ["https://s3.example/?X-Amz-Security-Token=IQo%2Fb3&x=1", "https://s3.example/?X-Amz-Security-Token=[secret]&x=1"],
    ["x-amz-security-token: IQoJb3JpZ2lu", "x-amz-security-token: [secret]"],
    ['{"private_key":"abcdef"}', '{"private_key":"[secret]"}'],
    [
      "client_assertion_type=urn:ietf&client_assertion=abc.def",
      "client_assertion_type=urn:ietf&client_assertion=[secret]",
    ],
    [
      "https://discord.com/api/webhooks/123456789012345678/aB3_-x",
      "https://discord.com/api/webhooks/123456789012345678/[secret]",
    ],
    [
      "POST https://canary.discordapp.com/api/v10/webhooks/1/aB3_-x?wait=true",
      "POST https://canary.discordapp.com/api/v10/webhooks/1/[secret]?wait=true",
    ],
    [
      String.raw`https:\/\/discord.com\/api\/webhooks\/1\/aB3_-x`,
      String.raw`https:\/\/discord.com\/api\/webhooks\/1\/[secret]`,
    ],
    ["https://me:hunter2@host.example/x", "https://me:[secret]@host.example/x"],
  ])("%s", (text, clean) => {
    expect(redact(text)).toBe(clean);
    expect(redact(clean), "and only once").toBe(clean);
  });
});

describe("talk about credentials stays", () => {
  it.each([
    "The header x-api-key is missing or wrong",
    "body.api_key: field required",
    'Bearer realm="x", error="invalid_token"',
    "the Bearer token was refused; a bearer of news",
    "a bearish market; Bearer market",
    "ASSISTANT_API_KEY=ssm:/trader/prod/assistant-api-key",
    'export OLLAMA_API_KEY="$KEY"',
    '{"access_token":42,"password":null}',
    '{"input_tokens":226,"next_token":"page2","tokens":"many"}',
    "the token: market of the day",
    "see https://discord.com/developers/docs/webhooks/1",
    "see https://docs.example/a:b and mail me@host.example",
    "eyJ is how a token begins",
    'The token server granted a token of the type "DPoP", not Bearer',
  ])("%s", (text) => {
    expect(redact(text)).toBe(text);
  });
});

it("fields that hold credentials are known by their names", () => {
  const names = [
    "Authorization",
    "proxy-authorization",
    "x-api-key",
    "apiKey",
    "client_secret",
    "refreshToken",
    "Set-Cookie",
    "token",
    "secret_key",
    "aws_secret_access_key",
    "SecretAccessKey",
    "X-Amz-Security-Token",
    "client_assertion",
  ];
  expect(names.filter((name) => !isCredentialName(name))).toEqual([]);
  expect(
    ["idempotency_key", "object_key", "input_tokens", "next_token", "client_assertion_type", "author"].filter(
      isCredentialName,
    ),
  ).toEqual([]);
});
