import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import {
  type Fault,
  type HttpHandler,
  type HttpServerOptions,
  type RunningHttpServer,
  startHttpServer,
} from "../../src/emulators/http-server.ts";

const limitBytes = 1_048_576;

async function start(handle: HttpHandler, options: HttpServerOptions = {}): Promise<RunningHttpServer> {
  const server = await startHttpServer(handle, options);
  onTestFinished(() => server.stop());
  return server;
}

/** A server with one fault for every request, and how many requests its handler has seen. */
async function startFaulty(fault: Fault): Promise<{ server: RunningHttpServer; handled: () => number }> {
  let count = 0;
  const handle: HttpHandler = () => {
    count += 1;
    return { status: 200, body: "handled" };
  };
  return { server: await start(handle, { fault: () => fault }), handled: () => count };
}

it("hands the handler method, path, query, headers and body", async () => {
  const server = await start((request) => ({
    status: 200,
    body: {
      method: request.method,
      path: request.path,
      query: [...request.query],
      name: request.headers["x-name"],
      cookie: request.headers["set-cookie"],
      body: request.body,
    },
  }));
  const headers = new Headers({ "X-Name": "value" });
  headers.append("set-cookie", "a=1");
  headers.append("set-cookie", "b=2");
  const response = await fetch(`${server.url}/a%20b/c?x=1&x=2&y=%2B`, { method: "POST", body: "héllo", headers });
  expect(await response.json()).toEqual({
    method: "POST",
    path: "/a%20b/c",
    query: [
      ["x", "1"],
      ["x", "2"],
      ["y", "+"],
    ],
    name: "value",
    cookie: "a=1, b=2",
    body: "héllo",
  });
});

it("sends an object as JSON and a text as text, both with the handler's headers", async () => {
  const server = await start((request) =>
    request.path === "/json"
      ? { status: 201, headers: { "x-extra": "1" }, body: { ok: true } }
      : { status: 202, headers: { "content-type": "text/html" }, body: "<p>é</p>" },
  );
  const json = await fetch(`${server.url}/json`);
  expect([json.status, json.headers.get("content-type"), json.headers.get("x-extra")]).toEqual([
    201,
    "application/json",
    "1",
  ]);
  expect(await json.json()).toEqual({ ok: true });
  const text = await fetch(`${server.url}/text`);
  expect([text.status, text.headers.get("content-type"), await text.text()]).toEqual([202, "text/html", "<p>é</p>"]);
});

it("sends no body with a 204", async () => {
  const server = await start(() => ({ status: 204, body: "ignored" }));
  const response = await fetch(server.url);
  expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([204, null, ""]);
});

it("answers without a body where the handler gives none", async () => {
  const server = await start(() => ({ status: 202 }));
  const response = await fetch(server.url);
  expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([202, "0", ""]);
});

it("takes a body of 1 MiB and refuses one byte more with 413", async () => {
  let seenBytes = 0;
  const server = await start((request) => {
    seenBytes = request.body.length;
    return { status: 200 };
  });
  const taken = await fetch(server.url, { method: "POST", body: "x".repeat(limitBytes) });
  expect([taken.status, seenBytes]).toEqual([200, limitBytes]);
  const refused = await fetch(server.url, { method: "POST", body: "x".repeat(limitBytes + 1) });
  expect(refused.status).toBe(413);
  expect(await refused.json()).toEqual({ error: "payload_too_large", message: "The body is larger than 1 MiB" });
  expect(seenBytes, "the handler did not see the second").toBe(limitBytes);
});

it.each([
  { thrown: new Error("broken inside"), message: "broken inside" },
  { thrown: "a mere text", message: "a mere text" },
])("answers 500 without a stack when the handler throws $thrown", async ({ thrown, message }) => {
  const server = await start(() => {
    throw thrown;
  });
  const response = await fetch(server.url);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: "internal_error", message });
});

it("goes on serving after a client hung up while it sent its request", async () => {
  const server = await start(() => ({ status: 200, body: "ok" }));
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half');
  socket.destroy();
  await once(socket, "close");
  expect(await (await fetch(server.url)).text()).toBe("ok");
});

it("cuts open connections when it stops, and frees the port", async () => {
  const server = await start(() => new Promise(() => {}));
  const idle = connect(server.port, "127.0.0.1");
  await once(idle, "connect");
  const idleClosed = once(idle, "close");
  const unanswered = fetch(server.url).catch((error: unknown) => String(error));
  await Promise.all([server.stop(), server.stop()]);
  await idleClosed;
  expect(await unanswered).toBe("TypeError: fetch failed");
  const successor = await start(() => ({ status: 200, body: "next" }), { port: server.port });
  expect(await (await fetch(successor.url)).text()).toBe("next");
});

it("fails to start on a port that is taken", async () => {
  const server = await start(() => ({ status: 200 }));
  await expect(startHttpServer(() => ({ status: 200 }), { port: server.port })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

it("listens on 127.0.0.1 and on no other address", async () => {
  const server = await start(() => ({ status: 200 }));
  expect((await fetch(`http://127.0.0.1:${server.port}`)).status).toBe(200);
  await expect(fetch(`http://[::1]:${server.port}`)).rejects.toThrow("fetch failed");
});

it("answers a status fault instead of handling the request", async () => {
  const fault: Fault = { kind: "status", status: 429, headers: { "retry-after": "2" }, body: "<html>slow down</html>" };
  const { server, handled } = await startFaulty(fault);
  const response = await fetch(server.url);
  expect([response.status, response.headers.get("retry-after"), await response.text(), handled()]).toEqual([
    429,
    "2",
    "<html>slow down</html>",
    0,
  ]);
});

it("never answers a request that a hang befalls", async () => {
  const arrival = Promise.withResolvers<undefined>();
  const server = await start(() => ({ status: 200 }), {
    fault: () => {
      arrival.resolve(undefined);
      return { kind: "hang" };
    },
  });
  const giveUp = new AbortController();
  const request = fetch(server.url, { signal: giveUp.signal });
  await arrival.promise;
  giveUp.abort(new Error("given up"));
  await expect(request).rejects.toThrow("given up");
});

it("cuts the connection before it handles a request that is dropped", async () => {
  const { server, handled } = await startFaulty({ kind: "drop" });
  await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  expect(handled()).toBe(0);
});

it("answers something else after the request was handled", async () => {
  const { server, handled } = await startFaulty({ kind: "handled_then_status", status: 502, body: "bad gateway" });
  const response = await fetch(server.url);
  expect([response.status, await response.text(), handled()]).toEqual([502, "bad gateway", 1]);
});

it("handles a request whose answer is dropped, then cuts the connection", async () => {
  const { server, handled } = await startFaulty({ kind: "answer_then_drop" });
  await expect(fetch(server.url, { method: "POST", body: "x" })).rejects.toThrow("fetch failed");
  expect(handled()).toBe(1);
});

it("lets the fault depend on the request, also after a wait", async () => {
  const server = await start(() => ({ status: 200, body: "fine" }), {
    fault: async (request) => {
      await Promise.resolve();
      return request.body === "bad" ? { kind: "status", status: 503 } : undefined;
    },
  });
  const statuses: number[] = [];
  for (const body of ["bad", "good"]) statuses.push((await fetch(server.url, { method: "POST", body })).status);
  expect(statuses).toEqual([503, 200]);
});
