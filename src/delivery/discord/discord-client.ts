import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Fetch, Random, Sleep } from "../../platform/clock.ts";
import { settings } from "../../platform/config/settings.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { ServiceError, toServiceError } from "../../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson, sendRequest } from "../../platform/http/http.ts";
import { retryAfterMsOf } from "../../platform/http/retry-after.ts";
import { type RetryPolicy, withRetries } from "../../platform/http/retry.ts";
import { quotedServerWords } from "../../platform/http/server-words.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { mayHaveArrivedBefore, mayHaveArrivedDespite } from "../may-have-arrived.ts";
import { type DiscordBody, discordBody } from "./discord-message.ts";
import { pictureOf } from "./picture-of.ts";
import type { PostFacts } from "./post-facts.ts";
import { createWebhookRests } from "./webhook-rests.ts";

/** How the client is made. */
export interface DiscordClientOptions {
  /** The webhooks' addresses by channel. */
  readonly webhooks: Readonly<Record<string, string>>;
  /** Milliseconds until one request is given up. Default 10 000: a picture takes longer than a text. */
  readonly timeoutMs?: number;
  readonly logger?: Logger | undefined;
  readonly metrics?: Metrics | undefined;
  readonly fetch?: Fetch | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  readonly sleep?: Sleep | undefined;
  readonly random?: Random | undefined;
}

/** A message for a channel. */
export interface DiscordPost {
  readonly message: string;
  readonly channel: string;
  readonly correlationId: string;
  /** One per request. Discord knows no such key: here it only keeps the parts of one message apart. */
  readonly idempotencyKey: string;
  /** Absent: the text goes alone. */
  readonly facts?: PostFacts | undefined;
}

/** What became of a post. */
export interface DiscordAnswer {
  readonly status: number;
  readonly receiver: "Discord";
  /** Discord's own id of the message. Absent where something else answered in its place. */
  readonly messageId?: string;
}

/** Ids of Discord have 17 to 20 digits. */
const maxId = 30;

/** Only what certainly did not arrive is tried again; a webhook's limit is mostly over within two seconds. */
const retryPolicy: RetryPolicy = { attempts: 6, baseMs: 300, capMs: 10_000 };

/** Cloudflare, which stands before Discord, answers with these where Discord itself may have taken the message. */
const doubtfulStatuses: ReadonlySet<number> = new Set([520, 522, 524]);

/**
 * Makes the sender of messages to Discord's webhooks: an embed, with the chart where there is one. A chart that can't be drawn
 * costs the message nothing else.
 *
 * Discord knows no idempotency key, so that what may have arrived is never sent again. It throws ServiceError:
 * `POST_MAY_HAVE_ARRIVED` (final: timeouts, lost connections, 500, 502, 504 and what Cloudflare says of them),
 * `DISCORD_UNAVAILABLE` (retryable: 429, 503, no connection, refused redirects), `DISCORD_MISCONFIGURED` (final: 401, 403, 404,
 * no webhook for the channel), `DISCORD_REJECTED` (final) for every other answer, `TEXT_OUTDATED` (retryable, with another
 * text) where a try would begin after `postUntilMs`. `details.mayHaveArrived` is always told. No message holds an address.
 *
 * @see https://discord.com/developers/docs/resources/webhook#execute-webhook
 */
