import { type CryptoKey, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import {
  type AssistantInbox,
  type AssistantInboxOptions,
  type InboxMessage,
  startAssistantInbox,
} from "../../../src/emulators/upstreams/assistant-inbox.ts";
import { startTokenServer } from "../../../src/emulators/upstreams/token-server.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";

const now = 1_700_049_600;
const issuer = "https://issuer.test/";
const audience = "https://assistant.test";
const apiKey = "the-api-key";

let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let otherKeys: { publicKey: CryptoKey; privateKey: CryptoKey };
beforeAll(async () => {
  [keys, otherKeys] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
});

type Settings = Partial<Pick<AssistantInboxOptions, "honoursIdempotencyKey" | "fault" | "onMessage" | "clock">>;

async function start(settings: Settings = {}): Promise<AssistantInbox> {
  const inbox = await startAssistantInbox({
    issuer,
    audience,
    apiKey,
    key: keys.publicKey,
    clock: () => now * 1_000,
    ...settings,
  });
  onTestFinished(() => inbox.stop());
  return inbox;
}

interface TokenParts {
  readonly issuer?: string;
  readonly audience?: string;
  readonly expiresAt?: number | null;
  readonly key?: CryptoKey;
}

async function sign(parts: TokenParts = {}): Promise<string> {
  const token = new SignJWT({})
    .setProtectedHeader({ alg: "RS256" })
    .setIssuer(parts.issuer ?? issuer)
    .setAudience(parts.audience ?? audience);
  if (parts.expiresAt !== null) token.setExpirationTime(parts.expiresAt ?? now + 60);
  return await token.sign(parts.key ?? keys.privateKey);
}

/** A sound request with some of it replaced; an undefined header is left out. */
async function post(
  inbox: AssistantInbox,
  { headers = {}, body = {} }: { headers?: Readonly<Record<string, string | undefined>>; body?: unknown } = {},
): Promise<Response> {
  const sent = new Headers();
  const whole = {
    authorization: `Bearer ${await sign()}`,
    "x-api-key": apiKey,
    "x-correlation-id": "abc-123",
    "content-type": "application/json",
    ...headers,
  };
  for (const [name, value] of Object.entries(whole)) if (value !== undefined) sent.set(name, value);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return await fetch(`${inbox.url}/notifications`, {
    method: "POST",
    headers: sent,
    body: new Uint8Array(Buffer.from(text)),
  });
}

const hello = { message: "hello", webhook_channel: "general" };

async function errorOf(response: Response): Promise<string> {
  return z.parse(z.object({ error: z.string() }), await response.json()).error;
}

describe("POST /notifications", () => {
  it("takes a sound message and keeps it", async () => {
    const seen: InboxMessage[] = [];
    const inbox = await start({ onMessage: (message) => seen.push(message) });
    const response = await post(inbox, { headers: { "idempotency-key": "key-1" }, body: hello });
    expect(response.status).toBe(201);
    const { id } = z.parse(z.object({ id: z.string(), status: z.literal("accepted") }), await response.json());
    const kept = {
      id,
      message: "hello",
      channel: "general",
      correlationId: "abc-123",
      idempotencyKey: "key-1",
      receivedAt: "2023-11-15T12:00:00.000Z",
      status: 201,
    };
    expect([inbox.messages, seen, inbox.postCount]).toEqual([[kept], [kept], 1]);
  });

  it("takes a message without an idempotency key each time", async () => {
    const inbox = await start();
    await post(inbox, { body: hello });
    await post(inbox, { body: hello, headers: { "content-type": "application/json; charset=utf-8" } });
    expect(inbox.messages.map((message) => message.idempotencyKey)).toEqual([null, null]);
  });

  it.each<{ what: string; parts: TokenParts; reason: string }>([
    { what: "of another issuer", parts: { issuer: "https://other.test/" }, reason: '"iss"' },
    { what: "for another audience", parts: { audience: "https://other.test" }, reason: '"aud"' },
    { what: "that has expired", parts: { expiresAt: now }, reason: '"exp"' },
    { what: "that never expires", parts: { expiresAt: null }, reason: '"exp"' },
  ])("refuses a token $what with 401", async ({ parts, reason }) => {
    const inbox = await start();
    const response = await post(inbox, { headers: { authorization: `Bearer ${await sign(parts)}` }, body: hello });
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toContain(reason);
    expect([inbox.messages, inbox.postCount]).toEqual([[], 0]);
  });

  it("refuses a token signed with another key with 401", async () => {
    const inbox = await start();
    const authorization = `Bearer ${await sign({ key: otherKeys.privateKey })}`;
    const response = await post(inbox, { headers: { authorization }, body: hello });
    expect([response.status, await errorOf(response)]).toEqual([
      401,
      "the token is refused: signature verification failed",
    ]);
  });

  it.each([undefined, "Bearer", "Bearer None", "Basic dXNlcjpwYXNz"])(
    "refuses the authorization %j with 401",
    async (authorization) => {
      const inbox = await start();
      expect((await post(inbox, { headers: { authorization }, body: hello })).status).toBe(401);
    },
  );

  it.each([undefined, "guessed"])("refuses the API key %j with 403", async (key) => {
    const inbox = await start();
    const response = await post(inbox, { headers: { "x-api-key": key }, body: hello });
    expect([response.status, await errorOf(response)]).toEqual([403, "the header x-api-key is missing or wrong"]);
  });

  it("refuses a message without a correlation id with 400", async () => {
    const inbox = await start();
    const response = await post(inbox, { headers: { "x-correlation-id": undefined }, body: hello });
    expect([response.status, await errorOf(response)]).toEqual([400, "the header x-correlation-id is missing"]);
  });

  it.each([undefined, "text/plain", "application/jsonp"])(
    "refuses the content type %j with 415",
    async (contentType) => {
      const inbox = await start();
      expect((await post(inbox, { headers: { "content-type": contentType }, body: hello })).status).toBe(415);
    },
  );

  it.each(["{broken", "null", "[1]", '"hello"', ""])("refuses the body %j with 400", async (body) => {
    const inbox = await start();
    const response = await post(inbox, { body });
    expect([response.status, await errorOf(response)]).toEqual([400, "the body is not a JSON object"]);
  });

  it.each([
    { what: "no message", body: { webhook_channel: "general" }, field: "message" },
    { what: "an empty message", body: { ...hello, message: "" }, field: "message" },
    { what: "a message of 2001 characters", body: { ...hello, message: "x".repeat(2_001) }, field: "message" },
    { what: "a message that is no text", body: { ...hello, message: 5 }, field: "message" },
    { what: "no channel", body: { message: "hello" }, field: "webhook_channel" },
    { what: "a channel in capitals", body: { ...hello, webhook_channel: "General" }, field: "webhook_channel" },
    { what: "a channel that begins with a dash", body: { ...hello, webhook_channel: "-a" }, field: "webhook_channel" },
    {
      what: "a channel of 101 characters",
      body: { ...hello, webhook_channel: "c".repeat(101) },
      field: "webhook_channel",
    },
  ])("refuses $what with 422, naming the field", async ({ body, field }) => {
    const inbox = await start();
    const response = await post(inbox, { body });
    expect(response.status).toBe(422);
    expect((await errorOf(response)).split(" ")[0]).toBe(field);
    expect(inbox.messages).toEqual([]);
  });

  it("takes the longest message and the longest channel", async () => {
    const inbox = await start();
    const body = { message: "x".repeat(2_000), webhook_channel: `0${"_".repeat(99)}` };
    expect((await post(inbox, { body })).status).toBe(201);
  });
});

describe("the idempotency key", () => {
  const headers = { "idempotency-key": "key-1" };

  it("gives the same answer again and posts nothing", async () => {
    const inbox = await start();
    const first = await post(inbox, { headers, body: hello });
    const second = await post(inbox, { headers, body: hello });
    expect([second.status, await second.text()]).toEqual([first.status, await first.text()]);
    expect([inbox.messages.length, inbox.postCount]).toEqual([1, 2]);
  });

  it.each([
    { ...hello, message: "other" },
    { ...hello, webhook_channel: "other" },
  ])("refuses another body with 409", async (body) => {
    const inbox = await start();
    await post(inbox, { headers, body: hello });
    const response = await post(inbox, { headers, body });
    expect([response.status, inbox.messages.length, inbox.postCount]).toEqual([409, 1, 1]);
  });

  it("is not remembered from a message that was refused", async () => {
    const inbox = await start();
    await post(inbox, { headers, body: { ...hello, message: "" } });
    expect((await post(inbox, { headers, body: hello })).status).toBe(201);
  });

  it("means nothing to an inbox that does not honour it", async () => {
    const inbox = await start({ honoursIdempotencyKey: false });
    await post(inbox, { headers, body: hello });
    await post(inbox, { headers, body: { ...hello, message: "other" } });
    expect(inbox.messages.map(({ message }) => message)).toEqual(["hello", "other"]);
  });

  it("makes a repetition harmless after the answer got lost", async () => {
    let lost = false;
    const inbox = await start({
      fault: () => {
        if (lost) return undefined;
        lost = true;
        return { kind: "answer_then_drop" };
      },
    });
    await expect(post(inbox, { headers, body: hello })).rejects.toThrow("fetch failed");
    expect((await post(inbox, { headers, body: hello })).status).toBe(201);
    expect([inbox.messages.length, inbox.postCount]).toEqual([1, 2]);
  });
});

describe("GET /notifications", () => {
  it("lists what was posted, of one correlation id or of all", async () => {
    const inbox = await start();
    for (const id of ["a", "b", "a"]) await post(inbox, { headers: { "x-correlation-id": id }, body: hello });
    const all: unknown = await (await fetch(`${inbox.url}/notifications`)).json();
    const some: unknown = await (await fetch(`${inbox.url}/notifications?correlation_id=a`)).json();
    expect(all).toEqual({ notifications: inbox.messages });
    expect(some).toEqual({ notifications: inbox.messages.filter((message) => message.correlationId === "a") });
    expect(inbox.messages).toHaveLength(3);
  });

  it.each([
    { method: "GET", path: "/" },
    { method: "DELETE", path: "/notifications" },
  ])("answers 404 to $method $path", async ({ method, path }) => {
    const inbox = await start();
    expect((await fetch(inbox.url + path, { method })).status).toBe(404);
  });
});

describe("waitFor", () => {
  it("gives a message that is there already", async () => {
    const inbox = await start();
    await post(inbox, { body: hello });
    expect(await inbox.waitFor("abc-123")).toEqual(inbox.messages[0]);
  });

  it("gives the message to everyone who waits for it, and to nobody else", async () => {
    const inbox = await start();
    const giveUp = new AbortController();
    const waiting = [inbox.waitFor("abc-123", { signal: giveUp.signal }), inbox.waitFor("abc-123")];
    const other = inbox.waitFor("other", { signal: giveUp.signal });
    await post(inbox, { body: hello });
    expect(await Promise.all(waiting)).toEqual([inbox.messages[0], inbox.messages[0]]);
    giveUp.abort(new Error("enough"));
    await expect(other).rejects.toThrow("enough");
  });

  it("ends with the signal's reason, also one that was aborted before", async () => {
    const inbox = await start();
    const aborted = AbortSignal.abort(new Error("too late"));
    await expect(inbox.waitFor("abc-123", { signal: aborted })).rejects.toThrow("too late");
  });
});

describe("the key set", () => {
  it("is fetched from the token server", async () => {
    const client = { clientId: "the-client", clientSecret: "the-secret", audience };
    const tokenServer = await startTokenServer(client);
    onTestFinished(() => tokenServer.stop());
    const { jwksUrl } = tokenServer;
    const inbox = await startAssistantInbox({ issuer: tokenServer.issuer, jwksUrl, audience, apiKey });
    onTestFinished(() => inbox.stop());
    const answer = await fetch(tokenServer.tokenUrl, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: client.clientId,
        client_secret: client.clientSecret,
        audience,
      }),
    });
    const { access_token: token } = z.parse(z.object({ access_token: z.string() }), await answer.json());
    const good = await post(inbox, { headers: { authorization: `Bearer ${token}` }, body: hello });
    const bad = await post(inbox, { body: hello });
    expect([good.status, bad.status]).toEqual([201, 401]);
  });

  it("that can't be fetched is the inbox's own failure, not the sender's", async () => {
    const inbox = await startAssistantInbox({ issuer, jwksUrl: `${await deadUrl()}/jwks`, audience, apiKey });
    onTestFinished(() => inbox.stop());
    expect((await post(inbox, { body: hello })).status).toBe(500);
  });
});
