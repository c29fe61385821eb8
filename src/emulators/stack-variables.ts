import { settings } from "../platform/config/settings.ts";
import type { DiscordServer } from "./upstreams/discord-server.ts";

/** The variables of a function that posts to Discord, without those that it then does not ask for. */
export function toDiscord({ webhooks }: DiscordServer): Readonly<Record<string, string | undefined>> {
  const needless = Object.values(settings).filter(
    (setting) => "delivery" in setting && setting.delivery === "assistant",
  );
  return {
    ...Object.fromEntries(needless.map(({ name }) => [name, undefined])),
    [settings.delivery.name]: "discord",
    [settings.discordWebhooks.name]: Object.entries(webhooks)
      .map(([channel, url]) => `${channel}=${url}`)
      .join(","),
  };
}

/** Those variables whose names are wanted. */
export function pick(
  variables: Readonly<Record<string, string>>,
  isWanted: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isWanted(name)));
}

/** Variables with some replaced, added, or, where they are undefined, taken out. */
export function withOverrides(
  variables: Readonly<Record<string, string | undefined>>,
  overrides: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...variables, ...overrides })) {
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
