import type { Fault } from "../../../../src/emulators/http-server.ts";

/** What becomes of a request whose every answer is this one, where no history stands in. */
export type Reader = "a sentence" | "nothing until a redelivery" | "nothing, and a dead letter";

/** An answer of Coinbase, and what becomes of the request. */
export interface CoinbaseAnswer {
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

/** Coinbase can't answer at present. */
export const notNow = { code: "CANDLES_UNAVAILABLE", reader: "nothing until a redelivery", requests: 4 } as const;
const notTheKey = { code: "CANDLES_REJECTED", reader: "nothing until a redelivery", requests: 1 } as const;
const notTheRequest = { code: "CANDLES_REJECTED", reader: "nothing, and a dead letter", requests: 1 } as const;
const noSuchProduct = { code: "PRODUCT_UNKNOWN", reader: "a sentence", requests: 1 } as const;

/** What every caller may be answered, with a key or without. */
export const toAnyone: readonly CoinbaseAnswer[] = [
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

/** What only a caller without a key is answered. */
export const withoutKey: readonly CoinbaseAnswer[] = [
  { status: 401, body: "Unauthorized", ...notNow },
  { status: 401, body: { message: "Unauthorized" }, words: "Unauthorized", ...notNow },
  { status: 403, body: said("PERMISSION_DENIED", "forbidden"), words: "forbidden", ...notNow },
];

/** What only a caller with a key is answered. */
export const withKey: readonly CoinbaseAnswer[] = [
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

/** Answers of 200 without a list of candles. */
export const withoutCandles: readonly { readonly what: string; readonly body: string | object }[] = [
  { what: "an error", body: said("INTERNAL", "try later") },
  { what: "a page", body: html },
  { what: "nothing", body: "" },
  { what: "no list", body: { candles: null } },
];

/** The exchange's fault that answers every request so. */
export function faultOf({ status, body = "", headers = {} }: CoinbaseAnswer): () => Fault {
  return () => ({ kind: "status", status, body, headers });
}

/** What the operator reads of an answer. */
export function told({ status, words }: CoinbaseAnswer): string {
  return `Coinbase answered ${status}${words === undefined ? "" : `: ${words}`}`;
}
