import type { Clock, Fetch, Random, Sleep } from "../platform/clock.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError, toServiceError } from "../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson, sendRequest } from "../platform/http.ts";
import { parseRetryAfterMs, type RetryPolicy, withRetries } from "../platform/retry.ts";
import { mayHaveArrivedBefore, mayHaveArrivedDespite } from "./may-have-arrived.ts";
import type { TokenCache } from "./token-cache.ts";

/** How the client is made. */
export interface AssistantClientOptions {
  /** Base URL; `/notifications` is added. */
  readonly url: string;
  readonly apiKey: string;
  readonly tokens: TokenCache;
  /** Milliseconds until one request is given up. Default 8000. */
  readonly timeoutMs?: number;
  readonly fetch?: Fetch | undefined;
  /** What `postUntilMs` is held against. Default: the system's. */
  readonly clock?: Clock | undefined;
  readonly sleep?: Sleep | undefined;
  readonly random?: Random | undefined;
}

/** A message for the Assistant API. */
export interface Notification {
  readonly message: string;
  readonly channel: string;
  readonly correlationId: string;
  /** One per request, the same on every retry and redelivery. */
  readonly idempotencyKey: string;
}

/** Bounds of a notification. */
export interface NotificationBounds {
  /** No try begins after this moment, milliseconds since the UNIX epoch. Default: none is too late. */
  readonly postUntilMs?: number;
}

/** Posting again is safe only because of the idempotency key, and costs the reader nothing if the API honours it. */
const retryPolicy: RetryPolicy = { attempts: 3, baseMs: 200, capMs: 2_000 };

/**
 * Makes the sender of notifications. Any 2xx is a success, whatever the body. A 401 drops the token and tries once more.
 *
 * It throws ServiceError: `ASSISTANT_UNAVAILABLE` (retryable: 408, 409, 425, 429, 5xx, timeouts, connections),
 * `ASSISTANT_UNAUTHORIZED` (retryable: an operator can mend the key until the redelivery), `ASSISTANT_REJECTED` for every
 * other answer, `TEXT_OUTDATED` (retryable, with another text) where a try would begin after `postUntilMs`, and what the
 * token cache throws. `details.mayHaveArrived` tells whether any of the tries can have reached a reader.
 */
export function createAssistantClient(
  options: AssistantClientOptions,
): (
  notification: Notification,
  deadline: Deadline,
  bounds?: NotificationBounds,
) => Promise<{ readonly status: number }> {
  const clock = options.clock ?? Date.now;

  /** The token is there by now, however long that took. */
  async function post(notification: Notification, token: string, delivery: Delivery): Promise<HttpReply> {
    const { deadline, fate } = delivery;
    if (clock() > delivery.postUntilMs) {
      throw new ServiceError("TEXT_OUTDATED", "The text became too old before it could be posted", { retryable: true });
    }
    const isInTime = !deadline.signal.aborted;
    return await sendRequest(
      {
        method: "POST",
        url: `${options.url}/notifications`,
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          authorization: `Bearer ${token}`,
          "x-api-key": options.apiKey,
          "x-correlation-id": notification.correlationId,
          "idempotency-key": notification.idempotencyKey,
        },
        body: JSON.stringify({ message: notification.message, webhook_channel: notification.channel }),
      },
      { signal: deadline.signal, timeoutMs: options.timeoutMs ?? 8_000, fetch: options.fetch },
    ).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (isInTime && mayHaveArrivedBefore(error)) fate.mayHaveArrived = true;
      throw new ServiceError("ASSISTANT_UNAVAILABLE", message, { cause: error, retryable: true });
    });
  }

  async function deliver(notification: Notification, delivery: Delivery): Promise<{ readonly status: number }> {
    const token = await options.tokens.get(delivery.deadline);
    let reply = await post(notification, token, delivery);
    if (reply.status === 401) {
      options.tokens.drop(token);
      reply = await post(notification, await options.tokens.get(delivery.deadline), delivery);
    }
    if (reply.status >= 200 && reply.status < 300) return { status: reply.status };
    if (mayHaveArrivedDespite(reply.status)) delivery.fate.mayHaveArrived = true;
    throw judgeFailure(reply);
  }

  return async (notification, deadline, { postUntilMs = Number.POSITIVE_INFINITY } = {}) => {
    const fate = { mayHaveArrived: false };
    try {
      return await withRetries(() => deliver(notification, { deadline, fate, postUntilMs }), {
        policy: retryPolicy,
        deadline,
        isWorthRetrying: ({ code }) => code === "ASSISTANT_UNAVAILABLE" || code === "TOKEN_UNAVAILABLE",
        sleep: options.sleep,
        random: options.random,
      });
    } catch (thrown) {
      const { code, message, cause, retryable, details } = toServiceError(thrown);
      throw new ServiceError(code, message, { cause, retryable, details: { ...details, ...fate } });
    }
  };
}

/** One notification on its way, over all its tries. */
interface Delivery {
  readonly deadline: Deadline;
  readonly fate: { mayHaveArrived: boolean };
  readonly postUntilMs: number;
}

function judgeFailure(reply: HttpReply): ServiceError {
  const { status } = reply;
  const message = `The Assistant API answered ${status}${wordsOf(reply.text)}`;
  if (status === 401 || status === 403) {
    return new ServiceError("ASSISTANT_UNAUTHORIZED", message, { retryable: true, details: { status } });
  }
  if (isTransientStatus(status) || status === 409) {
    const retryAfterMs = parseRetryAfterMs(reply.headers.get("retry-after"));
    return new ServiceError("ASSISTANT_UNAVAILABLE", message, {
      retryable: true,
      details: retryAfterMs === undefined ? { status } : { status, retryAfterMs },
    });
  }
  return new ServiceError("ASSISTANT_REJECTED", message, { details: { status } });
}

/** What the API says of its refusal, where it says so in one of the usual fields. */
function wordsOf(text: string): string {
  const body = parseJson(text);
  if (typeof body !== "object" || body === null) return "";
  for (const field of ["message", "error", "detail"]) {
    const value: unknown = Reflect.get(body, field);
    if (typeof value === "string" && value !== "") return `: ${value.slice(0, 200)}`;
  }
  return "";
}
