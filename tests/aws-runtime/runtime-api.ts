import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { type HttpAnswer, type HttpRequest, startHttpServer } from "../../src/emulators/http-server.ts";

const errorSchema = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.optional(z.array(z.string())),
});

/** An error as the runtime interface client reports it. */
export type RuntimeError = z.infer<typeof errorSchema>;

/** What the client made of an event, or of its own start. */
export type RuntimeAnswer =
  | { readonly kind: "response"; readonly result: unknown }
  | { readonly kind: "error"; readonly error: RuntimeError }
  | { readonly kind: "init_error"; readonly error: RuntimeError };

/** Lambda's Runtime API for one function. */
export interface RuntimeApi {
  /** As `AWS_LAMBDA_RUNTIME_API` wants it. */
  readonly address: string;
  /** Hands the event to the client once that asks for one, and waits for what it answers. */
  invoke(event: unknown, timeoutMs: number): Promise<RuntimeAnswer>;
  stop(): Promise<void>;
}

interface Invocation {
  readonly event: unknown;
  readonly deadlineMs: number;
  readonly answer: (answer: RuntimeAnswer) => void;
}

const prefix = "/2018-06-01/runtime";

/**
 * Starts a server that speaks the Runtime API: `invocation/next`, an invocation's `response` and `error`, `init/error`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const waiting: Invocation[] = [];
  const underWay = new Map<string, Invocation>();
  let initError: RuntimeAnswer | null = null;
  let onEvent = Promise.withResolvers<void>();

  async function next(): Promise<HttpAnswer> {
    while (waiting.length === 0) await onEvent.promise;
    const [invocation] = waiting.splice(0, 1);
    if (invocation === undefined) return await next();
    const requestId = randomUUID();
    underWay.set(requestId, invocation);
    return {
      status: 200,
      headers: {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": requestId,
        "lambda-runtime-deadline-ms": String(invocation.deadlineMs),
        "lambda-runtime-invoked-function-arn": functionArn,
        "lambda-runtime-trace-id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
      },
      body: JSON.stringify(invocation.event),
    };
  }

  function failToStart(body: string): HttpAnswer {
    initError = { kind: "init_error", error: z.parse(errorSchema, JSON.parse(body)) };
    for (const { answer } of waiting.splice(0)) answer(initError);
    return accepted;
  }

  function settle(requestId: string, answer: RuntimeAnswer): HttpAnswer {
    const invocation = underWay.get(requestId);
    if (invocation === undefined) return { status: 400, body: { errorType: "InvalidRequestID" } };
    underWay.delete(requestId);
    invocation.answer(answer);
    return accepted;
  }

  async function handle({ method, path, body }: HttpRequest): Promise<HttpAnswer> {
    if (method === "GET" && path === `${prefix}/invocation/next`) return await next();
    if (method === "POST" && path === `${prefix}/init/error`) return failToStart(body);
    const [, requestId = "", what] = /\/invocation\/([^/]+)\/(response|error)$/u.exec(path) ?? [];
    if (method !== "POST" || what === undefined) return { status: 404, body: { errorType: "NotFound" } };
    const value: unknown = JSON.parse(body);
    if (what === "response") return settle(requestId, { kind: "response", result: value });
    return settle(requestId, { kind: "error", error: z.parse(errorSchema, value) });
  }

  const server = await startHttpServer(handle);
  return {
    address: `127.0.0.1:${server.port}`,
    async invoke(event, timeoutMs) {
      if (initError !== null) return initError;
      const { promise, resolve } = Promise.withResolvers<RuntimeAnswer>();
      waiting.push({ event, deadlineMs: Date.now() + timeoutMs, answer: resolve });
      onEvent.resolve();
      onEvent = Promise.withResolvers<void>();
      return await promise;
    },
    stop: () => server.stop(),
  };
}

const accepted: HttpAnswer = { status: 202, body: { status: "OK" } };
