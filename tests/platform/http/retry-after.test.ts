import { describe, expect, it } from "vitest";
import { retryAfterMsOf, retryDetailsOf } from "../../../src/platform/http/retry-after.ts";

const now = Date.UTC(2026, 10, 22, 12, 0, 0);

function asked(headers: Readonly<Record<string, string>>, body: unknown = "", status = 429): number | undefined {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return retryAfterMsOf({ status, headers: new Headers(headers), text }, () => now);
}

describe("what an answer asks for", () => {
  it.each<[Record<string, string>, number]>([
    [{ "retry-after": "60" }, 60_000],
    [{ "retry-after": "2285" }, 2_285_000],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "Sun, 22 Nov 2026 12:10:00 GMT" }, 600_000],
    [{ "retry-after": "Sun, 22 Nov 2020 12:10:00 GMT" }, 0],
    [{ "x-ratelimit-reset": String(now / 1_000 + 45) }, 45_000],
    [{ "x-ratelimit-reset": String(now / 1_000 - 45) }, 0],
    [{ "ratelimit-reset": "30" }, 30_000],
    [{ "x-ratelimit-reset-after": "1.25" }, 1_250],
    [{ "auth0-client-quota-limit": "b=per_hour;q=10;r=0;t=3540,b=per_day;q=100;r=7;t=71000" }, 3_540_000],
  ])("by %j is %d ms", (headers, ms) => {
    expect(asked(headers)).toBe(ms);
  });

  it.each<[unknown, number]>([
    [{ message: "You are being rate limited.", retry_after: 64.57, global: false }, 64_570],
    [{ error: { code: 429, retry_after: "5" } }, 5_000],
    [{ ok: false, parameters: { retry_after: 7 } }, 7_000],
    [{ "Retry-After": 60 }, 60_000],
    [{ retryAfter: 2 }, 2_000],
    [{ retryAfterSeconds: 2 }, 2_000],
    [{ retry_after_ms: 250 }, 250],
    [{ retry_after: "Sun, 22 Nov 2026 12:00:09 GMT" }, 9_000],
  ])("in the body %j is %d ms", (body, ms) => {
    expect(asked({}, body, 503)).toBe(ms);
  });

  it.each<[Record<string, string>, unknown]>([
    [{ "retry-after": "-5" }, ""],
    [{ "retry-after": "soon" }, ""],
    [{ "retry-after": "" }, "not JSON"],
    [{}, { retry_after: -1 }],
    [{}, { retry_after: "soon" }],
    [{}, { retry_after: null }],
    [{}, null],
    [{ "auth0-client-quota-limit": "b=per_hour;q=10;r=7;t=3540" }, ""],
  ])("by %j with %j is nothing", (headers, body) => {
    expect(asked(headers, body)).toBeUndefined();
  });

  it("is the header where the body differs", () => {
    expect(asked({ "retry-after": "3" }, { retry_after: 9 })).toBe(3_000);
  });

  it("is no quota where nothing was refused for it", () => {
    expect(asked({ "x-ratelimit-reset": "30" }, "", 503)).toBeUndefined();
  });

  it("is part of an error's details only where there is something", () => {
    const reply = { status: 429, text: "", headers: new Headers({ "retry-after": "1" }) };
    expect(retryDetailsOf(reply)).toEqual({ retryAfterMs: 1_000 });
    expect(retryDetailsOf({ ...reply, headers: new Headers() })).toEqual({});
  });
});
