import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { dayOfBitcoin, nowSeconds, sampleDay, tryCoinbase } from "./coinbase-trial.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";

const page = "<html><head><title>Coinbase</title></head><body>Slow down</body></html>";
const html = { "content-type": "text/html" };

function status(code: number, body: string | object = "", headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: "status", status: code, body, headers };
}

/** Befalls the first `times` requests. */
function firstly(times: number, fault: Fault): (count: number) => Fault | undefined {
  return (count) => (count <= times ? fault : undefined);
}

describe("a failure that passes", () => {
  it.each<{ what: string; fault: Fault; times: number; waits: readonly number[] }>([
    { what: "500, twice", fault: status(500), times: 2, waits: [125, 250] },
    { what: "503, three times", fault: status(503), times: 3, waits: [125, 250, 500] },
    { what: "408", fault: status(408), times: 1, waits: [125] },
    { what: "429 without a word on when", fault: status(429), times: 1, waits: [125] },
    { what: "429 as a page", fault: status(429, page, html), times: 1, waits: [125] },
    { what: "429 with Retry-After: 1", fault: status(429, "", { "retry-after": "1" }), times: 1, waits: [1_000] },
    {
      what: "429 with Retry-After, twice",
      fault: status(429, "", { "retry-after": "2" }),
      times: 2,
      waits: [2_000, 2_000],
    },
    { what: "429 with Retry-After", fault: status(429, "", { "retry-after": "2" }), times: 1, waits: [2_000] },
    {
      what: "429 with Retry-After as a date",
      fault: status(429, "", { "retry-after": new Date((nowSeconds + 3) * 1_000).toUTCString() }),
      times: 1,
      waits: [3_000],
    },
    { what: "403 as a page", fault: status(403, page, html), times: 1, waits: [125] },
    { what: "418 with a word", fault: status(418, "Teapot"), times: 1, waits: [125] },
    { what: "204 without a body", fault: status(204), times: 1, waits: [125] },
    { what: "404 without a body", fault: status(404, ""), times: 1, waits: [125] },
    { what: "200 as a page", fault: status(200, page, html), times: 1, waits: [125] },
    { what: "401 in plain text", fault: status(401, "Unauthorized"), times: 1, waits: [125] },
    { what: "a connection that is cut", fault: { kind: "drop" }, times: 2, waits: [125, 250] },
    { what: "an answer that is cut", fault: { kind: "answer_then_drop" }, times: 1, waits: [125] },
  ])("($what) is tried again after a pause, and the candles come whole", async ({ fault, times, waits }) => {
    const { fetchCandles, requests, waitsMs } = await tryCoinbase(firstly(times, fault));
    expect((await fetchCandles()).candles).toEqual(sampleDay);
    expect(requests).toHaveLength(times + 1);
    expect(waitsMs).toEqual(waits);
  });
});

it("a request that hangs is given up, and the next one brings the candles", async () => {
  const { fetchCandles, requests } = await tryCoinbase(firstly(1, { kind: "hang" }), { timeoutMs: 150 });
  expect((await fetchCandles()).candles).toEqual(sampleDay);
  expect(requests.length).toBeGreaterThan(1);
});

