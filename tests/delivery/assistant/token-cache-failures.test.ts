import { describe, expect, it } from "vitest";
import { requestAccessToken } from "../../../src/delivery/assistant/token-grant.ts";
import type { SharedTokenStore } from "../../../src/delivery/assistant/shared-token-store.ts";
import { faultOf } from "../../support/aws/test-table.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { cacheKey, client, startTokenSetup } from "../../support/upstreams/token-setup.ts";
import type { TurnedClock } from "../../support/turned-clock.ts";

/** A grant that gives token-1, token-2 and so on, each for an hour. */
function countingGrant(clock: TurnedClock) {
  let count = 0;
  const requestToken = (): Promise<{ value: string; expiresAtMs: number }> => {
    count += 1;
    return Promise.resolve({ value: `token-${count}`, expiresAtMs: clock.now() + 3_600_000 });
  };
  return { requestToken, count: () => count };
}

describe("a token that was refused", () => {
  it("is not used again, in memory or from the table, and the new one is shared", async () => {
    const { newCache, tokenServer, newDeadline } = await startTokenSetup();
    const cache = newCache();
    const first = await cache.get(newDeadline());
    cache.drop(first);
    const second = await cache.get(newDeadline());
    expect([second === first, tokenServer.tokenRequestCount]).toEqual([false, 2]);
    expect(await newCache().get(newDeadline())).toBe(second);
  });

  it("makes way for a newer one that another container has put into the table", async () => {
    const { newCache, tokenServer, newDeadline } = await startTokenSetup();
    const [one, other] = [newCache(), newCache()];
    const first = await one.get(newDeadline());
    await other.get(newDeadline());
    one.drop(first);
    const second = await one.get(newDeadline());
    other.drop(first);
    expect(await other.get(newDeadline())).toBe(second);
    expect(tokenServer.tokenRequestCount).toBe(2);
  });

  it("leaves a newer one in memory alone, however late the refusal comes", async () => {
    const { newCache, tokenServer, table, newDeadline } = await startTokenSetup();
    const cache = newCache();
    const first = await cache.get(newDeadline());
    cache.drop(first);
    const second = await cache.get(newDeadline());
    await Promise.all([tokenServer.stop(), table.server.stop()]);
    cache.drop(first);
    expect(await cache.get(newDeadline())).toBe(second);
  });

  it("costs one grant, however many callers it was refused to", async () => {
    const { newCache, tokenServer, newDeadline } = await startTokenSetup();
    const cache = newCache();
    const first = await cache.get(newDeadline());
    const renewed = await Promise.all(
      Array.from({ length: 20 }, () => {
        cache.drop(first);
        return cache.get(newDeadline());
      }),
    );
    expect([new Set(renewed).size, renewed.includes(first), tokenServer.tokenRequestCount]).toEqual([1, false, 2]);
  });

  it("is not given to whoever asks while it is still on its way to the table", async () => {
    const { newCache, clock, newDeadline } = await startTokenSetup();
    const { requestToken, count } = countingGrant(clock);
    const writing = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const store: SharedTokenStore = {
      read: () => Promise.resolve(null),
      write: async () => {
        writing.resolve(undefined);
        await written.promise;
      },
    };
    const cache = newCache({ requestToken, store });
    const first = cache.get(newDeadline());
    await writing.promise;
    const meanwhile = await cache.get(newDeadline());
    cache.drop(meanwhile);
    const next = cache.get(newDeadline());
    written.resolve(undefined);
    expect([await first, meanwhile, await next, count()]).toEqual(["token-1", "token-1", "token-2", 2]);
  });
});

describe("a table that fails", () => {
  it("costs a grant, not an error, and is logged without the token", async () => {
    const refusal = { kind: "status", status: 400, body: { __type: "AccessDeniedException", message: "no" } } as const;
    const tableFault = faultOf((name) => (name === "GetItem" || name === "PutItem" ? refusal : undefined));
    const { newCache, tokenServer, telemetry, newDeadline } = await startTokenSetup({ tableFault });
    const cache = newCache();
    const token = await cache.get(newDeadline());
    expect(await cache.get(newDeadline())).toBe(token);
    expect(tokenServer.tokenRequestCount).toBe(1);
    expect(telemetry.logLines()).toMatchObject([
      { level: "warn", event: "token_cache_unreadable", error: { name: "AccessDeniedException" } },
      { level: "warn", event: "token_cache_unwritable", error: { name: "AccessDeniedException" } },
    ]);
    expect(telemetry.logText()).not.toContain(token);
  });

  it.each(["GetItem", "PutItem"])("to answer at all leaves time for the delivery (%s)", async (operation) => {
    const arrival = Promise.withResolvers<undefined>();
    const tableFault = faultOf((name) => {
      if (name !== operation) return undefined;
      arrival.resolve(undefined);
      return { kind: "hang" };
    });
    const { newCache, tokenServer, telemetry, clock, newDeadline } = await startTokenSetup({ tableFault });
    const deadline = newDeadline();
    const getting = newCache().get(deadline);
    await arrival.promise;
    clock.turn(2_000);
    expect(await getting).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect([tokenServer.tokenRequestCount, deadline.remainingMs()]).toEqual([1, 58_000]);
    const failures = telemetry.logLines().filter((line) => line["level"] === "warn");
    expect(failures.map((line) => line["event"])).toEqual([
      operation === "GetItem" ? "token_cache_unreadable" : "token_cache_unwritable",
    ]);
  });
});

