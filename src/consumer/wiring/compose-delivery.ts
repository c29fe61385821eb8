import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createAssistantClient } from "../../delivery/assistant/assistant-client.ts";
import { createGrantTurns } from "../../delivery/assistant/grant-turn.ts";
import { createSharedTokenStore } from "../../delivery/assistant/shared-token-store.ts";
import { TokenCache } from "../../delivery/assistant/token-cache.ts";
import { requestAccessToken } from "../../delivery/assistant/token-grant.ts";
import type { FetchCandles, InsightPorts } from "../../insight/ports.ts";
import type { Ledger } from "../../platform/aws/ledger.ts";
import type { Clock, Fetch, Random } from "../../platform/clock.ts";
import type { PromptsConfig } from "../../platform/config/config.ts";
import type { AssistantDelivery, DiscordDelivery } from "../../platform/config/delivery-config.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Redactor } from "../../platform/records/redactor.ts";

/** What a delivery is wired with. */
export interface DeliveryDependencies {
  readonly dynamodb: DynamoDBClient;
  readonly ledger: Ledger;
  readonly redactor: Redactor;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly fetch: Fetch | undefined;
  readonly clock: Clock;
  readonly random: Random | undefined;
  readonly fetchCandles: FetchCandles;
}

type DeliveryPort = "notify" | "prepareToNotify" | "describePost" | "honoursIdempotencyKey" | "fetchCandles";

/** The ports that are a delivery's own, and the channel of a message that names none. */
export type ComposedDelivery = Pick<InsightPorts, "notify"> &
  Partial<Pick<InsightPorts, DeliveryPort>> & { readonly channel: string };

/** Wires where insights are posted. A new target is one folder and one line here; all but the default are loaded when used. */
export async function composeDelivery(
  config: PromptsConfig,
  dependencies: DeliveryDependencies,
): Promise<ComposedDelivery> {
  if (config.delivery === "discord") return await composeDiscord(config, dependencies);
  return composeAssistant(config, dependencies);
}

function composeAssistant(
  { auth0, assistant, cacheTableName }: AssistantDelivery,
  { dynamodb, ledger, redactor, logger, metrics, fetch, clock, random }: DeliveryDependencies,
): ComposedDelivery {
  const tokens = new TokenCache({
    store: createSharedTokenStore({
      client: dynamodb,
      tableName: cacheTableName,
      clientId: auth0.clientId,
      audience: auth0.audience,
    }),
    requestToken: (deadline) => requestAccessToken({ ...auth0, fetch, clock }, deadline),
    takeTurn: createGrantTurns(ledger, auth0, logger),
    redactor,
    logger,
    metrics,
    clock,
  });
  return {
    channel: assistant.channel,
    notify: createAssistantClient({ ...assistant, tokens, logger, metrics, fetch, clock, random }),
    prepareToNotify: (deadline) => tokens.get(deadline),
  };
}

async function composeDiscord(
  { discord }: DiscordDelivery,
  { redactor, logger, metrics, fetch, clock, random, fetchCandles }: DeliveryDependencies,
): Promise<ComposedDelivery> {
  const [{ createDiscordClient }, { rememberCandles }, { createDescribePost }] = await Promise.all([
    import("../../delivery/discord/discord-client.ts"),
    import("../../insight/remembered-candles.ts"),
    import("../../insight/describe-post.ts"),
  ]);
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
