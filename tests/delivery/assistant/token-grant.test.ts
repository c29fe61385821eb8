import { describe, expect, it, onTestFinished } from "vitest";
import { requestAccessToken, type TokenGrantOptions } from "../../../src/delivery/assistant/token-grant.ts";
import {
  type Fault,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../../../src/emulators/http-server.ts";
import { startTokenServer } from "../../../src/emulators/upstreams/token-server.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import type { ServiceError } from "../../../src/platform/errors.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { startRawServer } from "../../support/upstreams/raw-server.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";

const now = Date.UTC(2026, 10, 22, 12, 0, 0);
const secret = "hunter2&=% é";
const client = { clientId: "the client", clientSecret: secret, audience: "https://assistant.example/?a=b" };

function grantOptions(tokenUrl: string, changes: Partial<TokenGrantOptions> = {}): TokenGrantOptions {
  return { tokenUrl, ...client, clock: () => now, timeoutMs: 20_000, ...changes };
}

function request(tokenUrl: string, changes: Partial<TokenGrantOptions> = {}) {
  return requestAccessToken(grantOptions(tokenUrl, changes), createDeadline(60_000));
}

async function startServer(answer: HttpAnswer, fault?: Fault) {
  const requests: HttpRequest[] = [];
  const server: RunningHttpServer = await startHttpServer(
    (received) => {
      requests.push(received);
      return answer;
    },
    { fault: () => fault },
  );
  onTestFinished(() => server.stop());
  return { tokenUrl: `${server.url}/oauth/token`, requests };
}

/** The failure of a grant that is answered so. No message of it, or of a cause, may show the secret. */
async function failureOf(answer: HttpAnswer): Promise<ServiceError> {
  const { tokenUrl } = await startServer(answer);
  const failure = await thrownBy(request(tokenUrl));
  for (let at: unknown = failure; at instanceof Error; at = at.cause) expect(at.message).not.toContain("hunter2");
  expect(JSON.stringify(failure.details)).not.toContain("hunter2");
  return failure;
}

describe("the request", () => {
  it("is the client-credentials grant as a form, with the audience", async () => {
    const { tokenUrl, requests } = await startServer({ status: 200, body: { access_token: "t", expires_in: 60 } });
    await request(tokenUrl);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "POST",
      path: "/oauth/token",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body:
        "grant_type=client_credentials&client_id=the+client&client_secret=hunter2%26%3D%25+%C3%A9" +
        "&audience=https%3A%2F%2Fassistant.example%2F%3Fa%3Db",
    });
  });

  it("is understood by a server that answers like Auth0", async () => {
    const server = await startTokenServer({ ...client, expiresInSeconds: 3_600, clock: () => now });
    onTestFinished(() => server.stop());
    const token = await request(server.tokenUrl);
    expect(token).toEqual({ value: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), expiresAtMs: now + 3_600_000 });
  });
});

describe("the life of a token", () => {
  it.each<[unknown, number]>([
    [86_400, 86_400],
    ["3600", 3_600],
    [" 60 ", 60],
    [1, 1],
    [0.5, 0.5],
    [undefined, 300],
    [null, 300],
    ["", 300],
    ["soon", 300],
    [0, 0],
    [-60, 0],
    ["-60", 0],
    [{ seconds: 60 }, 300],
    [true, 300],
  ])("with expires_in %j is %d s", async (expiresIn, lifeSeconds) => {
    const { tokenUrl } = await startServer({ status: 200, body: { access_token: "t", expires_in: expiresIn } });
    expect(await request(tokenUrl)).toEqual({ value: "t", expiresAtMs: now + lifeSeconds * 1_000 });
  });

  it("counts from when it was asked for, not from when it came", async () => {
    const clock = createTurnedClock(now);
    const fetch = async (): Promise<Response> => {
      clock.turn(4_000);
      return await Promise.resolve(Response.json({ access_token: "t", expires_in: 60 }));
    };
    expect(await request("http://idp.test/token", { fetch, clock: clock.now })).toMatchObject({
      expiresAtMs: now + 60_000,
    });
  });

  it("goes by the system's clock unless told otherwise", async () => {
    const { tokenUrl } = await startServer({ status: 200, body: { access_token: "t", expires_in: 60 } });
    const before = Date.now();
    const { expiresAtMs } = await requestAccessToken({ tokenUrl, ...client }, createDeadline(60_000));
    expect(expiresAtMs).toBeGreaterThanOrEqual(before + 60_000);
    expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + 60_000);
  });
});

