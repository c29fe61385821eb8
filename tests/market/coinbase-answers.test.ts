import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { writeRefusal } from "../../src/insight/refusal.ts";
import type { ServiceError } from "../../src/platform/errors.ts";
import { createTurnedClock } from "../support/turned-clock.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { answerWith, asOf, dayOfBitcoin, sampleDay, toRow, tryCoinbase } from "./coinbase-trial.ts";

/** What becomes of a request whose every answer is this one, where no history stands in. */
type Reader = "a sentence" | "nothing until a redelivery" | "nothing, and a dead letter";

interface Answer {
  readonly status: number;
  readonly body?: string | object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The code that the operator reads. */
  readonly code: string;
  /** What the operator reads after the status; nothing by default. */
  readonly words?: string;
  readonly reader: Reader;
  readonly requests: number;
}

const html = "<html><head><title>Coinbase</title></head><body>valid product_id is required</body></html>";
const asPage = { "content-type": "text/html" };
const said = (error: string, words: string) => ({ error, error_details: words, message: words });

const notNow = { code: "CANDLES_UNAVAILABLE", reader: "nothing until a redelivery", requests: 4 } as const;
const notTheKey = { code: "CANDLES_REJECTED", reader: "nothing until a redelivery", requests: 1 } as const;
const notTheRequest = { code: "CANDLES_REJECTED", reader: "nothing, and a dead letter", requests: 1 } as const;
const noSuchProduct = { code: "PRODUCT_UNKNOWN", reader: "a sentence", requests: 1 } as const;

/** What every caller may be answered, with a key or without. */
const toAnyone: readonly Answer[] = [
  { status: 400, body: said("INVALID_ARGUMENT", "valid product_id is required"), ...noSuchProduct },
  { status: 404, body: said("NOT_FOUND", "valid product_id is required"), ...noSuchProduct },
  { status: 404, body: said("NOT_FOUND", "Product BTC-USD not supported"), ...noSuchProduct },
  { status: 404, body: said("NOT_FOUND", "Product not found."), ...noSuchProduct },
  ...["product BTC-USD not found", "BTC-USD not found", "Unknown product: btc-usd", "product id is invalid"].map(
    (words) => ({ status: 404, body: said("NOT_FOUND", words), ...noSuchProduct }),
  ),
  ...[404, 400].flatMap((status) =>
    [
      "product ETH-USD not found",
      "Product 'BTC-USDC' is not supported.",
      "unknown product: ETH-USD",
      "invalid product_id ETH-USD",
      "product_id: ETH-USD unknown",
      "ETH-USD not found",
    ].map((words) => ({ status, body: said("NOT_FOUND", words), words, ...notNow })),
  ),
  {
    status: 404,
    body: { error: "NOT_FOUND", message: "product not found", error_details: "product ETH-USD not found" },
    words: "product not found",
    ...notNow,
  },
  ...[
    "granularity argument is invalid",
    "number of candles requested should be less than 350",
    "start must not be in the future",
    "product candles are limited to 350 a request",
    "Product BTC-USD not supported for granularity TWO_MINUTE",
    "granularity is not valid for this product",
  ].map((words) => ({ status: 400, body: said("INVALID_ARGUMENT", words), words, ...notTheRequest })),
  { status: 400, body: { message: "Bad Request" }, words: "Bad Request", ...notTheRequest },
  { status: 400, body: html, headers: asPage, ...notNow },
  { status: 404, ...notNow },
  { status: 404, body: "404 page not found", ...notNow },
  { status: 404, body: html, headers: asPage, ...notNow },
  { status: 404, body: { message: "Not Found" }, words: "Not Found", ...notNow },
  { status: 404, body: said("Not Found", "no Route matched"), words: "no Route matched", ...notNow },
  { status: 404, body: { error: "NOT_FOUND" }, words: "NOT_FOUND", ...notNow },
  {
    status: 404,
    body: said("NOT_FOUND", "no healthy upstream for product"),
    words: "no healthy upstream for product",
    ...notNow,
  },
  { status: 403, body: html, headers: asPage, ...notNow },
  { status: 403, ...notNow },
  { status: 403, body: { message: "Forbidden" }, words: "Forbidden", ...notNow },
  { status: 408, ...notNow },
  { status: 425, ...notNow },
  { status: 429, ...notNow },
  { status: 429, body: html, headers: asPage, ...notNow },
  { status: 429, body: { message: "Public rate limit exceeded" }, words: "Public rate limit exceeded", ...notNow },
  { status: 500, body: said("INTERNAL", "internal"), words: "internal", ...notNow },
  { status: 502, body: html, headers: asPage, ...notNow },
  { status: 503, body: "no healthy upstream", ...notNow },
  { status: 504, ...notNow },
];

