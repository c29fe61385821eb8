import { generateKeyPairSync } from "node:crypto";
import { UnsecuredJWT } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  type Exchange,
  type ExchangeOptions,
  startExchange,
} from "../../../src/emulators/upstreams/coinbase-exchange.ts";
import type { MarketData } from "../../../src/emulators/markets/market-data.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { createCoinbaseSigner } from "../../../src/market/coinbase/coinbase-jwt.ts";

const now = 1_700_049_600;
const publicPath = "/api/v3/brokerage/market/products/BTC-USD/candles";
const privatePath = "/api/v3/brokerage/products/BTC-USD/candles";
const keyId = "organizations/o/apiKeys/k";

async function start(options: Partial<ExchangeOptions> = {}): Promise<Exchange> {
  const exchange = await startExchange({ market: createSampleMarket(), clock: () => now * 1_000 + 999, ...options });
  onTestFinished(() => exchange.stop());
  return exchange;
}

/** A query of the three five-minute candles that closed last, with some of it replaced; undefined leaves a part out. */
function query(parts: Readonly<Record<string, string | undefined>> = {}): string {
  const whole = { start: String(now - 900), end: String(now - 300), granularity: "FIVE_MINUTE", ...parts };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(whole)) if (value !== undefined) search.set(name, value);
  return `?${search.toString()}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** A token as Coinbase wants it, with some of it replaced; undefined leaves a part out. */
function token(
  uri: string,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): string {
  const payload = { sub: keyId, iss: "cdp", nbf: now, exp: now + 120, uri, ...claims };
  return `${encode({ alg: "ES256", kid: keyId, typ: "JWT", ...header })}.${encode(payload)}.c2lnbmF0dXJl`;
}

describe("the public endpoint", () => {
  it("serves the window newest first, every field a text, with the header that Coinbase sends", async () => {
    const exchange = await start();
    const response = await fetch(`${exchange.url}${publicPath}${query()}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("cache-control")).toBe("public, max-age=14400");
    const expected = createSampleMarket()
      .candles("BTC-USD", 300, now - 900, now - 300, now)
      .toReversed()
      .map((candle) => ({
        start: String(candle.start),
        low: String(candle.low),
        high: String(candle.high),
        open: String(candle.open),
        close: String(candle.close),
        volume: String(candle.volume),
      }));
    expect(expected).toHaveLength(3);
    expect(await response.json()).toEqual({ candles: expected });
  });

  it("never writes an exponent", async () => {
    const market: MarketData = {
      label: "tiny",
      has: () => true,
      candles: () => [{ start: now - 300, open: 1e-8, high: 2.5e-8, low: 1e-9, close: 1.2e-8, volume: 3e21 }],
    };
    const exchange = await start({ market });
    const response = await fetch(`${exchange.url}${publicPath}${query()}`);
    expect(await response.json()).toEqual({
      candles: [
        {
          start: String(now - 300),
          low: "0.000000001",
          high: "0.000000025",
          open: "0.00000001",
          close: "0.000000012",
          volume: "3000000000000000000000",
        },
      ],
    });
  });

  it("asks the market with the time of its own clock, and takes the product id decoded", async () => {
    const asked: unknown[] = [];
    const market: MarketData = {
      label: "listening",
      has: (productId) => asked.push(productId) > 0,
      candles: (...values) => {
        asked.push(values);
        return [];
      },
    };
    const exchange = await start({ market });
    const response = await fetch(`${exchange.url}/api/v3/brokerage/market/products/A%2FB/candles${query()}`);
    expect(await response.json()).toEqual({ candles: [] });
    expect(asked).toEqual(["A/B", ["A/B", 300, now - 900, now - 300, now]]);
  });

  it.each([
    { limit: "2", served: 2 },
    { limit: "350", served: 3 },
    { limit: "1000", served: 3 },
    { limit: "0", served: 3 },
  ])("keeps the newest $served for a limit of $limit", async ({ limit, served }) => {
    const exchange = await start();
    const all: unknown = await (await fetch(`${exchange.url}${publicPath}${query()}`)).json();
    const limited: unknown = await (await fetch(`${exchange.url}${publicPath}${query({ limit })}`)).json();
    const newest =
      all !== null && typeof all === "object" && "candles" in all && Array.isArray(all.candles) ? all.candles : [];
    expect(limited).toEqual({ candles: newest.slice(0, served) });
  });

  it.each([
    "ONE_MINUTE",
    "FIVE_MINUTE",
    "FIFTEEN_MINUTE",
    "THIRTY_MINUTE",
    "ONE_HOUR",
    "TWO_HOUR",
    "FOUR_HOUR",
    "SIX_HOUR",
    "ONE_DAY",
  ])("takes the granularity %s", async (granularity) => {
    const exchange = await start();
    expect((await fetch(`${exchange.url}${publicPath}${query({ granularity })}`)).status).toBe(200);
  });

  it("serves 350 candles, both ends counted, and refuses 351", async () => {
    const exchange = await start();
    const served = await fetch(`${exchange.url}${publicPath}${query({ start: String(now - 350 * 300) })}`);
    expect(served.status).toBe(200);
    expect(((await served.text()).match(/"start"/g) ?? []).length).toBe(350);
    const refused = await fetch(
      `${exchange.url}${publicPath}${query({ start: String(now - 351 * 300), limit: "10" })}`,
    );
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      error: "INVALID_ARGUMENT",
      error_details: "number of candles requested should be less than 350",
      message: "number of candles requested should be less than 350",
    });
  });

  it.each([
    {
      what: "a granularity it does not know",
      parts: { granularity: "TWO_MINUTE" },
      message: "granularity argument is invalid ",
    },
    { what: "a granularity by number", parts: { granularity: "2" }, message: "granularity argument is invalid " },
    {
      what: "a granularity by the name of a method",
      parts: { granularity: "toString" },
      message: "granularity argument is invalid ",
    },
    { what: "no granularity", parts: { granularity: undefined }, message: "granularity argument is invalid " },
    { what: "no start", parts: { start: undefined }, message: "start argument is invalid " },
    { what: "a start as a date", parts: { start: "2023-11-15T12:00:00Z" }, message: "start argument is invalid " },
    { what: "no end", parts: { end: undefined }, message: "end argument is invalid " },
    { what: "a broken end", parts: { end: "1e9" }, message: "end argument is invalid " },
    { what: "a broken limit", parts: { limit: "-1" }, message: "limit argument is invalid " },
    {
      what: "a start in the future",
      parts: { start: String(now + 1), end: String(now + 300) },
      message: "start must not be in the future",
    },
    { what: "a start after the end", parts: { end: String(now - 901) }, message: "start must not be after end" },
  ])("refuses $what with 400", async ({ parts, message }) => {
    const exchange = await start();
    const response = await fetch(`${exchange.url}${publicPath}${query(parts)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: "INVALID_ARGUMENT", error_details: message, message });
  });

  it("takes a start that is the present second, and an end in the future", async () => {
    const exchange = await start();
    const response = await fetch(
      `${exchange.url}${publicPath}${query({ start: String(now), end: String(now + 600) })}`,
    );
    expect(response.status).toBe(200);
  });

  it.each(["NOPE-USD", "%E0%A4%A", "btc-usd"])("answers 404 for the product %s", async (productId) => {
    const exchange = await start();
    const response = await fetch(`${exchange.url}/api/v3/brokerage/market/products/${productId}/candles${query()}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: "NOT_FOUND",
      error_details: "valid product_id is required",
      message: "valid product_id is required",
    });
  });

  it.each([
    { method: "GET", path: "/" },
    { method: "GET", path: "/api/v3/brokerage/market/products" },
    { method: "GET", path: `${publicPath}/more` },
    { method: "POST", path: publicPath },
  ])("answers 404 in JSON to $method $path", async ({ method, path }) => {
    const exchange = await start();
    const response = await fetch(`${exchange.url}${path}${query()}`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "NOT_FOUND", error_details: "Not Found", message: "Not Found" });
  });
});

