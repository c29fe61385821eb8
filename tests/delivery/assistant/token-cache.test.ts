import { describe, expect, it } from "vitest";
import { createSharedTokenStore, formatNaiveUtc } from "../../../src/delivery/assistant/shared-token-store.ts";
import { TokenCache } from "../../../src/delivery/assistant/token-cache.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { cacheKey, client, startMs, startTokenSetup } from "../../support/upstreams/token-setup.ts";

describe("a token comes", () => {
  it("from a grant when nobody has one, and is shared then", async () => {
    const { newCache, tokenServer, table, newDeadline } = await startTokenSetup();
    const token = await newCache().get(newDeadline());
    expect(tokenServer.tokenRequestCount).toBe(1);
    expect(await table.get(cacheKey)).toEqual({
      cache_key: { S: cacheKey },
      token: { S: token },
      expiration: { S: formatNaiveUtc(startMs + 3_600_000) },
      ttl: { N: String((startMs + 3_600_000) / 1_000) },
    });
  });

  it("from memory the next time, even when table and server are gone", async () => {
    const { newCache, tokenServer, table, newDeadline } = await startTokenSetup();
    const cache = newCache();
    const token = await cache.get(newDeadline());
    await Promise.all([tokenServer.stop(), table.server.stop()]);
    expect(await cache.get(newDeadline())).toBe(token);
  });

  it("from the shared table in another container", async () => {
    const { newCache, tokenServer, newDeadline } = await startTokenSetup();
    const token = await newCache().get(newDeadline());
    expect(await newCache().get(newDeadline())).toBe(token);
    expect(tokenServer.tokenRequestCount).toBe(1);
  });

  it("from the shared table where a Python service has put it, and is left there as it is", async () => {
    const { newCache, tokenServer, table, newDeadline } = await startTokenSetup();
    const expiration = formatNaiveUtc(startMs + 600_000).slice(0, -7);
    const item = { cache_key: { S: cacheKey }, token: { S: "pythons-token" }, expiration: { S: expiration } };
    await table.put(item);
    expect([await newCache().get(newDeadline()), tokenServer.tokenRequestCount]).toEqual(["pythons-token", 0]);
    expect(await table.get(cacheKey)).toEqual(item);
  });

  it("once for fifty callers at once", async () => {
    const { newCache, tokenServer, newDeadline } = await startTokenSetup();
    const cache = newCache();
    const tokens = await Promise.all(Array.from({ length: 50 }, () => cache.get(newDeadline())));
    expect([new Set(tokens).size, tokenServer.tokenRequestCount]).toEqual([1, 1]);
  });

  it("with nothing of it in a log or a message from then on", async () => {
    const { newCache, redactor, newDeadline } = await startTokenSetup();
    const token = await newCache().get(newDeadline());
    expect(redactor.redact(`Bearer ${token}`)).toBe("Bearer [secret]");
    const other = await startTokenSetup();
    await other.table.put({
      cache_key: { S: cacheKey },
      token: { S: "pythons-token" },
      expiration: { S: formatNaiveUtc(startMs + 600_000) },
    });
    await other.newCache().get(other.newDeadline());
    expect(other.redactor.redact("Bearer pythons-token")).toBe("Bearer [secret]");
  });
});

describe("a token's life", () => {
  it.each([
    ["a day", 86_400, 300_000],
    ["an hour", 3_600, 300_000],
    ["20 minutes", 1_200, 120_000],
    ["a minute", 60, 6_000],
    ["20 seconds", 20, 5_000],
  ])("of %s is not used in its last part, though the table still has it", async (_, lifeSeconds, marginMs) => {
    const { newCache, tokenServer, clock, newDeadline } = await startTokenSetup({ lifeSeconds });
    const cache = newCache();
    const first = await cache.get(newDeadline());
    clock.turn(lifeSeconds * 1_000 - marginMs - 1);
    expect([await cache.get(newDeadline()), tokenServer.tokenRequestCount]).toEqual([first, 1]);
    clock.turn(1);
    const second = await cache.get(newDeadline());
    expect([second === first, tokenServer.tokenRequestCount]).toEqual([false, 2]);
    expect([await cache.get(newDeadline()), tokenServer.tokenRequestCount]).toEqual([second, 2]);
  });

  it("that another container has renewed costs no grant", async () => {
    const { newCache, tokenServer, clock, newDeadline } = await startTokenSetup({ lifeSeconds: 60 });
    const [one, other] = [newCache(), newCache()];
    await one.get(newDeadline());
    await other.get(newDeadline());
    clock.turn(54_000);
    const renewed = await one.get(newDeadline());
    expect(await other.get(newDeadline())).toBe(renewed);
    expect(tokenServer.tokenRequestCount).toBe(2);
  });

  it.each([
    ["has ended", 0],
    ["is about to end", 5_000],
  ])("that %s makes the table's token useless", async (_, leftMs) => {
    const { newCache, tokenServer, table, newDeadline } = await startTokenSetup();
    await table.put({
      cache_key: { S: cacheKey },
      token: { S: "old-token" },
      expiration: { S: formatNaiveUtc(startMs + leftMs) },
    });
    expect(await newCache().get(newDeadline())).not.toBe("old-token");
    expect(tokenServer.tokenRequestCount).toBe(1);
  });

  it("that is too short to keep serves its caller, and the next one asks again", async () => {
    const { newCache, tokenServer, newDeadline } = await startTokenSetup({ lifeSeconds: 5 });
    const cache = newCache();
    const tokens = [await cache.get(newDeadline()), await cache.get(newDeadline())];
    expect([new Set(tokens).size, tokenServer.tokenRequestCount]).toEqual([2, 2]);
  });
});

describe("by default", () => {
  it("a cache goes by the system's clock", async () => {
    const { table, redactor, telemetry } = await startTokenSetup();
    const store = createSharedTokenStore({ ...client, client: table.client, tableName: table.tableName });
    let grants = 0;
    const requestToken = () => {
      grants += 1;
      return Promise.resolve({ value: `token-${grants}`, expiresAtMs: Date.now() + (grants === 1 ? 0 : 3_600_000) });
    };
    const cache = new TokenCache({ store, requestToken, redactor, logger: telemetry.logger });
    const deadline = createDeadline(60_000);
    const tokens = [await cache.get(deadline), await cache.get(deadline), await cache.get(deadline)];
    expect(tokens).toEqual(["token-1", "token-2", "token-2"]);
  });
});
