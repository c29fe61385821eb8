import * as z from "zod/mini";
import { quoteServer } from "../../../llm/model-error.ts";
import { openaiUrl } from "../../../llm/openai/openai-url.ts";
import type { ProviderConfig } from "../../../platform/config/config.ts";
import { settings } from "../../../platform/config/settings.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { toServiceError } from "../../../platform/errors.ts";
import { parseJson, sendRequest } from "../../../platform/http/http.ts";
import type { Redactor } from "../../../platform/records/redactor.ts";
import { fail, type Finding, ok, skip } from "../check.ts";
import { onlyFunctionReaches, outOfReach } from "../function-reach.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";

type OpenaiConfig = Extract<ProviderConfig, { readonly name: "openai" }>;

const timeoutMs = 8_000;
const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

/** A router lists hundreds of models. */
const maxBodyBytes = 4 * 1_048_576;

/**
 * Whether the endpoint takes the key and lists the model. Nothing is generated. Not every compatible endpoint has a list,
 * and some serve models that they don't list: then it can't be told.
 */
export async function checkOpenai(
  { baseUrl, model, apiKey }: OpenaiConfig,
  found: FoundFunction,
  { setup, redactor, deadline }: { setup: DoctorSetup; redactor: Redactor; deadline: Deadline },
): Promise<readonly Finding[]> {
  const url = openaiUrl(baseUrl, "models");
  const { host } = url;
  const unreachable = outOfReach(settings.openaiUrl.name, baseUrl, found, setup);
  if (unreachable !== null) return [unreachable];
  const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  try {
    const { status, text } = await sendRequest(
      { method: "GET", url: url.href, headers },
      { signal: deadline.signal, timeoutMs, maxBodyBytes, fetch: setup.fetch },
    );
    if (status === 401 || status === 403) {
      const what = `${host} answers ${status}: ${quoteServer(redactor.redact(text).replaceAll(/\s+/g, " "))}`;
      const { name } = settings.openaiKey;
      return [fail(what, apiKey === null ? `set ${name}` : `${name} is wrong: set a new one`)];
    }
    const models = z.safeParse(modelsSchema, parseJson(text));
    if (status !== 200 || !models.success) {
      return [
        skip(
          `${host} gives no list of models (status ${status}): the first insight will show whether ${model} answers`,
        ),
      ];
    }
    const names = models.data.data.map(({ id }) => id);
    if (names.includes(model)) return [ok(`${host} has ${model}`)];
    const others = names.length === 0 ? "no model at all" : names.slice(0, 8).join(", ");
    return [
      fail(
        `${host} does not list ${model} (${settings.openaiModel.name}), but ${others}`,
        `set ${settings.openaiModel.name} to one of them, or load the model there`,
      ),
    ];
  } catch (thrown) {
    const error = toServiceError(thrown);
    const fix = `see ${settings.openaiUrl.name}, and whether a server runs there; then try again`;
    return [onlyFunctionReaches(baseUrl, error, found) ?? fail(`${error.message} (${error.code})`, fix)];
  }
}
