import { randomUUID } from "node:crypto";
import type { AccessToken } from "../../../delivery/assistant/access-token.ts";
import { quoteServer } from "../../../llm/model-error.ts";
import type { AssistantDelivery } from "../../../platform/config/delivery-config.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { toServiceError } from "../../../platform/errors.ts";
import { type HttpReply, sendRequest } from "../../../platform/http/http.ts";
import type { Redactor } from "../../../platform/records/redactor.ts";
import { fail, type Finding, ok, skip } from "../check.ts";
import { onlyFunctionReaches, outOfReach } from "../function-reach.ts";
import { setSetting } from "../fix.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

const timeoutMs = 8_000;

/** Whether the Assistant is there and lets the key and the token in. It is asked by GET: nothing is posted. */
export async function checkAssistant(
  assistant: AssistantDelivery["assistant"],
  token: AccessToken,
  found: FoundFunction,
  { setup, redactor, deadline }: { setup: DoctorSetup; redactor: Redactor; deadline: Deadline },
): Promise<readonly Finding[]> {
  const { host } = new URL(assistant.url);
  const unreachable = outOfReach(settings.assistantUrl.name, assistant.url, found, setup);
  if (unreachable !== null) return [unreachable];
  try {
    const reply = await sendRequest(
      {
        method: "GET",
        url: `${assistant.url}/notifications`,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${token.value}`,
          "x-api-key": assistant.apiKey,
          "x-correlation-id": `doctor-${randomUUID()}`,
        },
      },
      { signal: deadline.signal, timeoutMs, fetch: setup.fetch },
    );
    // Blanked before it is cut: half of a secret is not known any more.
    const words = quoteServer(redactor.redact(reply.text));
    return [
      judge(reply, `${host} answers ${reply.status}${words === "" ? "" : `: ${words}`}`, {
        host,
        setKey: setSetting(settings.assistantKey.name, found.environment, setup),
      }),
    ];
  } catch (thrown) {
    const error = toServiceError(thrown);
    const fix = `see ${settings.assistantUrl.name} (default: the audience) and the network; then try again`;
    return [onlyFunctionReaches(assistant.url, error, found) ?? fail(`${error.message} (${error.code})`, fix)];
  }
}

function judge(
  { status, headers }: HttpReply,
  said: string,
  { host, setKey }: { readonly host: string; readonly setKey: string },
): Finding {
  // API Gateway says so of a method that it does not know, whoever asks.
  const knowsNoGet = status === 403 && /MissingAuthenticationToken/i.test(headers.get("x-amzn-errortype") ?? "");
  if (knowsNoGet) return skip(`${host} is there; it takes no GET, so its key and token can't be tried without a post`);
  if (status === 401 || status === 403) {
    return fail(
      said,
      `the API key is wrong (${setKey}), or the Assistant wants another ${settings.audience.name} or scope`,
    );
  }
  if (status >= 500) return fail(said, "the Assistant is down: its own people can tell; messages come back meanwhile");
  return ok(`${host} is there, and refuses neither key nor token (it answers ${status} to a GET)`);
}