describe("the private endpoint", () => {
  it("serves who signs as Coinbase's own SDK does", async () => {
    const exchange = await start();
    const secret = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
      type: "sec1",
      format: "pem",
    });
    const sign = createCoinbaseSigner({ id: keyId, secret: String(secret) }, { clock: () => now * 1_000 });
    const url = `${exchange.url}${privatePath}${query()}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${sign("GET", url)}` } });
    expect(response.status).toBe(200);
    const open: unknown = await (await fetch(`${exchange.url}${publicPath}${query()}`)).json();
    expect(await response.json()).toEqual(open);
  });

  it("refuses who brings no token, in plain text", async () => {
    const exchange = await start();
    const response = await fetch(`${exchange.url}${privatePath}${query()}`);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      401,
      "text/plain; charset=utf-8",
      "Unauthorized",
    ]);
  });

  it.each([
    { what: "for another path", claims: { uri: "GET api.coinbase.com/other" }, header: {} },
    { what: "with the claim of another SDK", claims: { uri: undefined, uris: ["GET"] }, header: {} },
    { what: "without a key id", claims: {}, header: { kid: undefined } },
    { what: "with an empty key id", claims: {}, header: { kid: "" } },
    { what: "without a subject", claims: { sub: undefined }, header: {} },
    { what: "that has expired", claims: { exp: now }, header: {} },
    { what: "without an expiry", claims: { exp: undefined }, header: {} },
    { what: "that is not valid yet", claims: { nbf: now + 1 }, header: {} },
  ])("refuses a token $what", async ({ claims, header }) => {
    const exchange = await start();
    const uri = `GET ${new URL(exchange.url).host}${privatePath}`;
    const good = await fetch(`${exchange.url}${privatePath}${query()}`, {
      headers: { authorization: `Bearer ${token(uri)}` },
    });
    expect(good.status, "the same token, whole").toBe(200);
    const bad = await fetch(`${exchange.url}${privatePath}${query()}`, {
      headers: { authorization: `Bearer ${token(uri, claims, header)}` },
    });
    expect([bad.status, await bad.text()]).toEqual([401, "Unauthorized"]);
  });

  it.each([
    "Bearer not-a-jwt",
    "Bearer a.b.c",
    "Basic dXNlcjpwYXNz",
    "Bearer ",
    `Bearer ${new UnsecuredJWT({}).encode()}`,
  ])("refuses the header %j", async (authorization) => {
    const exchange = await start();
    const response = await fetch(`${exchange.url}${privatePath}${query()}`, { headers: { authorization } });
    expect(response.status).toBe(401);
  });
});

