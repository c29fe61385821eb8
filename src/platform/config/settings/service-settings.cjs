"use strict";

const { channelCheck, deliveryNames } = require("./setting-checks.cjs");

const forPrompts = /** @type {const} */ (["prompts"]);
const token = /** @type {const} */ (["token"]);
const tokenErrors = /** @type {const} */ (["TOKEN_REFUSED", "ASSISTANT_UNAUTHORIZED"]);
const text = /** @type {const} */ ({ kind: "text" });

/** Where the service keeps its data, reads its candles and posts its insights. */
const serviceSettings = /** @satisfies {Readonly<Record<string, import("../setting.ts").Setting>>} */ (
  /** @type {const} */ ({
    bucketName: {
      name: "DATA_COLLECTION_BUCKET_NAME",
      meaning: "The platform's S3 bucket: collected candles are read from it, receipts are written to it",
      functions: forPrompts,
      check: text,
      required: true,
      doctor: ["bucket", "keys"],
      readme: "required; the platform's bucket: collected candles are read from it, receipts are written to it",
    },
    cacheTableName: {
      name: "CACHE_TABLE_NAME",
      meaning: "The platform's shared DynamoDB cache table (key `cache_key`)",
      functions: forPrompts,
      delivery: "assistant",
      check: text,
      required: true,
      doctor: ["cache table", "keys"],
      readme: "required; the platform's cache table (key `cache_key`), this service's own (key `id`, TTL `expiration`)",
    },
    delivery: {
      name: "DELIVERY",
      meaning: "Where insights are posted: `assistant` or `discord`",
      functions: forPrompts,
      check: { kind: "choice", allowed: deliveryNames },
      default: "assistant",
      valueOnly: true,
      doctor: ["cache table", "token", "assistant", "discord"],
      readme:
        "default `assistant`; with `discord`, insights go to webhooks of Discord ([docs/discord.md](docs/discord.md)): `CACHE_TABLE_NAME`, `AUTH0_...`, `ASSISTANT_API_KEY` and `ASSISTANT_API_URL` are then neither asked for nor used",
    },
    discordWebhooks: {
      name: "DISCORD_WEBHOOK_URLS",
      meaning: "The webhooks of Discord by their channel",
      functions: forPrompts,
      delivery: "discord",
      check: { kind: "webhooks" },
      secret: true,
      refusedAs: ["DISCORD_MISCONFIGURED"],
      doctor: ["discord"],
      readme:
        "required with `DELIVERY=discord`: webhooks by their channel, separated by commas, each an address or a reference, such as `general=ssm:/trader/dev/discord-general,alerts=ssm:/trader/dev/discord-alerts`. One without a channel is that of `ASSISTANT_CHANNEL`",
    },
    tokenUrl: {
      name: "AUTH0_OAUTH_URL",
      meaning: "The tenant's token endpoint, or its base (then `/oauth/token` is added)",
      functions: forPrompts,
      delivery: "assistant",
      check: { kind: "address" },
      required: true,
      refusedAs: tokenErrors,
      doctor: token,
      readme: "required; the token endpoint, or the tenant's base",
    },
    clientId: {
      name: "AUTH0_ASSISTANT_CLIENT_ID",
      meaning: "Client id of the grant",
      functions: forPrompts,
      delivery: "assistant",
      check: text,
      required: true,
      refusedAs: tokenErrors,
      doctor: token,
      readme: "required; the client-credentials grant",
    },
    clientSecret: {
      name: "AUTH0_ASSISTANT_CLIENT_SECRET",
      meaning: "Client secret of the grant",
      functions: forPrompts,
      delivery: "assistant",
      check: text,
      required: true,
      secret: true,
      refusedAs: tokenErrors,
      doctor: token,
      sameRowAs: "clientId",
    },
    audience: {
      name: "AUTH0_ASSISTANT_AUDIENCE",
      meaning: "Audience of the Assistant API",
      functions: forPrompts,
      delivery: "assistant",
      check: text,
      required: true,
      refusedAs: tokenErrors,
      doctor: token,
      sameRowAs: "clientId",
    },
    assistantKey: {
      name: "ASSISTANT_API_KEY",
      meaning: "The Assistant API's `x-api-key`",
      functions: forPrompts,
      delivery: "assistant",
      check: text,
      required: true,
      secret: true,
      refusedAs: ["ASSISTANT_UNAUTHORIZED"],
      doctor: ["assistant"],
      readme: "required",
    },
    assistantUrl: {
      name: "ASSISTANT_API_URL",
      meaning: "Base URL of the Assistant API; default the audience",
      functions: forPrompts,
      delivery: "assistant",
      check: { kind: "address" },
      doctor: ["assistant"],
      readme:
        "default the audience, and `general`; a channel has 1 to 100 letters, digits, `_` or `-`, beginning with a letter or digit",
    },
    channel: {
      name: "ASSISTANT_CHANNEL",
      meaning: "Channel of a message that names none",
      functions: ["prompts", "api"],
      check: channelCheck,
      default: "general",
      sameRowAs: "assistantUrl",
    },
    apiChannels: {
      name: "API_CHANNELS",
      meaning:
        "The channels that callers of `POST /prompts` may post to, separated by commas; default `ASSISTANT_CHANNEL`. Where it is set and a request names no channel, `ASSISTANT_CHANNEL` must be among them",
      functions: ["api"],
      check: {
        kind: "list",
        each: channelCheck.pattern,
        allowed: `channels separated by commas, each of ${channelCheck.brief}`,
      },
    },
    coinbaseKey: {
      name: "COINBASE_API_KEY",
      meaning: "CDP key id; without a key the public market endpoint serves",
      functions: forPrompts,
      check: text,
      secret: true,
      pairedWith: "coinbaseSecret",
      refusedAs: ["CANDLES_REJECTED"],
      doctor: ["coinbase"],
      readme: "a CDP key; without it the public market endpoint serves",
    },
    coinbaseSecret: {
      name: "COINBASE_API_SECRET",
      meaning: "CDP key secret, PEM or base64",
      functions: forPrompts,
      check: text,
      secret: true,
      refusedAs: ["CANDLES_REJECTED"],
      doctor: ["coinbase"],
      sameRowAs: "coinbaseKey",
    },
    coinbaseUrl: {
      name: "COINBASE_API_URL",
      meaning: "Coinbase's Advanced Trade API",
      functions: forPrompts,
      check: { kind: "address" },
      default: "https://api.coinbase.com",
      doctor: ["coinbase"],
      readme: "default `https://api.coinbase.com`",
    },
  })
);

module.exports = { serviceSettings };
