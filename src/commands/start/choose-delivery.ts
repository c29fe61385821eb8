import type { DiscordServerOptions } from "../../emulators/upstreams/discord-server.ts";
import { readDelivery } from "../../platform/config/delivery-config.ts";
import { type Environment, settings } from "../../platform/config/settings.ts";
import { createSettingsReader } from "../../platform/config/settings-reader.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import type { DeliveryChoice } from "./arguments.ts";

/** Where the insights of a run go. */
export interface ChosenDelivery {
  /** Null where it is the inbox, as anybody expects. */
  readonly label: string | null;
  /** Who answers a post. */
  readonly receiver: string;
  readonly stackLabel: string;
  /** Undefined where it is the inbox. */
  readonly discord: Pick<DiscordServerOptions, "channels" | "relayTo"> | undefined;
}

const defaultChannel = settings.channel.default;

/**
 * Finds where the command line wants insights posted. A true webhook is asked through the server here, which takes down what
 * was posted and passes it on as it came.
 *
 * @throws UsageError where the environment names webhooks that are none.
 */
export function chooseDelivery(choice: DeliveryChoice, environment: Environment): ChosenDelivery {
  if (choice === "assistant") {
    const stackLabel = "queue, bucket, tables, token server and Assistant inbox";
    return { label: null, receiver: "the Assistant", stackLabel, discord: undefined };
  }
  const relayTo = trueWebhooks(environment);
  const names = Object.keys(relayTo);
  // With the stack kept up, messages may name a channel.
  const channels = names.length === 0 ? [defaultChannel, "alerts"] : names;
  return {
    label:
      names.length === 0
        ? "Discord, by a server here that speaks its wire format"
        : `Discord itself, to the webhook of ${names.join(", ")}`,
    receiver: "Discord",
    stackLabel: "queue, bucket, tables and a server in Discord's place",
    discord: { channels, relayTo },
  };
}

function trueWebhooks(environment: Environment): Readonly<Record<string, string>> {
  const { delivery, discordWebhooks } = settings;
  const given = (environment[discordWebhooks.name] ?? "").trim();
  if (given === "") return {};
  const reader = createSettingsReader({ [delivery.name]: "discord", [discordWebhooks.name]: given }, "prompts");
  const config = readDelivery(reader);
  try {
    reader.finish();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return config.delivery === "discord" ? config.discord.webhooks : {};
}
