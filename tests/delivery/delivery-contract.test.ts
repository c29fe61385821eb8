import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/emulators/http-server.ts";
import type { Notify } from "../../src/insight/ports.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { describeError } from "../../src/platform/describe-error.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { startAssistantSetup } from "../support/upstreams/assistant-setup.ts";
import { startDiscordSetup } from "../support/upstreams/discord-setup.ts";
import { deadUrl } from "../support/upstreams/dead-url.ts";

/** Where insights are posted, over a real socket. What it does is the same whatever it speaks. */
interface Target {
  readonly notify: Notify;
  /** The texts that its readers got. */
  readonly read: () => readonly string[];
  /** Requests that reached it, those included that a fault befell. */
  readonly requestCount: () => number;
  /** What must stand in no error. */
  readonly secrets: readonly string[];
}

interface TargetOptions {
  readonly fault?: (count: number) => Fault | undefined;
  readonly timeoutMs?: number;
  readonly clock?: () => number;
  readonly isGone?: true;
}

async function openAssistant({ fault, timeoutMs, clock, isGone }: TargetOptions): Promise<Target> {
  const client = {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(clock === undefined ? {} : { clock }),
    ...(isGone === undefined ? {} : { url: await deadUrl() }),
  };
  const { notify, inbox, requests } = await startAssistantSetup({ ...(fault === undefined ? {} : { fault }), client });
  return {
    notify,
    read: () => inbox.messages.map(({ message }) => message),
    requestCount: () => requests.length,
    secrets: ["the-api-key", "the-secret"],
  };
}

async function openDiscord({ fault, timeoutMs, clock, isGone }: TargetOptions): Promise<Target> {
  const client = {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(clock === undefined ? {} : { clock }),
    ...(isGone === undefined
      ? {}
      : { webhooks: { general: `${await deadUrl()}/api/webhooks/123456/the-token-of-a-webhook` } }),
  };
  const { notify, server, requests } = await startDiscordSetup({ ...(fault === undefined ? {} : { fault }), client });
  return {
    notify,
    read: () => server.messages.map(({ message }) => message),
    requestCount: () => requests.length,
    secrets: Object.values(server.webhooks).map((url) => url.split("/").at(-1) ?? ""),
  };
}

const message = "BTC-USD is up.\nAs of 2026-11-27 08:20 UTC.";
const post = { message, channel: "general", correlationId: "abc-123", idempotencyKey: "0".repeat(64) };
const forEver = { postUntilMs: Number.POSITIVE_INFINITY };
const status = (code: number, headers: Record<string, string> = {}, body: object = {}): Fault => ({
  kind: "status",
  status: code,
  headers,
  body,
});
const once = (fault: Fault) => (count: number) => (count === 1 ? fault : undefined);
const always = (fault: Fault) => () => fault;

const send = async (target: Target) => await target.notify(post, createDeadline(60_000), forEver);

describe.each([
  ["assistant", openAssistant],
  ["discord", openDiscord],
])("the delivery target %s", (_, open) => {
  it("posts a text, its footer below it, once", async () => {
    const target = await open({});
    const { status: answered } = await send(target);
    expect(answered).toBeGreaterThanOrEqual(200);
    expect(answered).toBeLessThan(300);
    expect([target.read(), target.requestCount()]).toEqual([[message], 1]);
  });

  it.each([
    ["429 with a wait", status(429, { "retry-after": "1" })],
    ["503", status(503)],
    ["408", status(408)],
    ["a redirect", status(307, { location: "http://127.0.0.1:2/elsewhere" })],
  ])("posts it once after %s", async (_title, fault) => {
    const target = await open({ fault: once(fault) });
    await send(target);
    expect([target.read(), target.requestCount()]).toEqual([[message], 2]);
  });

  it("gives up what asks for a longer wait than a message has, and says for how long", async () => {
    const target = await open({ fault: always(status(429, { "retry-after": "600" })) });
    const error = await thrownBy(send(target));
    expect(error).toMatchObject({ retryable: true, retryAfterMs: 600_000, details: { mayHaveArrived: false } });
    expect(target.requestCount()).toBe(1);
  });

  it.each([400, 413, 422])("does not repeat what is refused with %i, and says in whose words", async (code) => {
    const target = await open({ fault: always(status(code, {}, { message: "no such thing" })) });
    const error = await thrownBy(send(target));
    expect(error).toMatchObject({ retryable: false, status: code, details: { mayHaveArrived: false } });
    expect(error.message).toContain("no such thing");
    expect(target.requestCount()).toBe(1);
  });

  it.each([401, 403])("says of %i that it has not arrived", async (code) => {
    const target = await open({ fault: always(status(code)) });
    expect(await thrownBy(send(target))).toMatchObject({ status: code, details: { mayHaveArrived: false } });
  });

  it.each<[string, Fault]>([
    ["500", status(500)],
    ["502", status(502)],
    ["504", status(504)],
    ["a lost connection", { kind: "drop" }],
    ["an answer that is lost", { kind: "answer_then_drop" }],
    ["a timeout", { kind: "hang" }],
  ])("says of %s that it may have arrived, and is read at most once", async (_title, fault) => {
    const target = await open({ fault: always(fault), timeoutMs: fault.kind === "hang" ? 30 : 8_000 });
    expect(await thrownBy(send(target))).toMatchObject({ details: { mayHaveArrived: true } });
    expect(target.read().length).toBeLessThanOrEqual(1);
  });

  it("says that nothing has arrived where nobody is there", async () => {
    const error = await thrownBy(send(await open({ isGone: true })));
    expect(error).toMatchObject({ retryable: true, details: { mayHaveArrived: false } });
  });

  it("posts nothing once its time is up, nor after the text became too old", async () => {
    const target = await open({ clock: () => 5_001 });
    const ended = { ...createDeadline(60_000), signal: AbortSignal.abort(), remainingMs: () => 0 };
    expect(await thrownBy(target.notify(post, ended, forEver))).toMatchObject({ details: { mayHaveArrived: false } });
    const late = await thrownBy(target.notify(post, createDeadline(60_000), { postUntilMs: 5_000 }));
    expect(late).toMatchObject({ code: "TEXT_OUTDATED", retryable: true, details: { mayHaveArrived: false } });
    expect(target.requestCount()).toBe(0);
  });

  it("keeps its secrets out of every error", async () => {
    for (const fault of [status(400), status(403), status(404), status(500), { kind: "drop" } as const]) {
      const target = await open({ fault: always(fault) });
      const error = await thrownBy(send(target));
      const told = JSON.stringify(describeError(error)) + inspect(error, { depth: 9 });
      for (const secret of target.secrets) expect(told).not.toContain(secret);
    }
  });
});
