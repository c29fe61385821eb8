import { describe, expect, it } from "vitest";
import { askedWaitMs } from "../../src/llm/asked-wait.ts";

const now = Date.parse("2026-11-27T08:00:00Z");
const clock = () => now;

describe("the wait that a server asks for", () => {
  it.each([
    ["60", 60_000],
    ["0", 0],
    ["1.5", 1_500],
    ["2285", 900_000],
    ["2285000", 900_000],
    ["Fri, 27 Nov 2026 08:02:00 GMT", 120_000],
    ["Fri, 27 Nov 2026 07:00:00 GMT", 0],
    ["Sat, 28 Nov 2026 08:00:00 GMT", 900_000],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
    [null, undefined],
  ])("is read from the header %j: %j ms", (header, expected) => {
    expect(askedWaitMs(header, "", clock)).toBe(expected);
  });

  it.each([
    ["Rate limited. Please try again in 5 minutes.", 300_000],
    ["retry after 60 seconds", 60_000],
    ["Retry after 30s", 30_000],
    ["please wait for 2.5 s", 2_500],
    ["try again in 250ms", 250],
    ["try again in 3 days", 900_000],
    ["try again in 20", 20_000],
    ["Please try again in 7m12.5s. Need more tokens?", 432_500],
    ["Please try again in 1h0m0s.", 900_000],
    ["Please try again in 26.4s", 26_400],
    ["Please try again in 20ms.", 20],
    ['{"error":"slow down","retry_after":12}', 12_000],
    ['{"error":{"message":"slow down","retryAfter":0.5}}', 500],
    ["server busy, please try again.  maximum pending requests exceeded", undefined],
    ["Too many tokens per day, please wait before trying again.", undefined],
    ["try again in a while", undefined],
    ["", undefined],
  ])("is read from the body %j: %j ms", (body, expected) => {
    expect(askedWaitMs(null, body, clock)).toBe(expected);
  });

  it("is the header's where both tell one", () => {
    expect(askedWaitMs("10", "try again in 5 minutes", clock)).toBe(10_000);
  });
});
