import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { type HttpRequest as ReceivedRequest, startHttpServer } from "../../../src/emulators/http-server.ts";
import { type HttpOptions, isTransientStatus, parseJson, sendRequest } from "../../../src/platform/http/http.ts";
import type { ServiceError } from "../../../src/platform/errors.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { listenOnLoopback } from "../../support/upstreams/listen-on-loopback.ts";
import { startRawServer } from "../../support/upstreams/raw-server.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const options: HttpOptions = { signal: new AbortController().signal, timeoutMs: 20_000 };
const sensitive = { authorization: "Bearer hunter2-header" };

/** A request whose every part but the host is a secret. */
function secretRequest(url: string) {
  return {
    method: "POST",
    url: `${url}/hunter2-path?key=hunter2-query`,
    headers: sensitive,
    body: "hunter2-body",
  } as const;
}

async function failureOf(url: string, changes: Partial<HttpOptions> = {}): Promise<ServiceError> {
  return await thrownBy(sendRequest(secretRequest(url), { ...options, ...changes }));
}

/** Starts a server that never answers; `arrived` resolves at the first request. */
async function startDeafServer(): Promise<{ readonly url: string; readonly arrived: Promise<undefined> }> {
  const arrival = Promise.withResolvers<undefined>();
  const server = await startHttpServer(() => ({ status: 200 }), {
    fault: () => {
      arrival.resolve(undefined);
      return { kind: "hang" };
    },
  });
  onTestFinished(() => server.stop());
  return { url: server.url, arrived: arrival.promise };
}

/** A fetch whose answer begins and ends only with the request. */
function stalled(_url: string, init?: RequestInit): Promise<Response> {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("half"));
      init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
    },
  });
  return Promise.resolve(new Response(body));
}

describe("a request", () => {
  it("arrives with method, headers and body, and gives the whole answer", async () => {
    const received: ReceivedRequest[] = [];
    const server = await startHttpServer((request) => {
      received.push(request);
      return { status: 201, headers: { "x-answer": "yes" }, body: { text: "grüße" } };
    });
    onTestFinished(() => server.stop());
    const headers = { "content-type": "application/json", "x-name": "value" };
    const reply = await sendRequest({ method: "POST", url: `${server.url}/a?b=c`, headers, body: "{}" }, options);
    expect([reply.status, reply.headers.get("x-answer"), reply.text]).toEqual([201, "yes", '{"text":"grüße"}']);
    expect(received).toMatchObject([{ method: "POST", path: "/a", headers, body: "{}" }]);
    expect(received[0]?.query.get("b")).toBe("c");
  });

  it("needs neither headers nor body", async () => {
    const server = await startHttpServer((request) => ({ status: 200, body: `${request.method} ${request.body}` }));
    onTestFinished(() => server.stop());
    expect((await sendRequest({ method: "GET", url: server.url }, options)).text).toBe("GET ");
  });

  it.each([204, 400, 404, 429, 500, 503])("is not judged by its status: %d is an answer", async (status) => {
    const server = await startHttpServer(() => ({ status, body: "words" }));
    onTestFinished(() => server.stop());
    const reply = await sendRequest({ method: "GET", url: server.url }, options);
    expect([reply.status, reply.text]).toEqual([status, status === 204 ? "" : "words"]);
  });

  it("goes through the caller's fetch where one is given", async () => {
    const asked: string[] = [];
    const fetch = async (url: string): Promise<Response> => {
      asked.push(url);
      return await Promise.resolve(new Response("from afar"));
    };
    const reply = await sendRequest({ method: "GET", url: "http://far.test/x" }, { ...options, fetch });
    expect([reply.text, asked]).toEqual(["from afar", ["http://far.test/x"]]);
  });
});