describe("TOKEN_REFUSED", () => {
  it.each<[number, object, string]>([
    [401, { error: "access_denied", error_description: "Unauthorized" }, ": access_denied, Unauthorized"],
    [401, { error: "invalid_client" }, ": invalid_client"],
    [
      403,
      { error: "access_denied", error_description: "Service not enabled within domain: https://x" },
      ": access_denied, Service not enabled within domain: https://x",
    ],
    [400, { error_description: "odd" }, ": odd"],
    [404, {}, ""],
    [400, { error: 7, error_description: "odd" }, ": odd"],
  ])("is what %d %j means; an operator can fix it", async (status, body, said) => {
    const whole = { ...body, client_secret: secret, echo: { secret } };
    expect(await failureOf({ status, body: whole })).toMatchObject({
      code: "TOKEN_REFUSED",
      retryable: true,
      message: `The token server answered ${status}${said}`,
      details: { status },
    });
  });

  it("is what a real refusal means: a wrong secret, a wrong audience", async () => {
    const server = await startTokenServer({ ...client, clock: () => now });
    onTestFinished(() => server.stop());
    const wrongSecret = await thrownBy(request(server.tokenUrl, { clientSecret: "hunter3" }));
    const wrongAudience = await thrownBy(request(server.tokenUrl, { audience: "https://other" }));
    expect([wrongSecret.code, wrongSecret.message]).toEqual([
      "TOKEN_REFUSED",
      "The token server answered 401: access_denied, Unauthorized",
    ]);
    expect([wrongAudience.code, wrongAudience.message]).toEqual([
      "TOKEN_REFUSED",
      "The token server answered 403: access_denied, Service not enabled within domain: https://other",
    ]);
  });
});

describe("TOKEN_UNAVAILABLE", () => {
  it.each<[string | undefined, number | undefined]>([
    ["7", 7_000],
    ["Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
    ["soon", undefined],
    [undefined, undefined],
  ])("is what 429 with Retry-After %j means", async (retryAfter, retryAfterMs) => {
    const failure = await failureOf({
      status: 429,
      headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
      body: { error: "too_many_requests", error_description: "Client quota exceeded" },
    });
    expect(failure).toMatchObject({
      code: "TOKEN_UNAVAILABLE",
      retryable: true,
      message: "The token server answered 429: too_many_requests, Client quota exceeded",
    });
    expect(failure.details).toEqual(retryAfterMs === undefined ? { status: 429 } : { status: 429, retryAfterMs });
  });

  it.each([408, 500, 502, 503])("is what %d means, and of a page nothing is quoted but its title", async (status) => {
    expect(await failureOf({ status, body: `<html>hunter2<title>Be back soon</title></html>` })).toMatchObject({
      code: "TOKEN_UNAVAILABLE",
      retryable: true,
      message: `The token server answered ${status}: a page of HTML, "Be back soon"`,
    });
  });

  it.each<[string, string | object]>([
    ["HTML", "<html>Maintenance hunter2</html>"],
    ["nothing", ""],
    ["no token", { token_type: "Bearer", id_token: "hunter2" }],
    ["an empty token", { access_token: "", expires_in: 60 }],
    ["a token that is none", { access_token: 42 }],
    ["null", "null"],
  ])("is what 200 with %s means: it is never kept as a token", async (_, body) => {
    expect(await failureOf({ status: 200, body })).toMatchObject({
      code: "TOKEN_UNAVAILABLE",
      retryable: true,
      message: expect.stringMatching(/^The token server answered 200 without an access_token(: a page of HTML)?$/),
      details: { status: 200 },
    });
  });

  it("is what a server means that hangs, until the time for it is up", async () => {
    const { tokenUrl } = await startServer({ status: 200 }, { kind: "hang" });
    expect(await thrownBy(request(tokenUrl, { timeoutMs: 20 }))).toMatchObject({
      code: "TOKEN_UNAVAILABLE",
      retryable: true,
      message: expect.stringMatching(
        /^The token server gave no answer that can be used: .* did not answer within 20 ms$/,
      ),
      cause: { code: "HTTP_TIMEOUT" },
    });
  });

  it("is what a server means that is not there, hangs up or sends a caller elsewhere", async () => {
    const elsewhere = await startServer({ status: 307, headers: { location: "http://127.0.0.1:2/hunter2" } });
    for (const tokenUrl of [`${await deadUrl()}/oauth/token`, await startRawServer(""), elsewhere.tokenUrl]) {
      expect(await thrownBy(request(tokenUrl))).toMatchObject({
        code: "TOKEN_UNAVAILABLE",
        retryable: true,
        cause: { code: "HTTP_UNREACHABLE" },
      });
    }
  });

  it("is what it means that the work's time is up", async () => {
    const { tokenUrl, requests } = await startServer({ status: 200, body: { access_token: "t" } });
    const over = createDeadline(60_000, createTurnedClock(0), AbortSignal.abort());
    expect(await thrownBy(requestAccessToken(grantOptions(tokenUrl), over))).toMatchObject({
      code: "TOKEN_UNAVAILABLE",
      cause: { code: "DEADLINE_EXCEEDED" },
    });
    expect(requests).toEqual([]);
  });
});
