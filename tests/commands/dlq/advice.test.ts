import { expect, it } from "vitest";
import { adviceOn } from "../../../src/commands/dlq/advice.ts";
import { errorCodes } from "../../../src/platform/errors.ts";

/** A request that ends with one of these is answered, some by the HTTP API, so that no letter bears it. */
const answers = new Set([
  "PRODUCT_UNKNOWN",
  "NOT_ENOUGH_CANDLES",
  "MARKET_STALE",
  "MARKET_UNUSABLE",
  "CALLER_UNKNOWN",
  "CHANNEL_NOT_ALLOWED",
]);

it("knows what to do about every code that a letter can bear", () => {
  const unknown = adviceOn("SOMETHING_NEW");
  expect(unknown).toContain("Nobody foresaw this");
  const unadvised = errorCodes.filter((code) => adviceOn(code) === unknown && !answers.has(code));
  expect(unadvised).toEqual(["INTERNAL"]);
});

it("tells families apart", () => {
  expect(adviceOn("PAYLOAD_INVALID")).toContain("can never succeed");
  expect(adviceOn("EVENT_UNSUPPORTED")).toContain("what it does not take");
  expect(adviceOn("Sandbox.Timedout")).toContain("Lambda ended the function");
  expect(adviceOn("CANDLES_REJECTED")).toContain("COINBASE_API_KEY");
  expect(adviceOn("CANDLE_OFF_GRID")).toContain("candles that hold");
  expect(adviceOn("ASSISTANT_UNAUTHORIZED")).toContain("ASSISTANT_API_KEY");
  expect(adviceOn("POST_MAY_HAVE_ARRIVED")).toContain("another correlation id");
  expect(adviceOn("TEXT_OUTDATED")).toContain("new text");
  expect(adviceOn(null)).toContain("The function ended before it could say why");
});