describe("a grant that fails", () => {
  it("fails for everyone who waits for it, and the next one asks again", async () => {
    let failing = true;
    const { newCache, tokenServer, newDeadline } = await startTokenSetup({
      tokenFault: () => (failing ? { kind: "status", status: 503 } : undefined),
    });
    const cache = newCache();
    const failures = await Promise.all([
      thrownBy(cache.get(newDeadline())),
      thrownBy(cache.get(newDeadline())),
      thrownBy(cache.get(newDeadline())),
    ]);
    expect(failures.map(({ code }) => code)).toEqual(["TOKEN_UNAVAILABLE", "TOKEN_UNAVAILABLE", "TOKEN_UNAVAILABLE"]);
    expect(tokenServer.tokenRequestCount).toBe(1);
    failing = false;
    expect(await cache.get(newDeadline())).not.toBe("");
    expect(tokenServer.tokenRequestCount).toBe(2);
  });

  it("leaves nothing in the table", async () => {
    const { newCache, table, newDeadline } = await startTokenSetup({
      tokenFault: () => ({ kind: "status", status: 401 }),
    });
    expect(await thrownBy(newCache().get(newDeadline()))).toMatchObject({ code: "TOKEN_REFUSED" });
    expect(await table.get(cacheKey)).toBeUndefined();
  });
});

describe("a client that is refused", () => {
  it("is not asked for again within a minute, and then once more", async () => {
    let refuses = true;
    const body = { error: "access_denied", error_description: "Unauthorized" };
    const { newCache, tokenServer, clock, newDeadline } = await startTokenSetup({
      tokenFault: () => (refuses ? { kind: "status", status: 403, body } : undefined),
    });
    let asked = 0;
    const cache = newCache({
      requestToken: async (deadline) => {
        asked += 1;
        return await requestAccessToken({ ...client, tokenUrl: tokenServer.tokenUrl, clock: clock.now }, deadline);
      },
    });
    for (const turnedMs of [0, 30_000, 29_999]) {
      clock.turn(turnedMs);
      expect((await thrownBy(cache.get(newDeadline()))).code).toBe("TOKEN_REFUSED");
    }
    expect(asked).toBe(1);
    refuses = false;
    clock.turn(1);
    expect(await cache.get(newDeadline())).toMatch(/^ey/);
    expect(asked).toBe(2);
  });
});

describe("a token that is over at once", () => {
  it("serves those who wait for it, and is neither kept nor shared", async () => {
    const { newCache, clock, table, newDeadline } = await startTokenSetup();
    let asked = 0;
    const requestToken = () => Promise.resolve({ value: `token-${(asked += 1)}`, expiresAtMs: clock.now() });
    const cache = newCache({ requestToken });
    expect(await Promise.all([cache.get(newDeadline()), cache.get(newDeadline())])).toEqual(["token-1", "token-1"]);
    expect(await cache.get(newDeadline())).toBe("token-2");
    expect(await table.get(cacheKey)).toBeUndefined();
  });
});

describe("a server that asks to be left alone", () => {
  it.each([
    ["60", 60],
    ["2285000", 900],
  ])(
    "for %s s is left alone for %d s by the whole container, and each caller is told how long",
    async (asked, seconds) => {
      let isBusy = true;
      const { newCache, tokenServer, newDeadline, clock } = await startTokenSetup({
        tokenFault: () => (isBusy ? { kind: "status", status: 429, headers: { "retry-after": asked } } : undefined),
      });
      const cache = newCache();
      expect(await thrownBy(cache.get(newDeadline()))).toMatchObject({ code: "TOKEN_UNAVAILABLE" });
      isBusy = false;
      clock.turn((seconds - 20) * 1_000);
      expect(await thrownBy(cache.get(newDeadline()))).toMatchObject({
        code: "TOKEN_UNAVAILABLE",
        message: "The token server answered 429",
        details: { status: 429, retryAfterMs: 20_000 },
      });
      expect(tokenServer.tokenRequestCount).toBe(1);
      clock.turn(20_000);
      expect(await cache.get(newDeadline())).not.toBe("");
      expect(tokenServer.tokenRequestCount).toBe(2);
    },
  );

  it.each(["0", "1.5", "-60", "soon"])("for %s s is asked by the next one who needs a token", async (asked) => {
    let isBusy = true;
    const { newCache, newDeadline } = await startTokenSetup({
      tokenFault: () => (isBusy ? { kind: "status", status: 503, headers: { "retry-after": asked } } : undefined),
    });
    const cache = newCache();
    await thrownBy(cache.get(newDeadline()));
    isBusy = false;
    expect(await cache.get(newDeadline())).not.toBe("");
  });
});

it("a table that fails is counted", async () => {
  const tableFault = faultOf((operation) =>
    operation === "GetItem" ? { kind: "status", status: 400, body: { __type: "ValidationException" } } : undefined,
  );
  const { newCache, newDeadline, telemetry } = await startTokenSetup({ tableFault });
  await newCache({ metrics: telemetry.metrics }).get(newDeadline());
  expect(new Set(telemetry.recorded.map(([name]) => name))).toEqual(new Set(["TokenTableFailures"]));
});
