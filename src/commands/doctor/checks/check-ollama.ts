import * as z from "zod/mini";
import { quoteServer } from "../../../llm/model-error.ts";
import type { ProviderConfig } from "../../../platform/config/config.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { toServiceError } from "../../../platform/errors.ts";
import { parseJson, sendRequest } from "../../../platform/http/http.ts";
import type { Redactor } from "../../../platform/records/redactor.ts";
import { fail, type Finding, ok } from "../check.ts";
import { onlyFunctionReaches, outOfReach } from "../function-reach.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

type OllamaConfig = Extract<ProviderConfig, { readonly name: "ollama" }>;

const timeoutMs = 8_000;
const tagsSchema = z.object({ models: z.optional(z.nullable(z.array(z.object({ name: z.string() })))) });

/** Whether the Ollama server is there and has the model. Nothing is generated. */
export async function checkOllama(
  { host: url, model, apiKey }: OllamaConfig,
  found: FoundFunction,
  { setup, redactor, deadline }: { setup: DoctorSetup; redactor: Redactor; deadline: Deadline },
): Promise<readonly Finding[]> {
  const { host } = new URL(url);
  const unreachable = outOfReach(settings.ollamaHost.name, url, found, setup);
  if (unreachable !== null) return [unreachable];
  try {
    const { status, text } = await sendRequest(
      {
        method: "GET",
        url: `${url}/api/tags`,
        ...(apiKey === null ? {} : { headers: { authorization: `Bearer ${apiKey}` } }),
      },
      { signal: deadline.signal, timeoutMs, fetch: setup.fetch },
    );
    if (status === 401 || status === 403) {
      const what = `${host} answers ${status}: ${quoteServer(redactor.redact(text))}`;
      return [
        fail(
          what,
          apiKey === null ? `set ${settings.ollamaKey.name}` : `${settings.ollamaKey.name} is wrong: set a new one`,
        ),
      ];
    }
    const tags = z.safeParse(tagsSchema, parseJson(text));
    if (status !== 200 || !tags.success) {
      return [
        fail(
          `what answers at ${host} is no Ollama (status ${status})`,
          `see ${settings.ollamaHost.name}, or start Ollama there`,
        ),
      ];
    }
    const names = (tags.data.models ?? []).map(({ name }) => name);
    if (names.includes(model) || names.includes(`${model}:latest`)) return [ok(`${host} has ${model}`)];
    const others = names.length === 0 ? "no model at all" : `only ${names.slice(0, 8).join(", ")}`;
    return [
      fail(`${host} has no ${model} (${settings.ollamaModel.name}), ${others}`, `on that server: ollama pull ${model}`),
    ];
  } catch (thrown) {
    const error = toServiceError(thrown);
    const fix = `see ${settings.ollamaHost.name}, and whether Ollama runs there; then try again`;
    return [onlyFunctionReaches(url, error, found) ?? fail(`${error.message} (${error.code})`, fix)];
  }
}
