import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import { guard } from "./guard.ts";

/** A request that was let through. */
export interface PageRequest {
  readonly method: string;
  /** Behind the key: `/api/insights`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  /** Of a POST, parsed; undefined otherwise. */
  readonly body: unknown;
}

/** What a request is answered with. */
export type PageAnswer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly text: string; readonly type: string }
  /** Whoever answers writes on the response itself. */
  | { readonly stream: (response: ServerResponse) => void };

/** The workbench's server. */
export interface WorkbenchServer {
  /** With its slash at the end, and its key where it has one. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** How it is served. */
export interface ServeOptions {
  readonly isReadOnly: boolean;
  /** Whether the address has a random key. */
  readonly hasKey: boolean;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Takes the secrets out of a JSON text. */
  readonly clean: (json: string) => string;
  readonly answer: (request: PageRequest) => Promise<PageAnswer>;
}

const loopback = "127.0.0.1";
const maxBodyBytes = 262_144;

/** Nothing is loaded from elsewhere, nothing inline runs, and no other page may frame this one. */
const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * Serves on 127.0.0.1 alone, behind the guard.
 *
 * @throws the system's error where the port can't be had (`EADDRINUSE`).
 */
export async function serveWorkbench({
  isReadOnly,
  hasKey,
  port = 0,
  clean,
  answer,
}: ServeOptions): Promise<WorkbenchServer> {
  const key = hasKey ? randomBytes(24).toString("base64url") : null;
  let host = "";
  const server = createServer((incoming, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    respond(incoming, response).then(
      (answered) => send(response, answered, clean, incoming.method === "HEAD"),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        send(response, { status: 500, json: { error: message } }, clean, false);
      },
    );
  });

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<PageAnswer> {
    const target = new URL(incoming.url ?? "/", "http://page");
    const method = incoming.method ?? "GET";
    const decision = guard({ method, path: target.pathname, headers: incoming.headers }, { host, key, isReadOnly });
    if ("status" in decision && decision.status === 405) {
      response.setHeader("allow", isReadOnly ? "GET, HEAD" : "GET, HEAD, POST");
    }
    if ("status" in decision) return { status: decision.status, json: { error: decision.message } };
    const body = method === "POST" ? await readJson(incoming) : { value: undefined };
    if ("problem" in body) return { status: body.status, json: { error: body.problem } };
    const { headers } = incoming;
    return await answer({ method, path: decision.path, query: target.searchParams, headers, body: body.value });
  }

  const listening = once(server, "listening");
  server.listen(port, loopback);
  await listening;
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no port");
  host = `${loopback}:${address.port}`;
  return {
    url: `http://${host}/${key === null ? "" : `${key}/`}`,
    port: address.port,
    async stop() {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readJson(
  incoming: IncomingMessage,
): Promise<{ readonly value: unknown } | { readonly status: 400 | 413; readonly problem: string }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= maxBodyBytes) chunks.push(bytes);
  }
  if (size > maxBodyBytes) return { status: 413, problem: `The body has more than ${maxBodyBytes} bytes` };
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { status: 400, problem: "The body is not JSON" };
  }
}

function send(response: ServerResponse, answered: PageAnswer, clean: (json: string) => string, isHead: boolean): void {
  if (response.destroyed) return;
  if ("stream" in answered) {
    answered.stream(response);
    return;
  }
  const [text, type] =
    "json" in answered
      ? [clean(JSON.stringify(answered.json)), "application/json; charset=utf-8"]
      : [answered.text, answered.type];
  response.writeHead(answered.status, { "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(isHead ? undefined : text);
}
