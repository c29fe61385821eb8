import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import * as z from "zod/mini";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  startTokenServer,
  type TokenServer,
  type TokenServerOptions,
} from "../../../src/emulators/upstreams/token-server.ts";

const now = 1_700_049_600;
const client = { clientId: "the-client", clientSecret: "the-secret", audience: "https://assistant.test" };
const grant = {
  grant_type: "client_credentials",
  client_id: client.clientId,
  client_secret: client.clientSecret,
  audience: client.audience,
};
const tokenAnswer = z.object({ access_token: z.string(), token_type: z.string(), expires_in: z.number() });

async function start(options: Partial<TokenServerOptions> = {}): Promise<TokenServer> {
  const server = await startTokenServer({ ...client, clock: () => now * 1_000, ...options });
  onTestFinished(() => server.stop());
  return server;
}

function postForm(server: TokenServer, fields: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(server.tokenUrl, { method: "POST", body: new URLSearchParams(fields) });
}

function postJson(server: TokenServer, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(server.tokenUrl, { method: "POST", body: JSON.stringify(body), headers });
}

async function errorOf(response: Response): Promise<unknown> {
  return { status: response.status, ...z.parse(z.record(z.string(), z.unknown()), await response.json()) };
}

describe("the token endpoint", () => {
  it("gives a token as Auth0 does, which its published key verifies", async () => {
    const server = await start();
    const response = await postForm(server, grant);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const answer = z.parse(tokenAnswer, await response.json());
    expect(answer).toEqual({ access_token: answer.access_token, token_type: "Bearer", expires_in: 86_400 });
    const { payload } = await jwtVerify(answer.access_token, createRemoteJWKSet(new URL(server.jwksUrl)), {
      issuer: server.issuer,
      audience: client.audience,
      currentDate: new Date(now * 1_000),
    });
    expect(payload).toEqual({
      iss: `${server.url}/`,
      sub: "the-client@clients",
      aud: client.audience,
      iat: now,
      exp: now + 86_400,
      azp: "the-client",
      gty: "client-credentials",
      jti: payload.jti,
    });
    expect(decodeProtectedHeader(answer.access_token)).toMatchObject({ alg: "RS256", typ: "JWT" });
  });

  it("takes JSON as well as a form", async () => {
    const server = await start();
    expect((await postJson(server, grant)).status).toBe(200);
  });

  it("gives a token of the life it was told, and another one each time", async () => {
    const server = await start({ expiresInSeconds: 300 });
    const first = z.parse(tokenAnswer, await (await postForm(server, grant)).json());
    const second = z.parse(tokenAnswer, await (await postForm(server, grant)).json());
    expect(first.expires_in).toBe(300);
    expect(second.access_token).not.toBe(first.access_token);
  });

  it("makes tokens that another server's key does not verify", async () => {
    const [server, other] = await Promise.all([start(), start()]);
    const { access_token: token } = z.parse(tokenAnswer, await (await postForm(server, grant)).json());
    await expect(jwtVerify(token, createRemoteJWKSet(new URL(other.jwksUrl)))).rejects.toThrow("no applicable key");
  });

  it.each([
    { what: "a wrong id", fields: { ...grant, client_id: "someone" } },
    { what: "a wrong secret", fields: { ...grant, client_secret: "guessed" } },
  ])("refuses $what with 401", async ({ fields }) => {
    const response = await postForm(await start(), fields);
    expect(await errorOf(response)).toEqual({
      status: 401,
      error: "access_denied",
      error_description: "Unauthorized",
    });
  });

  it("refuses an audience that it does not know with 403", async () => {
    const response = await postForm(await start(), { ...grant, audience: "https://other.test" });
    expect(await errorOf(response)).toEqual({
      status: 403,
      error: "access_denied",
      error_description: "Service not enabled within domain: https://other.test",
    });
  });

  it.each(["grant_type", "client_id", "client_secret", "audience"])(
    "names the field %s where it lacks",
    async (name) => {
      const server = await start();
      const refused = {
        status: 400,
        error: "invalid_request",
        error_description: `Missing required parameter: ${name}`,
      };
      expect(await errorOf(await postForm(server, { ...grant, [name]: "" }))).toEqual(refused);
      expect(await errorOf(await postJson(server, { ...grant, [name]: 5 }))).toEqual(refused);
    },
  );

  it("refuses another grant", async () => {
    const response = await postForm(await start(), { ...grant, grant_type: "password" });
    expect(await errorOf(response)).toEqual({
      status: 400,
      error: "unsupported_grant_type",
      error_description: "Unsupported grant type: password",
    });
  });

  it.each([
    { contentType: "application/json", body: "{broken" },
    { contentType: "application/json", body: "null" },
    { contentType: "text/plain", body: "grant_type=client_credentials" },
  ])("refuses the body $body as $contentType", async ({ contentType, body }) => {
    const server = await start();
    const response = await fetch(server.tokenUrl, { method: "POST", body, headers: { "content-type": contentType } });
    expect(await errorOf(response)).toEqual({
      status: 400,
      error: "invalid_request",
      error_description: "Invalid body",
    });
  });

  it("refuses a body without a type", async () => {
    const server = await start();
    const body = new Uint8Array(Buffer.from(new URLSearchParams(grant).toString()));
    expect((await fetch(server.tokenUrl, { method: "POST", body })).status).toBe(400);
  });
});

it("describes itself as OpenID Connect asks", async () => {
  const server = await start();
  const response = await fetch(`${server.url}/.well-known/openid-configuration`);
  expect(await response.json()).toEqual({
    issuer: server.issuer,
    jwks_uri: server.jwksUrl,
    token_endpoint: server.tokenUrl,
  });
});

it("publishes no private key", async () => {
  const server = await start();
  const { keys } = z.parse(
    z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
    await (await fetch(server.jwksUrl)).json(),
  );
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([["alg", "e", "kid", "kty", "n", "use"]]);
});

it("answers 404 to anything else", async () => {
  const server = await start();
  const responses = await Promise.all([fetch(server.tokenUrl), fetch(`${server.url}/authorize`)]);
  expect(responses.map((response) => response.status)).toEqual([404, 404]);
});

it("counts requests for a token, also those that are refused or that a fault befalls", async () => {
  const server = await start({
    fault: (request) =>
      request.body === "" ? { kind: "status", status: 429, headers: { "retry-after": "1" } } : undefined,
  });
  const statuses = [
    (await postForm(server, grant)).status,
    (await postForm(server, { ...grant, client_id: "x" })).status,
    (await fetch(server.tokenUrl, { method: "POST" })).status,
    (await fetch(`${server.url}/elsewhere`, { method: "POST", body: "x" })).status,
  ];
  expect(statuses).toEqual([200, 401, 429, 404]);
  expect(server.tokenRequestCount).toBe(3);
});

it("takes the system's clock by default", async () => {
  const server = await startTokenServer(client);
  onTestFinished(() => server.stop());
  const { access_token: token } = z.parse(tokenAnswer, await (await postForm(server, grant)).json());
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(server.jwksUrl)));
  expect(Math.abs((payload.iat ?? 0) - Date.now() / 1_000)).toBeLessThan(60);
});
