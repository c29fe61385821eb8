import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type HttpOptions, sendRequest } from "../../src/platform/http/http.ts";
import { listenOnLoopback } from "../support/upstreams/listen-on-loopback.ts";
import { thrownBy } from "../support/thrown-by.ts";

async function startServer(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.on("error", () => undefined);
    answer(response);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return await listenOnLoopback(server);
}

function get(url: string, changes: Partial<HttpOptions> = {}) {
  return sendRequest({ method: "GET", url }, { signal: new AbortController().signal, timeoutMs: 20_000, ...changes });
}

const large = "x".repeat(3 * 1_048_576);

describe("a body", () => {
  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ] as const)("in %s is bounded by what it unpacks to", async (encoding, pack) => {
    const packed = pack(large);
    expect(packed.length).toBeLessThan(10_000);
    const url = await startServer((response) => response.writeHead(200, { "content-encoding": encoding }).end(packed));
    expect(await thrownBy(get(url))).toMatchObject({ code: "HTTP_BODY_TOO_LARGE", retryable: true });
    expect((await get(url, { maxBodyBytes: 4 * 1_048_576 })).text).toBe(large);
  });

  it("is let in up to the very byte of its bound", async () => {
    const url = await startServer((response) => response.end("é".repeat(50)));
    expect((await get(url, { maxBodyBytes: 100 })).text).toBe("é".repeat(50));
    expect(await thrownBy(get(url, { maxBodyBytes: 99 }))).toMatchObject({ code: "HTTP_BODY_TOO_LARGE" });
  });

  it.each([200, 503])("that never ends has its connection dropped at the bound (%d)", async (status) => {
    const closed = Promise.withResolvers<number>();
    const url = await startServer((response) => {
      let sent = 0;
      response.writeHead(status);
      const send = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536))) sent += 65_536;
        if (!response.destroyed) response.once("drain", send);
      };
      response.once("close", () => closed.resolve(sent));
      send();
    });
    const outcome = status === 200 ? (await thrownBy(get(url))).code : (await get(url)).text.length;
    expect(outcome).toBe(status === 200 ? "HTTP_BODY_TOO_LARGE" : 65_536);
    expect(await closed.promise).toBeLessThan(32 * 1_048_576);
  });

  it.each([
    ["br", brotliCompressSync("{}")],
    ["zstd", Buffer.from("28b52ffd0402110000 7b7d".replaceAll(" ", ""), "hex")],
    ["gzip, gzip", gzipSync(gzipSync("{}"))],
    ["aes128gcm", Buffer.from("{}")],
  ])("in %s is refused: it was not asked for", async (encoding, packed) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.headers["accept-encoding"]));
      response.writeHead(200, { "content-encoding": encoding }).end(packed);
    });
    onTestFinished(() => void server.close());
    const error = await thrownBy(get(await listenOnLoopback(server)));
    expect(error).toMatchObject({ code: "HTTP_UNREACHABLE", retryable: true });
    expect(error.message).toMatch(`answered in the encoding "${encoding}", which was not asked for`);
    expect(asked).toEqual(["gzip, deflate"]);
  });
});

describe("a refusal is an answer by its status alone", () => {
  it.each<[string, (response: ServerResponse) => void]>([
    [
      "is cut off",
      (response) => response.writeHead(503, { "content-length": 100 }).write("half", () => response.destroy()),
    ],
    ["unpacks to too much", (response) => response.writeHead(503, { "content-encoding": "gzip" }).end(gzipSync(large))],
    ["is not packed as it says", (response) => response.writeHead(503, { "content-encoding": "gzip" }).end("half")],
    ["is packed oddly", (response) => response.writeHead(503, { "content-encoding": "br" }).end("half")],
    ["hangs", (response) => void response.writeHead(503).write("half")],
  ])("where its body %s", async (_, answer) => {
    const url = await startServer(answer);
    expect(await get(url, { timeoutMs: 300 })).toMatchObject({ status: 503 });
  });

  it("and so is a success whose body nobody needs", async () => {
    const url = await startServer((response) => response.writeHead(201, { "content-encoding": "gzip" }).end("half"));
    expect(await get(url, { isStatusEnough: true })).toMatchObject({ status: 201 });
    expect(await thrownBy(get(url))).toMatchObject({ code: "HTTP_UNREACHABLE" });
  });
});

describe("a redirect names its target by host alone", () => {
  it.each([
    ["http://other.example:81/hunter2?token=hunter2#hunter2", "other.example:81"],
    ["https://me:hunter2@other.example/", "https://other.example"],
    ["//other.example/x", "other.example"],
    ["http://[hunter2", "an unreadable address"],
    [undefined, "an unreadable address"],
  ])("%s", async (location, where) => {
    const url = await startServer((response) =>
      response.writeHead(302, location === undefined ? {} : { location }).end("moved"),
    );
    const error = await thrownBy(get(url));
    expect(error.message).toBe(`${new URL(url).host} redirects to ${where} (302), and redirects are not followed`);
    expect(error.details).toEqual({ status: 302 });
  });

  it("a relative one leads to the same host", async () => {
    const url = await startServer((response) => response.writeHead(308, { location: "/elsewhere" }).end());
    const { host } = new URL(url);
    expect((await thrownBy(get(url))).message).toContain(`${host} redirects to ${host} (308)`);
  });

  it("304 is none", async () => {
    expect(await get(await startServer((response) => response.writeHead(304).end()))).toMatchObject({ status: 304 });
  });
});

it("connections serve further requests after an answer was read to its end", async () => {
  const server = createServer((_request, response) => response.end("{}"));
  const connections: object[] = [];
  server.on("connection", (socket) => connections.push(socket));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const url = await listenOnLoopback(server);
  for (let count = 0; count < 10; count += 1) await get(url);
  expect(connections.length).toBeLessThan(4);
});
