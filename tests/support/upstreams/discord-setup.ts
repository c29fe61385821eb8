import { onTestFinished } from "vitest";
import { createDiscordClient, type DiscordClientOptions } from "../../../src/delivery/discord/discord-client.ts";
import type { Fault, HttpRequest } from "../../../src/emulators/http-server.ts";
import {
  type DiscordServer,
  type DiscordServerOptions,
  startDiscordServer,
} from "../../../src/emulators/upstreams/discord-server.ts";

/** A server that speaks Discord's wire format, and the client that posts to it, on one clock that waits turn. */
export interface DiscordSetup {
  readonly server: DiscordServer;
  /** Every request that reached the server, those included that a fault befell. */
  readonly requests: readonly HttpRequest[];
  /** What the client waited, in milliseconds. Nobody really waits. */
  readonly waitsMs: readonly number[];
  readonly notify: ReturnType<typeof createDiscordClient>;
  readonly clock: () => number;
}

/** How the setup differs from one where all is well. */
export interface DiscordSetupOptions {
  /** The fault of a request, by its number from 1. */
  readonly fault?: (count: number) => Fault | undefined;
  readonly server?: Partial<DiscordServerOptions>;
  readonly client?: Partial<DiscordClientOptions>;
}

/** Starts the setup; it ends with the test. */
export async function startDiscordSetup(options: DiscordSetupOptions = {}): Promise<DiscordSetup> {
  const requests: HttpRequest[] = [];
  const waitsMs: number[] = [];
  let nowMs = Date.parse("2026-11-27T08:20:00Z");
  const clock = () => nowMs;
  const server = await startDiscordServer({
    channels: ["general", "alerts"],
    clock,
    fault: (request) => {
      requests.push(request);
      return options.fault?.(requests.length);
    },
    ...options.server,
  });
  onTestFinished(() => server.stop());
  const notify = createDiscordClient({
    webhooks: server.webhooks,
    random: () => 1,
    clock,
    sleep: (ms) => {
      waitsMs.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
    ...options.client,
  });
  return { server, requests, waitsMs, notify, clock };
}
