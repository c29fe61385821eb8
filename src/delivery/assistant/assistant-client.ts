import type { Clock, Fetch, Random, Sleep } from "../../platform/clock.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { ServiceError, toServiceError } from "../../platform/errors.ts";
import { type HttpReply, isTransientStatus, sendRequest } from "../../platform/http/http.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { retryDetailsOf } from "../../platform/http/retry-after.ts";
import { type RetryPolicy, withRetries } from "../../platform/http/retry.ts";
import { quotedServerWords } from "../../platform/http/server-words.ts";
import { doubtOf } from "./doubtful-answer.ts";
import { mayHaveArrivedBefore, mayHaveArrivedDespite } from "../may-have-arrived.ts";
import type { TokenCache } from "./token-cache.ts";

/** How the client is made. */
export interface AssistantClientOptions {
  /** Base URL; `/notifications` is added. */
  readonly url: string;
  readonly apiKey: string;
  readonly tokens: TokenCache;
  /** Milliseconds until one request is given up. Default 8000. */
  readonly timeoutMs?: number;
  /** Hear of a success whose body reports a failure; the metrics of each try that failed, too. Default: nobody does. */
  readonly logger?: Logger | undefined;
  readonly metrics?: Metrics | undefined;
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
 * Makes the sender of notifications. Any 2xx is a success, whatever the body; one that reports a failure is logged and
 * counted. A 401 drops the token and tries once more.
 *
 * It throws ServiceError: `ASSISTANT_UNAVAILABLE` (retryable: 408, 409, 425, 429, 5xx, timeouts, connections, refused
 * redirects),
 * `ASSISTANT_UNAUTHORIZED` (retryable: an operator can fix the key until the redelivery), `ASSISTANT_REJECTED` for every
 * other answer, `TEXT_OUTDATED` (retryable, with another text) where a try would begin after `postUntilMs`, and what the
 * token cache throws. `details.mayHaveArrived` says whether any of the tries can have reached a reader. Messages quote the API's own words.
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
      {
        signal: deadline.signal,
        timeoutMs: options.timeoutMs ?? 8_000,
        isStatusEnough: true,
        fetch: options.fetch,
      },
    ).catch((thrown: unknown) => {
      const error = toServiceError(thrown);
      if (isInTime && mayHaveArrivedBefore(error)) fate.mayHaveArrived = true;
      const { message, details } = error;
      throw new ServiceError("ASSISTANT_UNAVAILABLE", message, { cause: error, retryable: true, details });
    });
  }

  async function deliver(notification: Notification, delivery: Delivery): Promise<{ readonly status: number }> {
    const token = await options.tokens.get(delivery.deadline);
    let reply = await post(notification, token, delivery);
    if (reply.status === 401) {
      options.tokens.drop(token);
      reply = await post(notification, await options.tokens.get(delivery.deadline), delivery);
    }
    if (reply.status >= 200 && reply.status < 300) {
      noteDoubt(reply, notification);
      return { status: reply.status };
    }
    if (mayHaveArrivedDespite(reply.status)) delivery.fate.mayHaveArrived = true;
    throw judgeFailure(reply);
  }

  function noteDoubt({ status, text }: HttpReply, { correlationId: correlation_id, channel }: Notification): void {
    const words = doubtOf(text);
    if (words === null) return;
    options.logger?.warn("assistant_answer_doubtful", { correlation_id, channel, status, words });
    options.metrics?.record("DoubtfulDeliveries", 1);
  }

  return async (notification, deadline, { postUntilMs = Number.POSITIVE_INFINITY } = {}) => {
    const fate = { mayHaveArrived: false };
    try {
      return await withRetries(() => deliver(notification, { deadline, fate, postUntilMs }), {
        policy: retryPolicy,
        deadline,
        isWorthRetrying: ({ code }) => code === "ASSISTANT_UNAVAILABLE" || code === "TOKEN_UNAVAILABLE",
        onFailure: ({ code }) => {
          // The token's own failures are counted where it is asked for.
          if (code.startsWith("ASSISTANT_")) options.metrics?.record("UpstreamFailures", 1, { upstream: "assistant" });
        },
        sleep: options.sleep,
        random: options.random,
      });
    } catch (thrown) {
      throw toServiceError(thrown).with({ details: fate });
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
  const message = `The Assistant API answered ${status}${quotedServerWords(reply.text)}`;
  const details = { status, ...retryDetailsOf(reply) };
  if (status === 401 || status === 403) {
    return new ServiceError("ASSISTANT_UNAUTHORIZED", message, { retryable: true, details });
  }
  if (isTransientStatus(status) || status === 409) {
    return new ServiceError("ASSISTANT_UNAVAILABLE", message, { retryable: true, details });
  }
  return new ServiceError("ASSISTANT_REJECTED", message, { details });
}
