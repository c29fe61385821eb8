import * as z from "zod/mini";
import { settings } from "../../../platform/config/settings.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { toServiceError } from "../../../platform/errors.ts";
import { parseJson, sendRequest } from "../../../platform/http/http.ts";
import { quotedServerWords } from "../../../platform/http/server-words.ts";
import { fail, type Finding, ok } from "../check.ts";
import { setSetting } from "../fix.ts";
import { onlyFunctionReaches, outOfReach } from "../function-reach.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";

const timeoutMs = 8_000;
const webhookSchema = z.object({ id: z.string(), name: z.nullable(z.string()) });
const name = settings.discordWebhooks.name;

/**
 * Whether each channel's webhook is there, in Discord's own words. It is asked by GET with its token, which shows its name
 * and posts nothing. Addresses are not shown: whoever has one can post.
 *
 * @see https://discord.com/developers/docs/resources/webhook#get-webhook-with-token
 */
export async function checkDiscord(
  webhooks: Readonly<Record<string, string>>,
  found: FoundFunction,
  { setup, deadline }: { setup: DoctorSetup; deadline: Deadline },
): Promise<readonly Finding[]> {
  const each = Object.entries(webhooks).map(([channel, url]) => checkWebhook(channel, url));
  return (await Promise.all(each)).flat();

  async function checkWebhook(channel: string, address: string): Promise<Finding> {
    const url = new URL(address);
    const unreachable = outOfReach(name, url.origin, found, setup);
    if (unreachable !== null) return unreachable;
    url.search = "";
    const fix = `make a webhook for ${channel} in Discord (its channel's settings, Integrations), and ${setSetting(name, found.environment, setup)}`;
    try {
      const reply = await sendRequest(
        { method: "GET", url: url.href },
        { signal: deadline.signal, timeoutMs, fetch: setup.fetch },
      );
      const webhook = z.safeParse(webhookSchema, parseJson(reply.text));
      if (reply.status === 200 && webhook.success) {
        return ok(`${channel} has a webhook at ${url.host}, called ${JSON.stringify(webhook.data.name ?? "")}`);
      }
      return fail(`${channel}: ${url.host} answers ${reply.status}${quotedServerWords(reply.text)}`, fix);
    } catch (thrown) {
      const error = toServiceError(thrown);
      return onlyFunctionReaches(url.origin, error, found) ?? fail(`${channel}: ${error.message} (${error.code})`, fix);
    }
  }
}
