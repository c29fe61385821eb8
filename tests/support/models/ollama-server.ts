import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listenOnLoopback } from "../upstreams/listen-on-loopback.ts";

/** A request as the server got it. */
export interface OllamaServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined where there was none. */
  readonly body: unknown;
}

/** How the server answers one request to `/api/chat`. */
export type OllamaBehaviour = (response: ServerResponse, request: OllamaServerRequest) => unknown;

/** A server that speaks Ollama's `/api/chat`, `/api/tags` and `/api/version` on a free port of loopback. */
export interface OllamaServer {
  readonly url: string;
  /** Every request, in order of arrival. */
  readonly requests: readonly OllamaServerRequest[];
  /** Requests that have neither been answered to their end nor given up. */
  readonly openRequestCount: () => number;
  /** Sets how the next requests to `/api/chat` are answered, one after the other; the last one stays. */
  behave(...behaviours: readonly OllamaBehaviour[]): void;
  /** Stops the server and cuts its connections. */
  close(): Promise<void>;
}

/** Starts a server. Until told otherwise it answers every chat with a sentence about BTC-USD. */
export async function startOllamaServer(models: readonly string[] = ["llama3.2:latest"]): Promise<OllamaServer> {
  const requests: OllamaServerRequest[] = [];
  let openRequests = 0;
  let behaviours: readonly OllamaBehaviour[] = [ollamaSays("BTC-USD trades sideways.")];
  const server = createServer((incoming, response) => {
    let text = "";
    openRequests += 1;
    response.on("close", () => (openRequests -= 1));
    incoming.setEncoding("utf8");
    incoming.on("data", (chunk: string) => (text += chunk));
    incoming.on("end", () => {
      const { method = "", url: path = "", headers } = incoming;
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const request = { method, path, headers, body };
      requests.push(request);
      if (path === "/api/tags" && method === "GET")
        return sendJson(response, 200, { models: models.map(describeModel) });
      if (path === "/api/version" && method === "GET") return sendJson(response, 200, { version: "0.33.0" });
      if (path !== "/api/chat" || method !== "POST") return sendText(response, 404, "404 page not found");
      const [behaviour, ...later] = behaviours;
      if (later.length > 0) behaviours = later;
      return behaviour?.(response, request);
    });
  });
  return {
    url: await listenOnLoopback(server),
    requests,
    openRequestCount: () => openRequests,
    behave(...next) {
      behaviours = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A whole answer in the shape of a `stream: false` chat; `fields` replace its own, those set to undefined are left out. */
export function ollamaReply(content: string, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    model: "llama3.2:latest",
    created_at: "2026-11-22T12:00:00.123456789Z",
    message: { role: "assistant", content },
    done: true,
    done_reason: "stop",
    total_duration: 5_043_500_667,
    load_duration: 5_025_959,
    prompt_eval_count: 226,
    prompt_eval_duration: 325_953_000,
    eval_count: 82,
    eval_duration: 4_709_213_000,
    ...fields,
  };
}

/** Answers with a text, having read the whole prompt. */
export function ollamaSays(content: string, fields: Readonly<Record<string, unknown>> = {}): OllamaBehaviour {
  return (response, { body }) => {
    const words = JSON.stringify(body ?? "").match(/\w+/g)?.length ?? 0;
    return sendJson(response, 200, ollamaReply(content, { prompt_eval_count: Math.max(226, words), ...fields }));
  };
}

/** Answers with any status and JSON value. */
export function ollamaSendsJson(status: number, body: unknown): OllamaBehaviour {
  return (response) => sendJson(response, status, body);
}

/** Answers with any status, body and headers. */
export function ollamaSendsText(status: number, body: string, headers: Record<string, string> = {}): OllamaBehaviour {
  return (response) => sendText(response, status, body, headers);
}

/** Answers once `released` is fulfilled. */
export function ollamaSaysLate(content: string, released: Promise<void>): OllamaBehaviour {
  return (response, request) => void released.then(() => ollamaSays(content)(response, request));
}

/** Answers, and cuts a connection that is used again, as if it had been idle for too long. */
export function ollamaSaysOncePerConnection(content: string): OllamaBehaviour {
  const used = new WeakSet<Socket>();
  return (response, request) => {
    const { socket } = response;
    if (socket === null || used.has(socket)) return socket?.resetAndDestroy();
    used.add(socket);
    return ollamaSays(content)(response, request);
  };
}

/** Takes the request and never answers. */
export const ollamaHangs: OllamaBehaviour = () => undefined;

/** Sends the head and the first half of an answer, and nothing more. */
export const ollamaStalls: OllamaBehaviour = (response) => {
  sendHalf(response);
};

/** Sends the head and the first half of an answer, then cuts the connection. */
export const ollamaCutsOff: OllamaBehaviour = (response) => {
  sendHalf(response, () => response.socket?.destroy());
};

/** Cuts the connection before any answer. */
export const ollamaHangsUp: OllamaBehaviour = (response) => {
  response.socket?.destroy();
};

function sendHalf(response: ServerResponse, then?: () => void): void {
  const body = JSON.stringify(ollamaReply("BTC-USD is rising."));
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
  response.write(body.slice(0, body.length / 2), () => then?.());
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, JSON.stringify(body), { "content-type": "application/json; charset=utf-8" });
}

function sendText(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers });
  response.end(body);
}

function describeModel(name: string): Record<string, unknown> {
  return {
    name,
    model: name,
    modified_at: "2026-10-01T10:00:00.000000000Z",
    size: 2_019_393_189,
    digest: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
    details: {
      parent_model: "",
      format: "gguf",
      family: "llama",
      families: ["llama"],
      parameter_size: "3.2B",
      quantization_level: "Q4_K_M",
    },
  };
}
