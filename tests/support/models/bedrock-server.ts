import { once } from "node:events";
import {
  createServer,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { listenOnLoopback } from "../upstreams/listen-on-loopback.ts";

/** A request as the server got it. */
export interface BedrockServerRequest {
  readonly method: string;
  /** Percent-encoded, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** How the server answers one request. */
export type BedrockBehaviour = (stream: ServerHttp2Stream, request: BedrockServerRequest) => unknown;

/** A server that speaks Bedrock's Converse over clear-text HTTP/2 on a free port of loopback. */
export interface BedrockServer {
  readonly url: string;
  /** Every request, in order of arrival. */
  readonly requests: readonly BedrockServerRequest[];
  /** Requests that have neither been answered to their end nor given up. */
  readonly openRequestCount: () => number;
  /** Sets how the next requests are answered, one after the other; the last one stays. */
  behave(...behaviours: readonly BedrockBehaviour[]): void;
  /** Stops the server and cuts its connections. */
  close(): Promise<void>;
}

/** Starts a server. Until told otherwise it answers every prompt with a sentence about BTC-USD. */
export async function startBedrockServer(): Promise<BedrockServer> {
  const requests: BedrockServerRequest[] = [];
  const sessions = new Set<ServerHttp2Session>();
  let openRequests = 0;
  let behaviours: readonly BedrockBehaviour[] = [bedrockSays("BTC-USD trades sideways.")];
  const server = createServer();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  server.on("stream", (stream, headers) => {
    let text = "";
    openRequests += 1;
    stream.on("close", () => (openRequests -= 1));
    stream.setEncoding("utf8");
    stream.on("error", () => undefined);
    stream.on("data", (chunk: string) => (text += chunk));
    stream.on("end", () => {
      const { ":method": method = "", ":path": path = "" } = headers;
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const request = { method, path, headers, body };
      requests.push(request);
      if (method !== "POST" || !/^\/model\/[^/]+\/converse$/.test(path)) {
        return bedrockFails(404, "UnknownOperationException", "no such operation")(stream, request);
      }
      const [behaviour, ...later] = behaviours;
      if (later.length > 0) behaviours = later;
      return behaviour?.(stream, request);
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
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A whole answer in Converse's shape; `fields` replace its own, those set to undefined are left out. */
export function bedrockReply(
  content: readonly Readonly<Record<string, unknown>>[],
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    metrics: { latencyMs: 812 },
    output: { message: { content, role: "assistant" } },
    stopReason: "end_turn",
    usage: { inputTokens: 226, outputTokens: 82, totalTokens: 308 },
    ...fields,
  };
}

/** Answers with a text. */
export function bedrockSays(text: string, fields: Readonly<Record<string, unknown>> = {}): BedrockBehaviour {
  return bedrockSends(200, JSON.stringify(bedrockReply([{ text }], fields)));
}

/** Answers with several content blocks. */
export function bedrockSaysBlocks(
  content: readonly Readonly<Record<string, unknown>>[],
  fields: Readonly<Record<string, unknown>> = {},
): BedrockBehaviour {
  return bedrockSends(200, JSON.stringify(bedrockReply(content, fields)));
}

/** Fails as AWS does: the error's name stands in a header, its message in the body. */
export function bedrockFails(
  status: number,
  type: string,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): BedrockBehaviour {
  return bedrockSends(status, JSON.stringify({ message, ...fields }), { "x-amzn-errortype": type });
}

/** Answers with any status, body and headers. */
export function bedrockSends(status: number, body: string, headers: Record<string, string> = {}): BedrockBehaviour {
  return (stream) => {
    stream.respond({ ":status": status, ...responseHeaders, ...headers });
    stream.end(body);
  };
}

/** Answers once `released` is fulfilled. */
export function bedrockSaysLate(text: string, released: Promise<void>): BedrockBehaviour {
  return (stream, request) => void released.then(() => bedrockSays(text)(stream, request));
}

/** Answers, and ends the session: at once (announced or not), or, as if it had been idle for too long, when it is used again. */
export function bedrockSaysAndLeaves(text: string, how: "goaway" | "close" | "drop"): BedrockBehaviour {
  const used = new WeakSet<Http2Session>();
  return (stream, request) => {
    const { session } = stream;
    if (session === undefined || used.has(session)) return session?.destroy();
    used.add(session);
    if (how !== "drop") stream.on("close", () => session[how]());
    return bedrockSays(text)(stream, request);
  };
}

/** Takes the request and never answers. */
export const bedrockHangs: BedrockBehaviour = () => undefined;

/** Sends the head and the first half of an answer, and nothing more. */
export const bedrockStalls: BedrockBehaviour = (stream) => {
  sendHalf(stream);
};

/** Sends the head and the first half of an answer, then cuts the connection. */
export const bedrockCutsOff: BedrockBehaviour = (stream) => {
  sendHalf(stream, () => setImmediate(() => stream.session?.destroy()));
};

/** Cuts the connection before any answer. */
export const bedrockHangsUp: BedrockBehaviour = (stream) => {
  stream.session?.destroy();
};

const responseHeaders = {
  "content-type": "application/json",
  "x-amzn-requestid": "6d2f7a0e-1b1c-4f3e-9a52-0c7b6f3f1d11",
};

function sendHalf(stream: ServerHttp2Stream, then?: () => void): void {
  const body = JSON.stringify(bedrockReply([{ text: "BTC-USD is rising." }]));
  stream.respond({ ":status": 200, ...responseHeaders, "content-length": body.length });
  stream.write(body.slice(0, body.length / 2), () => then?.());
}
