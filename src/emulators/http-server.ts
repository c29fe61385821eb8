import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** One whole request, its body included. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query, percent-encoding as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; values of a repeated header joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as it came, of a form with parts: they may hold what is no text. */
  readonly rawBody?: Buffer;
}

/** What a request is answered with. An object as `body` is sent as JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

/** Answers a request. What it throws becomes a 500. */
export type HttpHandler = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

/**
 * What a server does wrong on purpose: answer something else, never answer, cut the connection before the request is
 * handled, cut it after the request was handled and before the answer is sent, or answer something else then.
 */
export type Fault =
  | ({ readonly kind: "status" } & HttpAnswer)
  | { readonly kind: "hang" }
  | { readonly kind: "drop" }
  | { readonly kind: "answer_then_drop" }
  | ({ readonly kind: "handled_then_status" } & HttpAnswer);

/** Chooses the fault of a request; undefined lets it through. */
export type FaultHook = (request: HttpRequest) => Fault | undefined | Promise<Fault | undefined>;

/** How a server is started. */
export interface HttpServerOptions {
  /** Default 0: any free port. */
  readonly port?: number | undefined;
  readonly fault?: FaultHook | undefined;
}

/** A server that runs. */
export interface RunningHttpServer {
  /** `http://127.0.0.1:{port}`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Cuts every connection and frees the port. A second call waits for the first. */
  stop(): Promise<void>;
}

const loopback = "127.0.0.1";
const bodyLimitBytes = 1_048_576;

/**
 * Starts an HTTP server on 127.0.0.1. Bodies above 1 MiB are refused with 413.
 *
 * @throws the system's error when the port can't be had (`EADDRINUSE`).
 */
export async function startHttpServer(
  handle: HttpHandler,
  options: HttpServerOptions = {},
): Promise<RunningHttpServer> {
  return await listenOnLoopback(
    (incoming, response) => void serve(incoming, response, handle, options.fault),
    options.port,
  );
}

/**
 * Starts a server on 127.0.0.1 whose requests are handled as streams.
 *
 * @param port default 0: any free port.
 * @throws the system's error when the port can't be had (`EADDRINUSE`).
 */
export async function listenOnLoopback(listener: RequestListener, port = 0): Promise<RunningHttpServer> {
  const sockets = new Set<Socket>();
  const server = createServer(listener);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  // A connection that the server ends for being idle, just as a client uses it again, would be a fault that nobody chose.
  server.keepAliveTimeout = 0;
  const listening = once(server, "listening");
  server.listen(port, loopback);
  await listening;
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no port");
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${loopback}:${address.port}`,
    port: address.port,
    async stop() {
      stopped ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      await stopped;
    },
  };
}

/** Reads a request whole and answers it. */
export async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  handle: HttpHandler,
  chooseFault?: FaultHook,
): Promise<void> {
  try {
    const body = await readBody(incoming);
    if (body === undefined) {
      send(response, { status: 413, body: { error: "payload_too_large", message: "The body is larger than 1 MiB" } });
      return;
    }
    const request = toRequest(incoming, body);
    const fault = await chooseFault?.(request);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "drop") {
      incoming.socket.destroy();
      return;
    }
    const answer = fault?.kind === "status" ? fault : await handle(request);
    if (fault?.kind === "answer_then_drop") incoming.socket.destroy();
    else send(response, fault?.kind === "handled_then_status" ? fault : answer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    send(response, { status: 500, body: { error: "internal_error", message } });
  }
}

/** The body; undefined where it is above the limit. It is read to its end either way, so that the client gets to the answer. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of incoming) {
    const bytes: Buffer = chunk;
    sizeBytes += bytes.length;
    if (sizeBytes <= bodyLimitBytes) chunks.push(bytes);
  }
  return sizeBytes > bodyLimitBytes ? undefined : Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Buffer): HttpRequest {
  const target = incoming.url ?? "/";
  const queryAt = target.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path: queryAt === -1 ? target : target.slice(0, queryAt),
    query: new URLSearchParams(queryAt === -1 ? "" : target.slice(queryAt + 1)),
    headers,
    body: body.toString("utf8"),
    ...((headers["content-type"] ?? "").startsWith("multipart/") ? { rawBody: body } : {}),
  };
}

function send(response: ServerResponse, answer: HttpAnswer): void {
  if (response.destroyed) return;
  const isText = answer.body === undefined || typeof answer.body === "string";
  const payload = isText ? (answer.body ?? "") : JSON.stringify(answer.body);
  const hasBody = answer.status !== 204 && answer.status !== 304;
  response.writeHead(answer.status, {
    ...(hasBody
      ? {
          "content-type": isText ? "text/plain; charset=utf-8" : "application/json",
          "content-length": Buffer.byteLength(payload),
        }
      : {}),
    ...answer.headers,
  });
  response.end(hasBody ? payload : undefined);
}
