import { onTestFinished } from "vitest";
import {
  type AssistantClientOptions,
  createAssistantClient,
} from "../../../src/delivery/assistant/assistant-client.ts";
import { createSharedTokenStore, type SharedTokenStore } from "../../../src/delivery/assistant/shared-token-store.ts";
import { TokenCache } from "../../../src/delivery/assistant/token-cache.ts";
import { requestAccessToken } from "../../../src/delivery/assistant/token-grant.ts";
import {
  type AssistantInbox,
  type AssistantInboxOptions,
  startAssistantInbox,
} from "../../../src/emulators/upstreams/assistant-inbox.ts";
import type { Fault, HttpRequest } from "../../../src/emulators/http-server.ts";
import { startTokenServer, type TokenServer } from "../../../src/emulators/upstreams/token-server.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";
import { captureTelemetry } from "../captured-telemetry.ts";
import { startTestTable } from "../aws/test-table.ts";

/** Everything between a notification and the inbox, running for one test: token server, cache table and inbox. */
export interface AssistantSetup {
  readonly inbox: AssistantInbox;
  readonly tokenServer: TokenServer;
  readonly store: SharedTokenStore;
  /** Every request that reached the inbox, those included that a fault befell. */
  readonly requests: readonly HttpRequest[];
  /** What the client waited between its tries, in milliseconds. Nobody really waits. */
  readonly waitsMs: readonly number[];
  readonly notify: ReturnType<typeof createAssistantClient>;
}

/** How the setup differs from one where all is well. */
export interface AssistantSetupOptions {
  /** The fault of a request to the inbox, by its number from 1. */
  readonly fault?: (count: number) => Fault | undefined;
  readonly inbox?: Partial<Pick<AssistantInboxOptions, "honoursIdempotencyKey">>;
  readonly client?: Partial<AssistantClientOptions>;
}

const grant = { clientId: "the-client", clientSecret: "the-secret", audience: "https://assistant.example" };
const apiKey = "the-api-key";

/** Starts the setup; it ends with the test. */
export async function startAssistantSetup(options: AssistantSetupOptions = {}): Promise<AssistantSetup> {
  const requests: HttpRequest[] = [];
  const waitsMs: number[] = [];
  const table = await startTestTable("cache_key");
  const tokenServer = await startTokenServer(grant);
  onTestFinished(() => tokenServer.stop());
  const { issuer, jwksUrl, tokenUrl } = tokenServer;
  const inbox = await startAssistantInbox({
    ...options.inbox,
    issuer,
    jwksUrl,
    audience: grant.audience,
    apiKey,
    fault: (request) => {
      requests.push(request);
      return options.fault?.(requests.length);
    },
  });
  onTestFinished(() => inbox.stop());
  const store = createSharedTokenStore({ ...grant, client: table.client, tableName: table.tableName });
  const tokens = new TokenCache({
    store,
    requestToken: (deadline) => requestAccessToken({ ...grant, tokenUrl }, deadline),
    redactor: createRedactor(),
    logger: captureTelemetry().logger,
  });
  const notify = createAssistantClient({
    url: inbox.url,
    apiKey,
    tokens,
    random: () => 1,
    sleep: (ms) => {
      waitsMs.push(ms);
      return Promise.resolve();
    },
    ...options.client,
  });
  return { inbox, tokenServer, store, requests, waitsMs, notify };
}
