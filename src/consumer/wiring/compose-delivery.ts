import { createAssistantClient } from "../../delivery/assistant/assistant-client.ts";
import { createGrantTurns } from "../../delivery/assistant/grant-turn.ts";
import { createSharedTokenStore } from "../../delivery/assistant/shared-token-store.ts";
import { TokenCache } from "../../delivery/assistant/token-cache.ts";
import { requestAccessToken } from "../../delivery/assistant/token-grant.ts";
import type { ComposedDelivery, DeliveryDependencies } from "./composed-delivery.ts";
import type { PromptsConfig } from "../../platform/config/config.ts";
import type { AssistantDelivery } from "../../platform/config/delivery-config.ts";

/** Wires where insights are posted. A new target is one folder and one line here; all but the default are loaded when used. */
export async function composeDelivery(
  config: PromptsConfig,
  dependencies: DeliveryDependencies,
): Promise<ComposedDelivery> {
  if (config.delivery === "assistant") return composeAssistant(config, dependencies);
  const { composeDiscord } = await import("./compose-discord.ts");
  return composeDiscord(config, dependencies);
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