describe("a failure that stays", () => {
  it.each([500, 502, 503, 504, 429, 408])("(%i) ends after four tries, worth a redelivery", async (code) => {
    const { fetchCandles, requests } = await tryCoinbase(() =>
      status(code, { error: "INTERNAL", error_details: "", message: "try later " }),
    );
    const error = await thrownBy(fetchCandles());
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.message).toBe(`Coinbase answered ${code}: try later`);
    expect(error.details).toEqual({ status: code });
    expect(requests).toHaveLength(4);
  });

  it("(a page) is not quoted", async () => {
    const { fetchCandles } = await tryCoinbase(() => status(404, page, html));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLES_UNAVAILABLE",
      message: "Coinbase answered 404",
    });
  });

  it("(429 that asks for more time than there is) ends at once", async () => {
    const { fetchCandles, requests, waitsMs } = await tryCoinbase(() => status(429, "", { "retry-after": "60" }));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLES_UNAVAILABLE",
      details: { status: 429, retryAfterMs: 60_000 },
    });
    expect([requests.length, waitsMs]).toEqual([1, []]);
  });

  it("(401 on the public path, again and again) means slower, for there is no key that it could refuse", async () => {
    const { fetchCandles, requests } = await tryCoinbase(() => status(401, "Unauthorized"));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLES_UNAVAILABLE",
      retryable: true,
      message: "Coinbase answered 401",
    });
    expect(requests).toHaveLength(4);
  });

  it("(a hang) ends with the deadline, and nobody waits beyond it", async () => {
    const clock = createTurnedClock(0);
    const { fetchCandles, requests, waitsMs } = await tryCoinbase(() => {
      clock.turn(60_000);
      return { kind: "hang" };
    });
    const error = await thrownBy(fetchCandles(dayOfBitcoin, createDeadline(60_000, clock)));
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.message).toMatch(/^The time was up before 127\.0\.0\.1:\d+ answered$/);
    expect([requests.length, waitsMs]).toEqual([1, []]);
  });

  it("(a hang) uses up the time of each try", async () => {
    const { fetchCandles, waitsMs } = await tryCoinbase(() => ({ kind: "hang" }), { timeoutMs: 5 });
    const error = await thrownBy(fetchCandles());
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ did not answer within 5 ms$/);
    expect(waitsMs).toEqual([125, 250, 500]);
  });

  it("(a pause that would outlast the deadline) is not made", async () => {
    const clock = createTurnedClock(0);
    const { fetchCandles, requests, waitsMs } = await tryCoinbase(() => status(500));
    const error = await thrownBy(fetchCandles(dayOfBitcoin, createDeadline(250, clock)));
    expect(error.code).toBe("CANDLES_UNAVAILABLE");
    expect([requests.length, waitsMs]).toEqual([2, [125]]);
  });

  it("(nobody at the port) names the host and how the connection failed", async () => {
    const url = await deadUrl();
    const { fetchCandles, waitsMs } = await tryCoinbase(undefined, { url });
    const error = await thrownBy(fetchCandles());
    expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
    expect(error.message).toBe(`${new URL(url).host} can't be reached: ECONNREFUSED`);
    expect(waitsMs).toHaveLength(3);
  });
});

const asCoinbaseSays = (error: string, words: string) => ({ error, error_details: words, message: words });

describe("an answer that means no", () => {
  it("comes for a product that the exchange does not list", async () => {
    const { fetchCandles, requests } = await tryCoinbase();
    const error = await thrownBy(fetchCandles({ ...dayOfBitcoin, productId: "NOPE-USD" }));
    expect([error.code, error.retryable]).toEqual(["PRODUCT_UNKNOWN", false]);
    expect(error.message).toBe("Coinbase does not know NOPE-USD: valid product_id is required");
    expect(requests).toHaveLength(1);
  });

  it.each([
    { code: 404, body: asCoinbaseSays("NOT_FOUND", "valid product_id is required") },
    { code: 404, body: asCoinbaseSays("NOT_FOUND", "Product BTC-USD not supported") },
    { code: 400, body: asCoinbaseSays("INVALID_ARGUMENT", "valid product_id is required") },
    { code: 400, body: { error: "INVALID_ARGUMENT", error_details: "valid product_id is required", message: "" } },
  ])("is about the product: $code $body", async ({ code, body }) => {
    const { fetchCandles, requests } = await tryCoinbase(() => status(code, body));
    const error = await thrownBy(fetchCandles());
    expect([error.code, error.retryable, error.details]).toEqual(["PRODUCT_UNKNOWN", false, { status: code }]);
    expect(error.message).toBe(`Coinbase does not know BTC-USD: ${body.error_details}`);
    expect(requests, "it would be the same a moment later").toHaveLength(1);
  });

  const tooMany = "number of candles requested should be less than 350";
  it.each([
    { code: 400, body: asCoinbaseSays("INVALID_ARGUMENT", "granularity argument is invalid ") },
    { code: 400, body: asCoinbaseSays("INVALID_ARGUMENT", tooMany) },
  ])("is about the request: $code $body", async ({ code, body }) => {
    const { fetchCandles, requests } = await tryCoinbase(() => status(code, body));
    const error = await thrownBy(fetchCandles());
    expect([error.code, error.retryable]).toEqual(["CANDLES_REJECTED", false]);
    expect(error.message).toBe(`Coinbase answered ${code}: ${body.message.trim()}`);
    expect(requests).toHaveLength(1);
  });

  it.each([
    { what: "a list", body: "[]" },
    { what: "other fields", body: { fault: "yes" } },
    { what: "fields of another kind", body: { error: 7, message: ["x"] } },
  ])("may say $what, and then only its status is told", async ({ body }) => {
    const { fetchCandles } = await tryCoinbase(() => status(418, body));
    await expect(fetchCandles()).rejects.toMatchObject({
      code: "CANDLES_REJECTED",
      retryable: false,
      message: "Coinbase answered 418",
    });
  });

  it("is quoted in at most 200 characters", async () => {
    const { fetchCandles } = await tryCoinbase(() => status(400, { message: "x".repeat(5_000) }));
    await expect(fetchCandles()).rejects.toMatchObject({ message: `Coinbase answered 400: ${"x".repeat(200)}` });
  });
});
