import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listenOnLoopback } from "../upstreams/listen-on-loopback.ts";

/** A request as the server got it. */
export interface OpenaiServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined where there was none. */
  readonly body: unknown;
}

/** How the server answers one request to `/v1/chat/completions`. */
export type OpenaiBehaviour = (response: ServerResponse, request: OpenaiServerRequest) => unknown;

/** A server that speaks OpenAI's `/v1/chat/completions` and `/v1/models` on a free port of loopback. */
export interface OpenaiServer {
  /** With `/v1`, as `OPENAI_BASE_URL` has it. */
  readonly url: string;
  /** Every request, in order of arrival. */
  readonly requests: readonly OpenaiServerRequest[];
  /** Requests that have neither been answered to their end nor given up. */
  readonly openRequestCount: () => number;
  /** Sets how the next requests are answered, one after the other; the last one stays. */
  behave(...behaviours: readonly OpenaiBehaviour[]): void;
  /** Stops the server and cuts its connections. */
  close(): Promise<void>;
}

/** Starts a server. Until told otherwise it answers every chat with a sentence about BTC-USD. */
export async function startOpenaiServer(models: readonly string[] = ["gpt-4.1-mini"]): Promise<OpenaiServer> {
  const requests: OpenaiServerRequest[] = [];
  let openRequests = 0;
  let behaviours: readonly OpenaiBehaviour[] = [openaiSays("BTC-USD trades sideways.")];
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
      if (path === "/v1/models" && method === "GET") {
        const data = models.map((id) => ({ id, object: "model", created: 1_744_316_542, owned_by: "system" }));
        return sendJson(response, 200, { object: "list", data });
      }
      if (path !== "/v1/chat/completions" || method !== "POST")
        return sendJson(response, 404, unknownUrl(method, path));
      const [behaviour, ...later] = behaviours;
      if (later.length > 0) behaviours = later;
      return behaviour?.(response, request);
    });
  });
  return {
    url: `${await listenOnLoopback(server)}/v1`,
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

function unknownUrl(method: string, path: string): object {
  const message = `Invalid URL (${method} ${path})`;
  return { error: { message, type: "invalid_request_error", param: null, code: null } };
}

/** The message and the end of an answer, and what else of it is another. */
export interface OpenaiReplyFields {
  readonly message?: Readonly<Record<string, unknown>>;
  readonly finish_reason?: string | null;
  readonly usage?: unknown;
  readonly top?: Readonly<Record<string, unknown>>;
}

/** A whole answer. */
export function openaiReply(content: unknown, fields: OpenaiReplyFields = {}): Record<string, unknown> {
  const { message = {}, finish_reason: end = "stop", top = {} } = fields;
  const usage = "usage" in fields ? fields.usage : { prompt_tokens: 226, completion_tokens: 82, total_tokens: 308 };
  return {
    id: "chatcmpl-BqvQeFz0lyLMjaD",
    object: "chat.completion",
    created: 1_764_230_400,
    model: "gpt-4.1-mini-2025-04-14",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null, annotations: [], ...message },
        logprobs: null,
        finish_reason: end,
      },
    ],
    usage,
    service_tier: "default",
    system_fingerprint: "fp_6f2eabb9a5",
    ...top,
  };
}

/** Answers with a text. */
export function openaiSays(content: unknown, fields: OpenaiReplyFields = {}): OpenaiBehaviour {
  return (response) => sendJson(response, 200, openaiReply(content, fields));
}

/** Fails as OpenAI does. */
export function openaiFails(
  status: number,
  message: string,
  error: Readonly<Record<string, unknown>> = {},
  headers: Record<string, string> = {},
): OpenaiBehaviour {
  const body = { error: { message, type: "invalid_request_error", param: null, code: null, ...error } };
  return (response) =>
    sendText(response, status, JSON.stringify(body, null, 2), { "content-type": "application/json", ...headers });
}

/** Answers with any status and JSON value. */
export function openaiSendsJson(status: number, body: unknown): OpenaiBehaviour {
  return (response) => sendJson(response, status, body);
}

/** Answers with any status, body and headers. */
export function openaiSendsText(status: number, body: string, headers: Record<string, string> = {}): OpenaiBehaviour {
  return (response) => sendText(response, status, body, headers);
}

/** Answers once `released` is fulfilled. */
export function openaiSaysLate(content: string, released: Promise<void>): OpenaiBehaviour {
  return (response, request) => void released.then(() => openaiSays(content)(response, request));
}

/** Answers, and cuts a connection that is used again, as if it had been idle for too long. */
export function openaiSaysOncePerConnection(content: string): OpenaiBehaviour {
  const used = new WeakSet<Socket>();
  return (response, request) => {
    const { socket } = response;
    if (socket === null || used.has(socket)) return socket?.resetAndDestroy();
    used.add(socket);
    return openaiSays(content)(response, request);
  };
}

/** Takes the request and never answers. */
export const openaiHangs: OpenaiBehaviour = () => undefined;

/** Sends the head and the first half of an answer, and nothing more. */
export const openaiStalls: OpenaiBehaviour = (response) => {
  sendHalf(response);
};

/** Sends the head and the first half of an answer, then cuts the connection. */
export const openaiCutsOff: OpenaiBehaviour = (response) => {
  sendHalf(response, () => response.socket?.destroy());
};

/** Cuts the connection before any answer. */
export const openaiHangsUp: OpenaiBehaviour = (response) => {
  response.socket?.destroy();
};

function sendHalf(response: ServerResponse, then?: () => void): void {
  const body = JSON.stringify(openaiReply("BTC-USD is rising."));
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.write(body.slice(0, body.length / 2), () => then?.());
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, JSON.stringify(body), { "content-type": "application/json" });
}

function sendText(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers });
  response.end(body);
}
