import { expect, it } from "vitest";
import { refusedSettings } from "../../../src/consumer/wiring/refused-settings.ts";
import { type ErrorCode, ServiceError } from "../../../src/platform/errors.ts";

const auth0 = [
  "AUTH0_OAUTH_URL",
  "AUTH0_ASSISTANT_CLIENT_ID",
  "AUTH0_ASSISTANT_CLIENT_SECRET",
  "AUTH0_ASSISTANT_AUDIENCE",
];

it.each<[ErrorCode, number, readonly string[]]>([
  ["TOKEN_REFUSED", 401, auth0],
  ["TOKEN_REFUSED", 400, auth0],
  ["ASSISTANT_UNAUTHORIZED", 403, [...auth0, "ASSISTANT_API_KEY"]],
  ["CANDLES_REJECTED", 401, ["COINBASE_API_KEY", "COINBASE_API_SECRET"]],
  ["MODEL_MISCONFIGURED", 401, ["OLLAMA_API_KEY", "OPENAI_API_KEY"]],
  ["DISCORD_MISCONFIGURED", 404, ["DISCORD_WEBHOOK_URLS"]],
  ["DISCORD_MISCONFIGURED", 401, ["DISCORD_WEBHOOK_URLS"]],
  ["DISCORD_REJECTED", 400, []],
  ["CANDLES_REJECTED", 400, []],
  ["MODEL_MISCONFIGURED", 404, []],
  ["ASSISTANT_REJECTED", 403, []],
])("%s with status %d is about %j", (code, status, names) => {
  expect(refusedSettings(new ServiceError(code, "no", { details: { status } }))).toEqual(names);
});

it("what is no error of the service is about no setting", () => {
  expect([refusedSettings(new Error("401")), refusedSettings("401"), refusedSettings(null)]).toEqual([[], [], []]);
});
