import { describe, expect, it, vi } from "vitest";
import {
  createSharedTokenStore,
  formatNaiveUtc,
  parseNaiveUtc,
} from "../../../src/delivery/assistant/shared-token-store.ts";
import { faultOf, startTestTable, type TestTable } from "../../support/aws/test-table.ts";

const timeMs = Date.UTC(2026, 10, 22, 12, 34, 56, 123);
const cacheKey = "trader_oauth_token_the-client_https://assistant.example";

function storeOf(table: TestTable, changes: { readonly tableName?: string } = {}) {
  const { client, tableName } = table;
  return createSharedTokenStore({
    client,
    tableName,
    clientId: "the-client",
    audience: "https://assistant.example",
    ...changes,
  });
}

describe("the shared item", () => {
  it("is what the platform's Python services read and write, plus a TTL", async () => {
    const table = await startTestTable("cache_key");
    await storeOf(table).write({ value: "the-token", expiresAtMs: timeMs });
    expect(await table.get(cacheKey)).toEqual({
      cache_key: { S: cacheKey },
      token: { S: "the-token" },
      expiration: { S: "2026-11-22T12:34:56.123000" },
      ttl: { N: "1795350896" },
    });
    expect(1_795_350_896_000).toBe(Date.UTC(2026, 10, 22, 12, 34, 56));
  });

  it("comes back as it was written, and a newer one replaces it", async () => {
    const store = storeOf(await startTestTable("cache_key"));
    expect(await store.read()).toBeNull();
    await store.write({ value: "first", expiresAtMs: timeMs });
    await store.write({ value: "second", expiresAtMs: timeMs + 1 });
    expect(await store.read()).toEqual({ value: "second", expiresAtMs: timeMs + 1 });
  });

  it("is read as Python writes it, without a TTL", async () => {
    const table = await startTestTable("cache_key");
    await table.put({
      cache_key: { S: cacheKey },
      token: { S: "pythons" },
      expiration: { S: "2026-11-22T12:34:56.123456" },
    });
    expect(await storeOf(table).read()).toEqual({ value: "pythons", expiresAtMs: timeMs });
  });

  it("is another one for another client or audience", async () => {
    const table = await startTestTable("cache_key");
    const { client, tableName } = table;
    await storeOf(table).write({ value: "the-token", expiresAtMs: timeMs });
    const other = { client, tableName, clientId: "the-client", audience: "https://other.example" };
    expect(await createSharedTokenStore(other).read()).toBeNull();
  });

  it.each([
    ["no token", { expiration: { S: "2026-11-22T12:34:56" } }],
    ["an empty token", { token: { S: "" }, expiration: { S: "2026-11-22T12:34:56" } }],
    ["a null token", { token: { NULL: true as const }, expiration: { S: "2026-11-22T12:34:56" } }],
    ["no expiration", { token: { S: "t" } }],
    ["an expiration that is none", { token: { S: "t" }, expiration: { S: "tomorrow" } }],
    ["an expiration as a number", { token: { S: "t" }, expiration: { N: "1795350896" } }],
  ])("is none where it holds %s", async (_, fields) => {
    const table = await startTestTable("cache_key");
    await table.put({ cache_key: { S: cacheKey }, ...fields });
    expect(await storeOf(table).read()).toBeNull();
  });
});

describe("a table that fails", () => {
  it("is given by the SDK's own errors", async () => {
    const store = storeOf(await startTestTable("cache_key"), { tableName: "no-such-table" });
    await expect(store.read()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(store.write({ value: "t", expiresAtMs: timeMs })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("is waited for no longer than the signal says", async () => {
    const hanging = faultOf((name) => (name === "GetItem" || name === "PutItem" ? { kind: "hang" } : undefined));
    const store = storeOf(await startTestTable("cache_key", hanging));
    const signal = AbortSignal.timeout(20);
    await expect(store.read(signal)).rejects.toMatchObject({ name: "AbortError" });
    await expect(store.write({ value: "t", expiresAtMs: timeMs }, signal)).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

describe("a timestamp", () => {
  it.each([
    [timeMs, "2026-11-22T12:34:56.123000"],
    [Date.UTC(2026, 0, 2, 3, 4, 5), "2026-01-02T03:04:05.000000"],
  ])("%d is written as %s", (ms, text) => {
    expect(formatNaiveUtc(ms)).toBe(text);
    expect(parseNaiveUtc(text)).toBe(ms);
  });

  it.each([
    ["2026-11-22T12:34:56.123456", timeMs],
    ["2026-11-22T12:34:56.123999", timeMs],
    ["2026-11-22T12:34:56", timeMs - 123],
    ["2026-11-22 12:34:56.123456", timeMs],
    ["2026-11-22T12:34:56.1", timeMs - 23],
    ["2026-11-22T12:34:56.123456+00:00", timeMs],
    ["2026-11-22T12:34:56.123Z", timeMs],
    ["2026-11-22T14:34:56.123456+02:00", timeMs],
    ["2026-11-22T07:04:56.123456-05:30", timeMs],
    ["  2026-11-22T12:34:56.123456\n", timeMs],
  ])("%j is read, without a zone as UTC", (text, ms) => {
    expect(parseNaiveUtc(text)).toBe(ms);
  });

  it("means the same in every zone that a machine may be in", () => {
    vi.stubEnv("TZ", "America/New_York");
    expect(new Date(timeMs).getHours(), "the zone is in force").toBe(7);
    expect([parseNaiveUtc("2026-11-22T12:34:56.123"), formatNaiveUtc(timeMs)]).toEqual([
      timeMs,
      "2026-11-22T12:34:56.123000",
    ]);
  });

  it.each([
    "",
    "tomorrow",
    "None",
    "1795350896",
    "2026-11-22",
    "22.11.2026 12:34:56",
    "2026-11-22T12:34",
    "2026-13-22T12:34:56",
    "2026-11-22T25:34:56",
    "2026-11-22T12:34:56.",
    "2026-11-22T12:34:56 Uhr",
    "x2026-11-22T12:34:56",
  ])("%j is none", (text) => {
    expect(parseNaiveUtc(text)).toBeNull();
  });
});