export function createDiscordClient(
  options: DiscordClientOptions,
): (post: DiscordPost, deadline: Deadline, bounds?: { readonly postUntilMs?: number }) => Promise<DiscordAnswer> {
  const { logger, metrics, clock = Date.now } = options;
  const sleep = options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }));
  const rests = createWebhookRests(clock);

  async function send(url: string, body: DiscordBody, correlationId: string, deadline: Deadline): Promise<HttpReply> {
    const isInTime = !deadline.signal.aborted;
    const headers = {
      "content-type": body.contentType,
      accept: "application/json",
      "user-agent": "trader-data-llm (webhook)",
      // One that was kept may have been closed since, and losing a message on it would leave it in doubt.
      connection: "close",
      "x-correlation-id": correlationId,
    };
    const { timeoutMs = 10_000, fetch } = options;
    try {
      return await sendRequest(
        { method: "POST", url, headers, body: body.body },
        { signal: deadline.signal, timeoutMs, isStatusEnough: true, fetch },
      );
    } catch (thrown) {
      const error = toServiceError(thrown);
      if (isInTime && mayHaveArrivedBefore(error)) throw mayHaveArrived(error.message, { cause: error });
      const { message } = error;
      throw new ServiceError("DISCORD_UNAVAILABLE", message, { cause: error, retryable: true, details: notArrived });
    }
  }

  async function bodyOf({ message, facts, channel, correlationId, idempotencyKey }: DiscordPost): Promise<DiscordBody> {
    const picture =
      facts === undefined
        ? null
        : await pictureOf(facts).catch((error: unknown) => {
            logger?.warn("chart_not_drawn", { correlation_id: correlationId, channel, error });
            return null;
          });
    return discordBody(message, facts, { picture, boundary: `part-${idempotencyKey}` });
  }

  function judge(webhook: string, reply: HttpReply, { channel, correlationId }: DiscordPost): DiscordAnswer {
    const { status, text } = reply;
    const askedMs = status === 429 ? retryAfterMsOf(reply, clock) : undefined;
    rests.see(webhook, reply, askedMs);
    if (status < 200 || status > 299) throw failureOf(reply, channel, askedMs);
    // It was asked to say what it made of the message.
    const id: unknown = Reflect.get(Object(parseJson(text)), "id");
    if (status === 200 && typeof id !== "string") {
      const words = quotedServerWords(text).slice(2);
      logger?.warn("discord_answer_doubtful", { correlation_id: correlationId, channel, status, words });
      metrics?.record("DoubtfulDeliveries", 1);
    }
    return { status, receiver: "Discord", ...(typeof id === "string" ? { messageId: id.slice(0, maxId) } : {}) };
  }

  return async (post, deadline, { postUntilMs = Number.POSITIVE_INFINITY } = {}) => {
    const webhook = options.webhooks[post.channel];
    if (webhook === undefined) throw unknownChannel(post.channel);
    const url = new URL(webhook);
    url.searchParams.set("wait", "true");
    const body = await bodyOf(post);

    async function tryOnce(): Promise<DiscordAnswer> {
      const restMs = rests.remainingMs(webhook ?? "");
      if (restMs > 0) {
        if (restMs > retryPolicy.capMs || restMs >= deadline.remainingMs()) throw resting(restMs);
        await sleep(restMs, deadline.signal).catch(() => {
          throw resting(restMs);
        });
      }
      if (clock() > postUntilMs) {
        const details = notArrived;
        const message = "The text became too old before it could be posted";
        throw new ServiceError("TEXT_OUTDATED", message, { retryable: true, details });
      }
      const reply = await send(url.href, body, post.correlationId, deadline);
      return judge(webhook ?? "", reply, post);
    }

    return await withRetries(tryOnce, {
      policy: retryPolicy,
      deadline,
      isWorthRetrying: ({ code }) => code === "DISCORD_UNAVAILABLE",
      onFailure: ({ code }) => {
        if (code !== "TEXT_OUTDATED") metrics?.record("UpstreamFailures", 1, { upstream: "discord" });
      },
      sleep,
      random: options.random,
    });
  };
}

const notArrived = { mayHaveArrived: false } as const;

/** Sent again it could be read twice; nobody can ask Discord whether it is there. */
function mayHaveArrived(what: string, options: { readonly cause?: unknown; readonly status?: number }): ServiceError {
  const { cause, status } = options;
  const details = { mayHaveArrived: true, ...(status === undefined ? {} : { status }) };
  return new ServiceError("POST_MAY_HAVE_ARRIVED", `${what}, and Discord can't tell a post from its repetition`, {
    cause,
    details,
  });
}

function resting(restMs: number): ServiceError {
  const details = { ...notArrived, retryAfterMs: Math.ceil(restMs) };
  return new ServiceError("DISCORD_UNAVAILABLE", `Discord asks to wait for another ${Math.ceil(restMs)} ms`, {
    retryable: true,
    details,
  });
}

function unknownChannel(channel: string): ServiceError {
  const message = `${settings.discordWebhooks.name} has no webhook for channel ${channel}`;
  return new ServiceError("DISCORD_MISCONFIGURED", message, { details: notArrived });
}

function failureOf({ status, text }: HttpReply, channel: string, retryAfterMs: number | undefined): ServiceError {
  const words = quotedServerWords(text);
  const answered = `Discord answered ${status}${words}`;
  if (mayHaveArrivedDespite(status) || doubtfulStatuses.has(status)) return mayHaveArrived(answered, { status });
  const details = { ...notArrived, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (isTransientStatus(status)) return new ServiceError("DISCORD_UNAVAILABLE", answered, { retryable: true, details });
  if (status === 401 || status === 403 || status === 404) {
    return new ServiceError("DISCORD_MISCONFIGURED", `${answered} (the webhook of channel ${channel})`, { details });
  }
  return new ServiceError("DISCORD_REJECTED", `${answered}${fieldsOf(text)}`, { details });
}

const maxFields = 5;

/** The fields that Discord names in a refusal: `{"errors": {"embeds": {"0": {"description": {"_errors": [...]}}}}}`. */
function fieldsOf(text: string): string {
  const found: string[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== "object" || value === null || path.length > 8 || found.length >= maxFields) return;
    const own: unknown = Reflect.get(value, "_errors");
    if (Array.isArray(own)) found.push(path.join("."));
    for (const [name, part] of Object.entries(value).slice(0, 20)) if (name !== "_errors") walk(part, [...path, name]);
  };
  walk(Reflect.get(Object(parseJson(text)), "errors"), []);
  return found.length === 0 ? "" : ` (${found.join(", ")})`;
}
