import { onTestFinished } from "vitest";
import { createSharedTokenStore } from "../../../src/delivery/assistant/shared-token-store.ts";
import { TokenCache, type TokenCacheOptions } from "../../../src/delivery/assistant/token-cache.ts";
import { requestAccessToken } from "../../../src/delivery/assistant/token-grant.ts";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { startTokenServer, type TokenServer } from "../../../src/emulators/upstreams/token-server.ts";
import { createDeadline, type Deadline } from "../../../src/platform/deadline.ts";
import { createRedactor, type Redactor } from "../../../src/platform/records/redactor.ts";
import { captureTelemetry, type CapturedTelemetry } from "../captured-telemetry.ts";
import { startTestTable, type TestTable } from "../aws/test-table.ts";
import { createTurnedClock, type TurnedClock } from "../turned-clock.ts";

/** When the clock stands still at first, milliseconds since the UNIX epoch. */
export const startMs = 1_800_000_000_000;
/** The client that the token server knows. */
export const client = {
  clientId: "the-client",
  clientSecret: "the-client-secret",
  audience: "https://assistant.example",
};
/** Where the table keeps its token. */
export const cacheKey = "trader_oauth_token_the-client_https://assistant.example";

/** What token caches work with, running for one test. */
export interface TokenSetup {
  readonly clock: TurnedClock;
  readonly table: TestTable;
  readonly tokenServer: TokenServer;
  readonly telemetry: CapturedTelemetry;
  readonly redactor: Redactor;
  readonly newDeadline: () => Deadline;
  /** A cache as each container has its own; the table is shared. */
  readonly newCache: (changes?: Partial<TokenCacheOptions>) => TokenCache;
}

/** How the setup differs from one where all is well. */
export interface TokenSetupOptions {
  /** Default an hour. */
  readonly lifeSeconds?: number;
  readonly tableFault?: FaultHook;
  readonly tokenFault?: FaultHook;
}

/** Starts a token server and a table, both real. Only the clock is turned by hand. */
export async function startTokenSetup(options: TokenSetupOptions = {}): Promise<TokenSetup> {
  const { lifeSeconds = 3_600, tableFault, tokenFault } = options;
  const clock = createTurnedClock(startMs);
  const table = await startTestTable("cache_key", tableFault);
  const server = { ...client, expiresInSeconds: lifeSeconds, clock: clock.now, fault: tokenFault };
  const tokenServer = await startTokenServer(server);
  onTestFinished(() => tokenServer.stop());
  const telemetry = captureTelemetry();
  const redactor = createRedactor();
  const grant = { ...client, tokenUrl: tokenServer.tokenUrl, clock: clock.now };
  return {
    clock,
    table,
    tokenServer,
    telemetry,
    redactor,
    newDeadline: () => createDeadline(60_000, clock),
    newCache: (changes = {}) =>
      new TokenCache({
        store: createSharedTokenStore({ ...client, client: table.client, tableName: table.tableName }),
        requestToken: (deadline) => requestAccessToken(grant, deadline),
        redactor,
        logger: telemetry.logger,
        clock: clock.now,
        ...changes,
      }),
  };
}
