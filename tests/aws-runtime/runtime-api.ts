import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";

/** What the client told of a failure. */
export interface ToldError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** How an invocation ended. */
export type InvocationEnd =
  | { readonly kind: "response"; readonly body: unknown }
  | { readonly kind: "error"; readonly error: ToldError };

/** Lambda's side of the Runtime API, on loopback. */
export interface RuntimeApi {
  /** `127.0.0.1:1234`, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  /** Hands out an event to the next one that asks, and waits for what becomes of it. */
  invoke(event: unknown): Promise<InvocationEnd>;
  /** Settles with what the client says of a start that failed. */
  readonly initError: Promise<ToldError>;
  stop(): Promise<void>;
}

const timeoutMs = 30_000;

interface Invocation {
  readonly id: string;
  readonly event: unknown;
  readonly settle: (end: InvocationEnd) => void;
}

/**
 * Starts a Runtime API.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  const running = new Map<string, Invocation>();
  const asking: ServerResponse[] = [];
  const initFailure = Promise.withResolvers<ToldError>();

  function hand({ id, event, ...rest }: Invocation, response: ServerResponse): void {
    running.set(id, { id, event, ...rest });
    response.writeHead(200, {
      "content-type": "application/json",
      "Lambda-Runtime-Aws-Request-Id": id,
      "Lambda-Runtime-Deadline-Ms": String(Date.now() + timeoutMs),
      "Lambda-Runtime-Invoked-Function-Arn": functionArn,
      "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
    });
    response.end(JSON.stringify(event));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request);
    const [, id = "", what] = /^\/2018-06-01\/runtime\/invocation\/([^/]+)(?:\/(\w+))?$/u.exec(request.url ?? "") ?? [];
    if (request.url === "/2018-06-01/runtime/init/error") initFailure.resolve(toldError(body));
    else if (request.method === "GET" && id === "next") {
      const next = waiting.shift();
      if (next === undefined) asking.push(response);
      else hand(next, response);
      return;
    } else if (what === "response") running.get(id)?.settle({ kind: "response", body });
    else if (what === "error") running.get(id)?.settle({ kind: "error", error: toldError(body) });
    running.delete(id);
    response.writeHead(202).end(JSON.stringify({ status: "OK" }));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("The Runtime API has no port");
  return {
    address: `127.0.0.1:${bound.port}`,
    initError: initFailure.promise,
    async invoke(event) {
      const { promise, resolve } = Promise.withResolvers<InvocationEnd>();
      const invocation = { id: randomUUID(), event, settle: resolve };
      const response = asking.shift();
      if (response === undefined) waiting.push(invocation);
      else hand(invocation, response);
      return await promise;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text === "" ? null : JSON.parse(text);
}

function toldError(body: unknown): ToldError {
  const { errorType, errorMessage } = Object(body);
  return { errorType: String(errorType), errorMessage: String(errorMessage) };
}