describe("a request fails", () => {
  it("as HTTP_TIMEOUT when there is no answer in time", async () => {
    const { url } = await startDeafServer();
    const error = await failureOf(url, { timeoutMs: 20 });
    expect(error).toMatchObject({
      code: "HTTP_TIMEOUT",
      retryable: true,
      message: `${new URL(url).host} did not answer within 20 ms`,
    });
  });

  it("as HTTP_BODY_TOO_LARGE when the body would fill the memory, however small it is on the wire", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(" ".repeat(5 * 1_048_576)));
    });
    onTestFinished(() => void server.close());
    const url = await listenOnLoopback(server);
    expect(await failureOf(url, { timeoutMs: 5_000 })).toMatchObject({
      code: "HTTP_BODY_TOO_LARGE",
      retryable: true,
      message: `${new URL(url).host} answered with more than 1048576 bytes`,
    });
  });

  it("as HTTP_TIMEOUT when the answer begins and does not end", async () => {
    expect(await failureOf("http://far.test", { timeoutMs: 1, fetch: stalled })).toMatchObject({
      code: "HTTP_TIMEOUT",
    });
  });

  it.each([0, -5, 0.2])("as HTTP_TIMEOUT, not by a crash, where %d ms are left", async (timeoutMs) => {
    const { url } = await startDeafServer();
    expect(await failureOf(url, { timeoutMs })).toMatchObject({ code: "HTTP_TIMEOUT" });
  });

  it("as DEADLINE_EXCEEDED when the work that it belongs to ends", async () => {
    const { url, arrived } = await startDeafServer();
    const work = new AbortController();
    const failing = failureOf(url, { signal: work.signal });
    await arrived;
    work.abort();
    expect(await failing).toMatchObject({
      code: "DEADLINE_EXCEEDED",
      retryable: true,
      message: `The time was up before ${new URL(url).host} answered`,
    });
  });

  it("as DEADLINE_EXCEEDED, without asking, when that has ended already", async () => {
    let asked = 0;
    const server = await startHttpServer(() => {
      asked += 1;
      return { status: 200 };
    });
    onTestFinished(() => server.stop());
    expect(await failureOf(server.url, { signal: AbortSignal.abort() })).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(asked).toBe(0);
  });

  it("as HTTP_UNREACHABLE when nobody listens", async () => {
    const url = await deadUrl();
    const error = await failureOf(url);
    expect(error).toMatchObject({
      code: "HTTP_UNREACHABLE",
      retryable: true,
      message: `${new URL(url).host} can't be reached: ECONNREFUSED`,
    });
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it.each([
    ["the connection is cut before the answer", "", "UND_ERR_SOCKET"],
    ["the body is cut off", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf", "UND_ERR_SOCKET"],
    ["the last chunk lacks", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n", "UND_ERR_SOCKET"],
    ["it is not compressed as it says", "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\nhalf", "Z_DATA_ERROR"],
    ["the answer is no HTTP", "hello\r\n\r\n", "Response does not match the HTTP/1.1 protocol"],
  ])("as HTTP_UNREACHABLE when %s", async (_, answer, reason) => {
    const url = await startRawServer(answer);
    const error = await failureOf(url);
    expect(error).toMatchObject({ code: "HTTP_UNREACHABLE", retryable: true });
    expect(error.message).toContain(`${new URL(url).host} can't be reached: ${reason}`);
  });

  it.each([301, 302, 307, 308])("as HTTP_UNREACHABLE at a redirect (%d): a key must not follow it", async (status) => {
    const followed: ReceivedRequest[] = [];
    const other = await startHttpServer((request) => {
      followed.push(request);
      return { status: 200 };
    });
    const server = await startHttpServer(() => ({ status, headers: { location: `${other.url}/elsewhere` } }));
    onTestFinished(async () => {
      await Promise.all([server.stop(), other.stop()]);
    });
    const error = await failureOf(server.url);
    const [from, to] = [new URL(server.url).host, new URL(other.url).host];
    expect(error.message).toBe(`${from} redirects to ${to} (${status}), and redirects are not followed`);
    expect([error.code, error.details, followed]).toEqual(["HTTP_UNREACHABLE", { status }, []]);
  });

  it.each([
    ["a header that can't be sent", (url: string) => ({ url, authorization: "Bearer hunter2\r\nx: y" })],
    ["a header beyond Latin-1", (url: string) => ({ url, authorization: "Bearer hunter2€" })],
    ["credentials in its address", (url: string) => ({ url: url.replace("//", "//me:hunter2@"), authorization: "x" })],
  ])("as HTTP_UNREACHABLE for %s, and does not quote it", async (_, make) => {
    const server = await startHttpServer(() => ({ status: 200 }));
    onTestFinished(() => server.stop());
    const { url, authorization } = make(server.url);
    const error = await thrownBy(sendRequest({ method: "GET", url, headers: { authorization } }, options));
    expect(error).toMatchObject({
      code: "HTTP_UNREACHABLE",
      retryable: true,
      message: `The request to ${new URL(url).host} can't be sent: a header or the address is malformed`,
    });
    expect(error.cause, "the cause quotes what it refuses").toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ["something that is no error", "gone", "gone"],
    ["an error without a cause", new Error("gone"), "gone"],
    ["an error whose cause is no error", new Error("outside", { cause: "inside" }), "Error: outside"],
  ])("as HTTP_UNREACHABLE when the caller's fetch throws %s", async (_, thrown, reason) => {
    const fetch = (): Promise<Response> => Promise.reject(thrown);
    expect((await failureOf("http://far.test", { fetch })).message).toBe(`far.test can't be reached: ${reason}`);
  });

  it("and says nothing of path, query, headers or body", async () => {
    const { url: deaf } = await startDeafServer();
    const failures = await Promise.all([
      failureOf(deaf, { timeoutMs: 1 }),
      failureOf(deaf, { signal: AbortSignal.abort() }),
      failureOf(await deadUrl()),
      failureOf(await startRawServer("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")),
      failureOf(await startRawServer("HTTP/1.1 302 Found\r\nlocation: /hunter2-location\r\ncontent-length: 0\r\n\r\n")),
    ]);
    for (const failure of failures) {
      for (let at: unknown = failure; at instanceof Error; at = at.cause) expect(at.message).not.toContain("hunter2");
    }
  });
});

describe("parseJson", () => {
  it.each<[string, unknown]>([
    ['{"a":[1]}', { a: [1] }],
    ["null", null],
    ["0", 0],
    ["", undefined],
    ["<html>", undefined],
    ['{"a":', undefined],
  ])("reads %j", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });
});

describe("isTransientStatus", () => {
  it("holds for what a later try may fix", () => {
    const statuses = [200, 204, 301, 400, 401, 403, 404, 408, 409, 410, 422, 425, 429, 499, 500, 502, 503, 504, 599];
    expect(statuses.filter(isTransientStatus)).toEqual([408, 425, 429, 500, 502, 503, 504, 599]);
  });
});
