import { describe, expect, it } from "vitest";
import { createGrantTurns, freeTurn } from "../../../src/delivery/assistant/grant-turn.ts";
import { createLedger } from "../../../src/platform/aws/ledger.ts";
import { startTestTable } from "../../support/aws/test-table.ts";
import { client, startTokenSetup } from "../../support/upstreams/token-setup.ts";

/** A token setup whose containers take turns by a table of their own. */
async function startTurns() {
  const setup = await startTokenSetup();
  const { client: dynamodb, tableName, server } = await startTestTable("id");
  const ledger = createLedger({ client: dynamodb, tableName, clock: setup.clock.now });
  const takeTurn = createGrantTurns(ledger, client, setup.telemetry.logger);
  return { ...setup, server, takeTurn, newTurningCache: () => setup.newCache({ takeTurn }) };
}

describe("containers that need a token at the same time", () => {
  it("ask for one between them", async () => {
    const { newTurningCache, tokenServer, newDeadline } = await startTurns();
    const caches = Array.from({ length: 5 }, newTurningCache);
    const tokens = await Promise.all(caches.map((cache) => cache.get(newDeadline())));
    expect(new Set(tokens).size).toBe(1);
    expect(tokenServer.tokenRequestCount).toBe(1);
  });

  it("do not wait for ever for one that was killed in its turn", async () => {
    const { newTurningCache, takeTurn, tokenServer, clock, newDeadline } = await startTurns();
    expect(await takeTurn(newDeadline())).not.toBeNull();
    expect(await takeTurn(newDeadline())).toBeNull();
    clock.turn(8_001);
    expect(await newTurningCache().get(newDeadline())).toMatch(/^ey/);
    expect(tokenServer.tokenRequestCount).toBe(1);
  });

  it("ask for one of their own where another takes too long", async () => {
    const { newCache, takeTurn, tokenServer, newDeadline } = await startTurns();
    await takeTurn(newDeadline());
    let slept = 0;
    const sleep = (): Promise<void> => {
      slept += 1;
      return Promise.resolve();
    };
    expect(await newCache({ takeTurn, sleep }).get(newDeadline())).toMatch(/^ey/);
    expect([slept, tokenServer.tokenRequestCount]).toEqual([25, 1]);
  });

  it("do without turns where the table is gone", async () => {
    const { server, takeTurn, newDeadline, telemetry } = await startTurns();
    await server.stop();
    expect(await takeTurn(newDeadline())).toBe(freeTurn);
    expect(telemetry.logLines()).toContainEqual(expect.objectContaining({ event: "grant_turn_not_taken" }));
  });

  it("let the next one have its turn after a refusal", async () => {
    const { newCache, takeTurn, newDeadline } = await startTurns();
    const failing = newCache({ takeTurn, requestToken: () => Promise.reject(new Error("refused")) });
    await expect(failing.get(newDeadline())).rejects.toThrow("refused");
    expect(await takeTurn(newDeadline())).not.toBeNull();
  });
});
