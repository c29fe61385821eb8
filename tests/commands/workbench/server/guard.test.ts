import { request } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { serveWorkbench } from "../../../../src/commands/workbench/server/serve-workbench.ts";

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function serve(isReadOnly: boolean) {
  const server = await serveWorkbench({
    isReadOnly,
    hasKey: isReadOnly,
    clean: (json) => json,
    answer: ({ path, body }) => Promise.resolve({ status: 200, json: { path, body } }),
  });
  onTestFinished(() => server.stop());
  return server;
}

/** Over a plain socket: `fetch` lets nobody choose a Host. */
async function ask(port: number, { method = "GET", path = "/", headers = {}, body }: Asked) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    headers: Readonly<Record<string, unknown>>;
    text: string;
  }>();
  const asking = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
  });
  asking.on("error", reject);
  asking.end(body);
  return await promise;
}

const json = { "content-type": "application/json" };
const ofPage = { ...json, "sec-fetch-site": "same-origin" };

describe("the workbench's server", () => {
  it.each<[what: string, asked: Asked, status: number]>([
    ["a reading of its own page", { path: "/api/about", headers: { "sec-fetch-site": "same-origin" } }, 200],
    ["an address that is typed in", { headers: { "sec-fetch-site": "none" } }, 200],
    ["a link on another site's page", { headers: { "sec-fetch-site": "cross-site" } }, 200],
    ["a foreign Host", { headers: { host: "evil.example" } }, 403],
    ["a name that points to loopback", { headers: { host: "localhost:80" } }, 403],
    ["a Host without its port", { headers: { host: "127.0.0.1" } }, 403],
    ["what another site's page reads", { path: "/api/about", headers: { "sec-fetch-site": "cross-site" } }, 403],
    [
      "what another server of this machine reads",
      { path: "/api/about", headers: { "sec-fetch-site": "same-site" } },
      403,
    ],
    ["a POST of its own page", { method: "POST", path: "/api/runs", headers: ofPage, body: "{}" }, 200],
    [
      "a POST of JSON with a charset",
      { method: "POST", headers: { ...ofPage, "content-type": "Application/JSON; charset=utf-8" }, body: "{}" },
      200,
    ],
    [
      "a POST of text",
      { method: "POST", path: "/api/runs", headers: { "content-type": "text/plain" }, body: "{}" },
      415,
    ],
    [
      "a POST of a form",
      { method: "POST", headers: { ...ofPage, "content-type": "application/x-www-form-urlencoded" }, body: "a=b" },
      415,
    ],
    ["a POST without a type", { method: "POST", headers: { "sec-fetch-site": "same-origin" }, body: "{}" }, 415],
    [
      "a POST of another site's page",
      { method: "POST", headers: { ...json, "sec-fetch-site": "cross-site" }, body: "{}" },
      403,
    ],
    [
      "a POST of another server of this machine",
      { method: "POST", headers: { ...json, "sec-fetch-site": "same-site" }, body: "{}" },
      403,
    ],
    ["a POST that does not say where from", { method: "POST", headers: json, body: "{}" }, 403],
    [
      "a POST with a foreign Origin",
      { method: "POST", headers: { ...ofPage, origin: "http://evil.example" }, body: "{}" },
      403,
    ],
    ["a POST of no JSON", { method: "POST", headers: ofPage, body: "{" }, 400],
    ["a POST above its bound", { method: "POST", headers: ofPage, body: `"${"x".repeat(300_000)}"` }, 413],
    ["a PUT", { method: "PUT", headers: ofPage, body: "{}" }, 405],
    ["an OPTIONS, as a foreign page would ask first", { method: "OPTIONS" }, 405],
  ])("answers %s", async (_, asked, status) => {
    const { port } = await serve(false);
    expect((await ask(port, asked)).status).toBe(status);
  });

  it("lets nobody read its answers elsewhere, and nothing run on its page but its own files", async () => {
    const { port } = await serve(false);
    const { headers } = await ask(port, {});
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-");
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
  });

  it("shows a stage to whoever has the key of its address, and takes no POST there", async () => {
    const { port, url } = await serve(true);
    const { pathname } = new URL(url);
    expect(pathname).toMatch(/^\/[\w-]{32}\/$/);
    expect(JSON.parse((await ask(port, { path: `${pathname}api/about` })).text)).toEqual({ path: "/api/about" });
    for (const path of ["/", "/api/about", `/${"x".repeat(32)}/api/about`, pathname.slice(0, -2)]) {
      expect((await ask(port, { path })).status, path).toBe(403);
    }
    const refused = await ask(port, { method: "POST", path: `${pathname}api/runs`, headers: ofPage, body: "{}" });
    expect([refused.status, refused.headers["allow"]]).toEqual([405, "GET, HEAD"]);
  });

  it("gives every stage another key", async () => {
    expect((await serve(true)).url.split("/")[3]).not.toBe((await serve(true)).url.split("/")[3]);
  });
});
