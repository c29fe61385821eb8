import { createDiscordClient } from "../../delivery/discord/discord-client.ts";
import { createDescribePost } from "../../insight/posts/describe-post.ts";
import { rememberCandles } from "../../insight/posts/remembered-candles.ts";
import type { DiscordDelivery } from "../../platform/config/delivery-config.ts";
import type { ComposedDelivery, DeliveryDependencies } from "./composed-delivery.ts";

/** Wires the delivery to webhooks of Discord, whose posts show the candles that their texts are true of. */
export function composeDiscord(
  { discord }: DiscordDelivery,
  { redactor, logger, metrics, fetch, clock, random, fetchCandles }: DeliveryDependencies,
): ComposedDelivery {
  // Whoever has a webhook's token can post: it is hidden also where it stands without its address.
  for (const url of Object.values(discord.webhooks)) redactor.add(new URL(url).pathname.split("/").at(-1) ?? "");
  const candles = rememberCandles(fetchCandles);
  return {
    channel: discord.channel,
    fetchCandles: candles.fetchCandles,
    notify: createDiscordClient({ ...discord, logger, metrics, fetch, clock, random }),
    describePost: createDescribePost(candles),
    honoursIdempotencyKey: false,
  };
}
