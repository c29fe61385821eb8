import { settings } from "./settings.ts";
import { partsOf } from "./settings/setting-checks.cjs";
import type { SettingsReader } from "./settings-reader.ts";
import { addressProblem } from "./upstream-address.cjs";

/** What a stage that posts to the Assistant API knows of it. */
export interface AssistantDelivery {
  readonly delivery: "assistant";
  readonly auth0: {
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly audience: string;
  };
  readonly assistant: { readonly url: string; readonly apiKey: string; readonly channel: string };
  readonly cacheTableName: string;
}

/** What a stage that posts to Discord knows of it. */
export interface DiscordDelivery {
  readonly delivery: "discord";
  /** The webhooks' addresses by channel, each a secret; the channel of a message that names none is among them. */
  readonly discord: { readonly webhooks: Readonly<Record<string, string>>; readonly channel: string };
}

/** Reads where insights are posted, and what is needed for that alone. */
export function readDelivery(read: SettingsReader): AssistantDelivery | DiscordDelivery {
  return read.choice(settings.delivery) === "discord" ? readDiscord(read) : readAssistant(read);
}

function readDiscord(read: SettingsReader): DiscordDelivery {
  const channel = read.matching(settings.channel) ?? "";
  return { delivery: "discord", discord: { webhooks: readWebhooks(read, channel), channel } };
}

function readAssistant(read: SettingsReader): AssistantDelivery {
  const audience = read.required(settings.audience);
  return {
    delivery: "assistant",
    auth0: {
      tokenUrl: readTokenUrl(read),
      clientId: read.required(settings.clientId),
      clientSecret: read.required(settings.clientSecret),
      audience,
    },
    assistant: {
      url: readAssistantUrl(read, audience),
      apiKey: read.required(settings.assistantKey),
      channel: read.matching(settings.channel) ?? "",
    },
    cacheTableName: read.required(settings.cacheTableName),
  };
}

function readTokenUrl(read: SettingsReader): string {
  const url = read.address(settings.tokenUrl);
  if (url === null) return "";
  return new URL(url).pathname === "/" ? `${url}/oauth/token` : url;
}

function readAssistantUrl(read: SettingsReader, audience: string): string {
  const url = read.address(settings.assistantUrl);
  if (url !== null || audience === "" || read.text(settings.assistantUrl) !== null) return url ?? "";
  if (URL.parse(audience)?.protocol.startsWith("http") !== true) {
    read.problem(settings.assistantUrl, `is not set, and ${settings.audience.name} is not a URL that could stand in`);
    return "";
  }
  const wrong = addressProblem(audience);
  if (wrong === null) return audience.replace(/\/+$/, "");
  read.problem(settings.assistantUrl, `is not set, and ${settings.audience.name}, which would stand in, ${wrong}`);
  return "";
}

/** The path of a webhook: its id and its token, behind an optional version of the API. */
const webhookPath = /^\/api\/(?:v\d{1,2}\/)?webhooks\/\d{5,25}\/[A-Za-z0-9_-]{10,200}$/;

/**
 * Reads the webhooks by their channel, one at least, that of `defaultChannel` among them. No address is ever quoted: whoever
 * has it can post.
 */
function readWebhooks(read: SettingsReader, defaultChannel: string): Readonly<Record<string, string>> {
  const setting = settings.discordWebhooks;
  const value = read.text(setting);
  if (value === null) {
    read.problem(setting, `is not set, but ${settings.delivery.name} is discord`);
    return {};
  }
  const webhooks = new Map<string, string>();
  for (const { before, part } of partsOf(setting.check, value)) {
    const channel = before.replace(/\s*=\s*$/, "") || defaultChannel;
    const problem = addressProblem(part);
    if (problem !== null || !webhookPath.test(URL.parse(part)?.pathname ?? "")) {
      read.problem(
        setting,
        `has no address of a webhook for ${channel}: one is https://discord.com/api/webhooks/ID/TOKEN`,
      );
    } else if (webhooks.has(channel)) {
      read.problem(setting, `names ${channel} twice`);
    }
    webhooks.set(channel, part);
  }
  if (!webhooks.has(defaultChannel)) {
    const known = [...webhooks.keys()].join(", ") || "none";
    read.problem(setting, `has no webhook for ${defaultChannel} (${settings.channel.name}); it has ${known}`);
  }
  return Object.fromEntries(webhooks);
}
