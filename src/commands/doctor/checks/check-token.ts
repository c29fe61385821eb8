import type { AccessToken } from "../../../delivery/assistant/access-token.ts";
import { requestAccessToken } from "../../../delivery/assistant/token-grant.ts";
import type { AssistantDelivery } from "../../../platform/config/delivery-config.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { type ServiceError, toServiceError } from "../../../platform/errors.ts";
import type { Redactor } from "../../../platform/records/redactor.ts";
import { fail, ok, type Outcome } from "../check.ts";
import { onlyFunctionReaches, outOfReach } from "../function-reach.ts";
import { setSetting } from "../fix.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

/** Asks for one token, which is kept nowhere, and says how long it lives. */
export async function checkToken(
  auth0: AssistantDelivery["auth0"],
  found: FoundFunction,
  { setup, redactor, deadline }: { setup: DoctorSetup; redactor: Redactor; deadline: Deadline },
): Promise<Outcome<AccessToken>> {
  const { tokenUrl, audience } = auth0;
  const unreachable = outOfReach(settings.tokenUrl.name, tokenUrl, found, setup);
  if (unreachable !== null) return { findings: [unreachable], value: null };
  const { fetch, clock = Date.now } = setup;
  const { host } = new URL(tokenUrl);
  try {
    const token = await requestAccessToken({ ...auth0, fetch, clock }, deadline);
    redactor.add(token.value);
    const minutes = Math.round((token.expiresAtMs - clock()) / 60_000);
    const life = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
    return { findings: [ok(`${host} gives a token for ${audience} that lives ${life}`)], value: token };
  } catch (thrown) {
    const error = toServiceError(thrown);
    const setSecret = setSetting(settings.clientSecret.name, found.environment, setup);
    const finding =
      onlyFunctionReaches(tokenUrl, error, found) ??
      fail(`${host}: ${reasonOf(error)} (${error.code})`, fixFor(error, audience, setSecret));
    return { findings: [finding], value: null };
  }
}

/** The grant's own message does not say how the connection failed; its cause does. */
function reasonOf({ message, cause }: ServiceError): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** What Auth0 says of a refusal says which of the three settings is wrong. */
function fixFor({ message, status }: ServiceError, audience: string, setSecret: string): string {
  if (/service not enabled/i.test(message)) {
    return `${settings.audience.name} must be the identifier of an API of this tenant; ${audience} is none`;
  }
  if (/not authorized to access|client.grant/i.test(message)) {
    return `authorize the client for ${audience} in Auth0: Applications, APIs, Machine to Machine Applications`;
  }
  if (/unauthorized_client|grant type/i.test(message)) {
    return "allow the client the grant type Client Credentials in Auth0: its Advanced Settings, Grant Types";
  }
  if (status === 401) {
    return `${settings.clientId.name} or its secret is wrong: ${setSecret}`;
  }
  if (status === 404)
    return `${settings.tokenUrl.name} must be the tenant's token endpoint, https://TENANT/oauth/token`;
  if (status === 429) return "wait: the tenant's limit of requests, or of tokens, is used up";
  if (status !== undefined && status < 500) return `see ${settings.tokenUrl.name} and the client in Auth0`;
  return `see ${settings.tokenUrl.name}, the network, and Auth0's own status; then try again`;
}
