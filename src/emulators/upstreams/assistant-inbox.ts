import { randomUUID } from "node:crypto";
import { createRemoteJWKSet, type CryptoKey } from "jose";
import type { Clock } from "../../platform/clock.ts";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../http-server.ts";
import { type InboxAccess, readNotification, refusal, refuseSender } from "./notification-checks.ts";

/** A message as the inbox received it. */
export interface InboxMessage {
  readonly id: string;
  readonly message: string;
  readonly channel: string;
  readonly correlationId: string;
  readonly idempotencyKey: string | null;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** The HTTP status that it was answered with. */
  readonly status: number;
}

/** Where the key comes from that tokens are verified with: a JWKS endpoint, or the caller. */
type KeySource =
  | { readonly jwksUrl: string; readonly key?: never }
  | { readonly key: CryptoKey; readonly jwksUrl?: never };

/** How the inbox is started. */
export type AssistantInboxOptions = KeySource & {
  readonly issuer: string;
  readonly audience: string;
  readonly apiKey: string;
  /** Whether a key seen before gives the answer of then and posts nothing. Default true. */
  readonly honoursIdempotencyKey?: boolean | undefined;
  readonly clock?: Clock | undefined;
  readonly fault?: FaultHook | undefined;
  /** Called with each new message, before its sender is answered. */
  readonly onMessage?: ((message: InboxMessage) => void) | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
};

/** A running inbox. Its `url` is what `ASSISTANT_API_URL` is set to. */
export interface AssistantInbox extends RunningHttpServer {
  /** What was posted so far, oldest first. */
  readonly messages: readonly InboxMessage[];
  /** Requests that were answered 2xx so far, also those that repeated a key and posted nothing. */
  readonly postCount: number;
  /** Waits until no notification is being taken: what has come in is among the messages then, or was refused. */
  settle(): Promise<void>;
  /**
   * The first message with a correlation id, at once where it is there already.
   *
   * @throws the signal's reason once it aborts.
   */
  waitFor(correlationId: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<InboxMessage>;
}

const route = "/notifications";

/** Starts a server that takes notifications as the Assistant API does, and keeps them in memory. */
export async function startAssistantInbox(options: AssistantInboxOptions): Promise<AssistantInbox> {
  const { jwksUrl, key } = options;
  const clock = options.clock ?? Date.now;
  const access: InboxAccess = {
    issuer: options.issuer,
    audience: options.audience,
    apiKey: options.apiKey,
    getKey: jwksUrl === undefined ? () => key : createRemoteJWKSet(new URL(jwksUrl)),
    clock,
  };
  const messages: InboxMessage[] = [];
  const byIdempotencyKey = new Map<string, InboxMessage>();
  const waiting = new Map<string, Set<(message: InboxMessage) => void>>();
  const taking = new Set<Promise<HttpAnswer>>();
  let postCount = 0;

  function accept(message: InboxMessage): HttpAnswer {
    postCount += 1;
    return { status: message.status, body: { id: message.id, status: "accepted" } };
  }

  async function post(request: HttpRequest): Promise<HttpAnswer> {
    const refusedSender = await refuseSender(request, access);
    if (refusedSender !== undefined) return refusedSender;
    const notification = readNotification(request);
    if ("refused" in notification) return notification.refused;
    const correlationId = request.headers["x-correlation-id"] ?? "";
    const idempotencyKey = request.headers["idempotency-key"] ?? null;
    const seen = idempotencyKey === null ? undefined : byIdempotencyKey.get(idempotencyKey);
    if (seen !== undefined && options.honoursIdempotencyKey !== false) {
      const isSame = seen.message === notification.message && seen.channel === notification.channel;
      return isSame ? accept(seen) : refusal(409, "this idempotency-key came with another body before");
    }
    const receivedAt = new Date(clock()).toISOString();
    const message = { id: randomUUID(), ...notification, correlationId, idempotencyKey, receivedAt, status: 201 };
    messages.push(message);
    if (idempotencyKey !== null) byIdempotencyKey.set(idempotencyKey, message);
    options.onMessage?.(message);
    for (const resolve of waiting.get(correlationId) ?? []) resolve(message);
    waiting.delete(correlationId);
    return accept(message);
  }

  async function take(request: HttpRequest): Promise<HttpAnswer> {
    const posting = post(request);
    taking.add(posting);
    return await posting.finally(() => taking.delete(posting));
  }

  function list(correlationId: string | null): HttpAnswer {
    const listed = messages.filter((message) => correlationId === null || message.correlationId === correlationId);
    return { status: 200, body: { notifications: listed } };
  }

  const server = await startHttpServer(
    (request) => {
      if (request.path === route && request.method === "POST") return take(request);
      if (request.path === route && request.method === "GET") return list(request.query.get("correlation_id"));
      return refusal(404, `there is only ${route}`);
    },
    { port: options.port, fault: options.fault },
  );

  return {
    ...server,
    messages,
    get postCount() {
      return postCount;
    },
    async settle() {
      await Promise.allSettled(taking);
    },
    waitFor(correlationId, { signal } = {}) {
      const known = messages.find((message) => message.correlationId === correlationId);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const waiters = waiting.get(correlationId) ?? new Set();
        waiting.set(correlationId, waiters);
        const abort = (): void => {
          waiters.delete(settle);
          reject(signal?.reason);
        };
        const settle = (message: InboxMessage): void => {
          signal?.removeEventListener("abort", abort);
          resolve(message);
        };
        waiters.add(settle);
        signal?.addEventListener("abort", abort, { once: true });
      });
    },
  };
}