it("counts requests, also those that a fault befalls", async () => {
  const exchange = await start({
    fault: (request) => (request.query.has("limit") ? { kind: "status", status: 503, body: "busy" } : undefined),
  });
  expect(exchange.requestCount).toBe(0);
  expect((await fetch(`${exchange.url}${publicPath}${query()}`)).status).toBe(200);
  expect((await fetch(`${exchange.url}${publicPath}${query({ limit: "1" })}`)).status).toBe(503);
  expect(exchange.requestCount).toBe(2);
});

it("takes the system's clock by default", async () => {
  const exchange = await startExchange({ market: createSampleMarket() });
  onTestFinished(() => exchange.stop());
  const present = Math.floor(Date.now() / 1_000);
  const window = { start: String(present - 900), end: String(present) };
  expect((await fetch(`${exchange.url}${publicPath}${query(window)}`)).status).toBe(200);
});

it.each([0, 41_700])(
  "tells clients that the days of its market begin %i seconds past midnight",
  async (dayBeginSeconds) => {
    const market = { ...createSampleMarket(), dayBeginSeconds: () => dayBeginSeconds };
    const exchange = await startExchange({ market });
    onTestFinished(() => exchange.stop());
    const end = Math.floor(Date.now() / 300_000) * 300 - 300;
    const path = "/api/v3/brokerage/market/products/BTC-USD/candles";
    const reply = await fetch(`${exchange.url}${path}?start=${end - 300}&end=${end}&granularity=FIVE_MINUTE`);
    expect(reply.headers.get("x-candles-day-begin")).toBe(dayBeginSeconds === 0 ? null : "41700");
  },
);

it.each([undefined, "synthetic", "replayed"] as const)("tells clients that its market is %s", async (standIn) => {
  const { standIn: _, ...market } = createSampleMarket();
  const exchange = await startExchange({ market: standIn === undefined ? market : { ...market, standIn } });
  onTestFinished(() => exchange.stop());
  const end = Math.floor(Date.now() / 300_000) * 300 - 300;
  const path = "/api/v3/brokerage/market/products/BTC-USD/candles";
  const reply = await fetch(`${exchange.url}${path}?start=${end - 300}&end=${end}&granularity=FIVE_MINUTE`);
  expect([reply.status, reply.headers.get("x-candles-origin")]).toEqual([200, standIn ?? null]);
});
