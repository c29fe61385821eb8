import { generateKeyPairSync } from "node:crypto";
import { expect, it } from "vitest";
import type { Fault } from "../../../../src/emulators/http-server.ts";
import { deadUrl } from "../../../support/upstreams/dead-url.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const key = {
  COINBASE_API_KEY: "organizations/o/apiKeys/k",
  COINBASE_API_SECRET: privateKey.export({ type: "sec1", format: "pem" }).toString(),
};

it("asks with the key where one is configured", async () => {
  const { of } = await runDoctor({ env: key });
  expect(of("coinbase")).toEqual([
    expect.stringMatching(/^ok 127\.0\.0\.1:\d+ answers with the key: the newest candle/),
  ]);
});

const refuse = (): Fault => ({ kind: "status", status: 401, body: "Unauthorized" });

it("finds a key that is refused, and does not tell it", async () => {
  const { of, mendsOf, results } = await runDoctor({ env: key, faults: { exchange: refuse } });
  expect(of("coinbase")).toEqual([expect.stringContaining("with the key: Coinbase answered 401 (CANDLES_REJECTED)")]);
  expect(mendsOf("coinbase")[0]).toContain("make a new CDP key");
  expect(JSON.stringify(results)).not.toContain(key.COINBASE_API_SECRET.split("\n")[1] ?? "?");
});

it("finds a key that can't be one", async () => {
  const { of } = await runDoctor({ env: { ...key, COINBASE_API_SECRET: "no-key-at-all" } });
  expect(of("coinbase")).toEqual([expect.stringMatching(/^FAIL .*COINBASE_API_SECRET must be/)]);
});

it("tells that nobody answers", async () => {
  const { of, mendsOf } = await runDoctor({ env: { COINBASE_API_URL: await deadUrl() } });
  expect(of("coinbase")).toEqual([expect.stringContaining("ECONNREFUSED (CANDLES_UNAVAILABLE)")]);
  expect(mendsOf("coinbase")[0]).toContain("the collected history stands in");
});

it.each([
  [[], "has no candle of BTC-USD in the last 60 minutes"],
  [[50], "closed 45 min ago"],
])("tells of a market that is stale: %j minutes", async (agesMinutes, detail) => {
  const gridMs = Math.floor(Date.now() / 300_000) * 300_000;
  const candles = agesMinutes.map((age) => ({
    start: String(gridMs / 1_000 - age * 60),
    low: "1",
    high: "2",
    open: "1",
    close: "2",
    volume: "1",
  }));
  const { of } = await runDoctor({ faults: { exchange: () => ({ kind: "status", status: 200, body: { candles } }) } });
  expect(of("coinbase")[0]).toMatch(/^FAIL /);
  // The clock goes on between the answer and the look at it.
  expect(of("coinbase")[0]?.replace(/closed 4\d min ago/, "closed 45 min ago")).toContain(detail);
});