const withoutKey: readonly Answer[] = [
  { status: 401, body: "Unauthorized", ...notNow },
  { status: 401, body: { message: "Unauthorized" }, words: "Unauthorized", ...notNow },
  { status: 403, body: said("PERMISSION_DENIED", "forbidden"), words: "forbidden", ...notNow },
];

const withKey: readonly Answer[] = [
  { status: 401, body: "Unauthorized", ...notTheKey, requests: 6 },
  { status: 401, ...notTheKey, requests: 6 },
  { status: 401, body: html, headers: asPage, ...notNow },
  {
    status: 403,
    body: said("PERMISSION_DENIED", "Missing required scopes"),
    words: "Missing required scopes",
    ...notTheKey,
  },
  { status: 403, body: { message: "key is view only" }, words: "key is view only", ...notTheKey },
  { status: 403, body: "Missing required scopes", ...notTheKey },
];

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "sec1", format: "pem" });
const key = { id: "organizations/o/apiKeys/k", secret: String(pem) };

function readerOf({ code, retryable }: ServiceError): Reader {
  if (writeRefusal("BTC-USD", code) !== null) return "a sentence";
  return retryable ? "nothing until a redelivery" : "nothing, and a dead letter";
}

async function outcomeOf({ status, body = "", headers = {} }: Answer, options: { key?: typeof key }) {
  const { fetchCandles, requests } = await tryCoinbase(() => ({ kind: "status", status, body, headers }), options);
  const error = await thrownBy(fetchCandles());
  return { error, told: { code: error.code, reader: readerOf(error), requests: requests.length } };
}

describe.each([
  { who: "without a key", options: {}, answers: [...toAnyone, ...withoutKey] },
  { who: "with a key", options: { key }, answers: [...toAnyone, ...withKey] },
])("what Coinbase answers $who", ({ options, answers }) => {
  it.each(answers)("$status $body is $code: the reader gets $reader", async (answer) => {
    const { error, told } = await outcomeOf(answer, options);
    const { code, reader, requests, words } = answer;
    expect(told).toEqual({ code, reader, requests });
    const wanted = `Coinbase answered ${answer.status}${words === undefined ? "" : `: ${words}`}`;
    expect(error.message).toMatch(code === "PRODUCT_UNKNOWN" ? /^Coinbase does not know BTC-USD: ./u : wanted);
  });
});

describe("an answer of 200", () => {
  it.each([
    { what: "an error", body: said("INTERNAL", "try later") },
    { what: "a page", body: html },
    { what: "nothing", body: "" },
    { what: "no list", body: { candles: null } },
  ])("that holds $what is none", async ({ body }) => {
    const { error, told } = await outcomeOf({ status: 200, body, ...notNow }, {});
    expect(told).toEqual({ ...notNow });
    expect(error.message).toBe("Coinbase answered 200 without a list of candles");
  });

  it("that holds candles of the future alone can't be used, and the reader gets a sentence", async () => {
    const rows = sampleDay.map((candle) => toRow({ ...candle, start: candle.start + 864_000 }));
    const { fetchCandles } = await tryCoinbase(answerWith(rows));
    expect(readerOf(await thrownBy(fetchCandles()))).toBe("a sentence");
  });
});

describe("a 401 of a valid token", () => {
  it.each([1, 2, 3, 5])("%i times in a row is asked again, each time with a new one", async (times) => {
    const { fetchCandles, requests } = await tryCoinbase(
      (count) => (count <= times ? { kind: "status", status: 401, body: "Unauthorized" } : undefined),
      { key },
    );
    expect((await fetchCandles()).candles).toEqual(sampleDay);
    expect(new Set(requests.map(({ headers }) => headers["authorization"])).size).toBe(times + 1);
  });

  it("is not asked again beyond the deadline", async () => {
    const clock = createTurnedClock(asOf * 1_000);
    const { fetchCandles, requests } = await tryCoinbase(() => ({ kind: "status", status: 401 }), { key });
    const error = await thrownBy(fetchCandles(dayOfBitcoin, createDeadline(300, clock)));
    expect([error.code, requests.length]).toEqual(["CANDLES_REJECTED", 3]);
  });
});

it.each([1, 2, 3])("a public 401, %i times in a row, is followed by candles", async (times) => {
  const { fetchCandles } = await tryCoinbase((count) =>
    count <= times ? { kind: "status", status: 401, body: "Unauthorized" } : undefined,
  );
  expect((await fetchCandles()).candles).toEqual(sampleDay);
});
