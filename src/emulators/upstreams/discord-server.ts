import { randomBytes } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../http-server.ts";
import type { InboxMessage } from "./assistant-inbox.ts";
import { type DiscordContent, readDiscordContent, refusal } from "./discord-checks.ts";
import { createRateLimit } from "./discord-limit.ts";

/** A message as the server took it. `message` is its text with the footer below, as the service made it. */
export interface DiscordMessage extends InboxMessage, DiscordContent {
  readonly webhookId: string;
}

/** How the server is started. */
export interface DiscordServerOptions {
  /** Each gets a webhook. */
  readonly channels: readonly string[];
  /** Posts that a webhook takes in two seconds. Default 5, as Discord says. */
  readonly postsPerWindow?: number | undefined;
  /** True webhooks by channel: what is posted to a channel that has one is passed on, and answered as Discord answers. */
  readonly relayTo?: Readonly<Record<string, string>> | undefined;
  readonly clock?: Clock | undefined;
  readonly fault?: FaultHook | undefined;
  /** Called with each new message, before its sender is answered. */
  readonly onMessage?: ((message: DiscordMessage) => void) | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
}

/** A running server. */
export interface DiscordServer extends RunningHttpServer {
  /** The address of each channel's webhook. */
  readonly webhooks: Readonly<Record<string, string>>;
  /** What was posted so far, oldest first. */
  readonly messages: readonly DiscordMessage[];
  /** Requests that posted a message. */
  readonly postCount: number;
  /** Waits until no message is being taken. */
  settle(): Promise<void>;
  /** Removes the webhook of a channel, as its owner may. */
  removeWebhook(channel: string): void;
}

interface Webhook {
  readonly id: string;
  readonly token: string;
  readonly channel: string;
  isRemoved: boolean;
}

const route = /^\/api(?:\/v\d+)?\/webhooks\/(\d+)\/([\w-]+)$/;
const firstId = 1_310_000_000_000_000_000n;

/**
 * Starts a server that takes messages as Discord's webhooks do, and keeps them in memory.
 *
 * @see https://discord.com/developers/docs/resources/webhook
 */
export async function startDiscordServer(options: DiscordServerOptions): Promise<DiscordServer> {
  const clock = options.clock ?? Date.now;
  const limit = createRateLimit({ posts: options.postsPerWindow ?? 5, windowMs: 2_000, clock });
  const webhooks = options.channels.map((channel, index): Webhook => {
    const token = randomBytes(51).toString("base64url");
    return { id: String(firstId + BigInt(index)), token, channel, isRemoved: false };
  });
  const messages: DiscordMessage[] = [];
  const taking = new Set<Promise<HttpAnswer>>();

  async function handle(request: HttpRequest): Promise<HttpAnswer> {
    if (request.path === "/messages" && request.method === "GET") return { status: 200, body: { messages: shown() } };
    const [, id, token] = route.exec(request.path) ?? [];
    const webhook = webhooks.find((each) => each.id === id);
    if (webhook === undefined || webhook.isRemoved) return refusal(404, 10_015, "Unknown Webhook");
    if (webhook.token !== token) return refusal(401, 50_027, "Invalid Webhook Token");
    if (request.method === "GET") return { status: 200, body: describe(webhook) };
    if (request.method !== "POST") return refusal(405, 0, "405: Method Not Allowed");
    const limited = limit.take(webhook.id);
    if (limited.refused !== null) return limited.refused;
    const answer = await post(request, webhook);
    return { ...answer, headers: { ...limited.headers, ...answer.headers } };
  }

  async function post(request: HttpRequest, webhook: Webhook): Promise<HttpAnswer> {
    const content = readDiscordContent(request);
    if ("refused" in content) return content.refused;
    const relayed = await relay(request, options.relayTo?.[webhook.channel]);
    if (relayed !== null && relayed.status >= 300) return relayed;
    const [embed] = content.embeds;
    const footer = embed?.footer?.text.split(" \u00b7 ")[0];
    const message: DiscordMessage = {
      ...content,
      id: String(firstId + 1_000_000n + BigInt(messages.length)),
      message: `${embed?.description ?? content.content}${footer === undefined ? "" : `\n${footer}`}`,
      channel: webhook.channel,
      webhookId: webhook.id,
      correlationId: request.headers["x-correlation-id"] ?? "",
      idempotencyKey: null,
      receivedAt: new Date(clock()).toISOString(),
      status: request.query.get("wait") === "true" ? 200 : 204,
    };
    messages.push(message);
    options.onMessage?.(message);
    return relayed ?? { status: message.status, body: answerOf(message) };
  }

  function shown(): readonly object[] {
    return messages.map(({ files, ...message }) => ({
      ...message,
      files: files.map(({ fileName, description, bytes }) => ({ fileName, description, bytes: bytes.length })),
    }));
  }

  const server = await startHttpServer(
    async (request) => {
      const answering = handle(request);
      taking.add(answering);
      return await answering.finally(() => taking.delete(answering));
    },
    { port: options.port, fault: options.fault },
  );
  return {
    ...server,
    webhooks: Object.fromEntries(
      webhooks.map(({ id, token, channel }) => [channel, `${server.url}/api/webhooks/${id}/${token}`]),
    ),
    messages,
    get postCount() {
      return messages.length;
    },
    async settle() {
      await Promise.allSettled(taking);
    },
    removeWebhook(channel) {
      for (const webhook of webhooks) if (webhook.channel === channel) webhook.isRemoved = true;
    },
  };
}

function describe({ id, token, channel }: Webhook): object {
  const place = { channel_id: id.replace(/^131/, "129"), guild_id: id.replace(/^131/, "128") };
  return { id, type: 1, name: `insights in ${channel}`, avatar: null, ...place, application_id: null, token };
}

/** The message as Discord shows it to who waits for it. */
function answerOf({ id, content, embeds, files, webhookId, receivedAt }: DiscordMessage): object {
  return {
    type: 0,
    id,
    content,
    embeds: embeds.map((embed) => ({ type: "rich", ...embed })),
    attachments: files.map(({ fileName, description, bytes }, index) => ({
      id: String(BigInt(id) + BigInt(index + 1)),
      filename: fileName,
      size: bytes.length,
      content_type: "image/png",
      ...(description === null ? {} : { description }),
    })),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: 0,
    components: [],
    timestamp: receivedAt,
    edited_timestamp: null,
    author: { id: webhookId, username: "insights", bot: true },
    channel_id: webhookId.replace(/^131/, "129"),
    webhook_id: webhookId,
  };
}

/** Passes a request on as it came, to a true webhook. */
async function relay(
  { query, headers, body, rawBody }: HttpRequest,
  target: string | undefined,
): Promise<HttpAnswer | null> {
  if (target === undefined) return null;
  const url = new URL(target);
  for (const [name, value] of query) url.searchParams.set(name, value);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": headers["content-type"] ?? "application/json" },
    body: rawBody === undefined ? body : new Uint8Array(rawBody),
    redirect: "manual",
  });
  const passed = [...response.headers].filter(([name]) => /^(?:content-type|retry-after|x-ratelimit-.*)$/.test(name));
  return { status: response.status, headers: Object.fromEntries(passed), body: await response.text() };
}
