import * as z from "zod/mini";
import type { Fetch } from "../../platform/clock.ts";
import { parseJson, sendRequest } from "../../platform/http/http.ts";
import { type Environment, settings } from "../../platform/config/settings.ts";
import { createSettingsReader } from "../../platform/config/settings-reader.ts";
import type { ModelChoice } from "./arguments.ts";
import { bedrockRegion } from "../kit/bedrock-region.ts";
import { ollamaHost } from "../kit/ollama-host.ts";
import { UsageError } from "../kit/parse-command-line.ts";

/** The model of a run. */
export interface ChosenModel {
  readonly label: string;
  /** What the function needs to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Why it is not what one would expect, or null. */
  readonly note: string | null;
}

/** A server on this machine answers at once or not at all. */
const reachWithinMs = 2_000;

/** The caller's own AWS credentials, from wherever the SDK finds them: variables, profile, single sign-on, instance role. */
export type FindCredentials = (region: string) => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}>;

async function findOwnCredentials(region: string): ReturnType<FindCredentials> {
  // Only a run that asks Bedrock pays for loading its client.
  const { BedrockRuntimeClient } = await import("@aws-sdk/client-bedrock-runtime");
  return await new BedrockRuntimeClient({ region }).config.credentials();
}

/**
 * Finds the model that the command line asks for.
 *
 * @throws UsageError if Bedrock or an endpoint of OpenAI's wire format is asked for without a model.
 */
export async function chooseModel(
  choice: ModelChoice,
  {
    environment,
    fetch,
    findCredentials = findOwnCredentials,
  }: { environment: Environment; fetch?: Fetch; findCredentials?: FindCredentials },
): Promise<ChosenModel> {
  if (choice === "plain") return plain(null);
  if (choice === "bedrock") return await bedrock(environment, findCredentials);
  if (choice === "openai") return openai(environment);
  const limits = ownValues(environment, [...boundsOfAll, "OLLAMA_KEEP_ALIVE"]);

  const host = ollamaHost(environment);
  const found = await findModel(host, environment, fetch);
  if (found.model === null && choice === "auto")
    return plain(`${found.problem}, so the insight is written from the figures`);
  const model = found.model ?? environment["OLLAMA_MODEL"] ?? "llama3.2";
  const key = environment["OLLAMA_API_KEY"];
  return {
    label: `ollama, ${model} at ${withoutCredentials(host)}`,
    environment: {
      LLM_PROVIDERS: "ollama",
      OLLAMA_HOST: host,
      OLLAMA_MODEL: model,
      ...limits,
      ...(key === undefined || key === "" ? {} : { OLLAMA_API_KEY: key }),
    },
    note: found.problem,
  };
}

/** What bounds any model. */
const boundsOfAll = [
  settings.maxOutputTokens,
  settings.modelTimeoutSeconds,
  settings.dailySpendLimit,
  settings.dailyTokenLimit,
  settings.modelPrices,
].map(({ name }) => name);

/** Those of the caller's variables that are set. */
function ownValues(environment: Environment, names: readonly string[]): Record<string, string> {
  const entries = names.map((name) => [name, environment[name] ?? ""] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

function plain(note: string | null): ChosenModel {
  return { label: "none, the plain insight", environment: { LLM_PROVIDERS: "none" }, note };
}

/** The function signs for Bedrock with the caller's credentials; those of the stack, which open nothing, do for the rest. */
async function bedrock(environment: Environment, findCredentials: FindCredentials): Promise<ChosenModel> {
  const modelId = environment["BEDROCK_MODEL_ID"] ?? "";
  if (modelId === "") {
    throw new UsageError("--llm bedrock needs BEDROCK_MODEL_ID, for instance us.amazon.nova-lite-v1:0");
  }
  const region = bedrockRegion(environment);
  const given: Record<string, string> = { LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: modelId, BEDROCK_REGION: region };
  const passedOn = [...boundsOfAll, "AWS_BEARER_TOKEN_BEDROCK"];
  Object.assign(given, ownValues(environment, [...passedOn, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]));
  let note: string | null = null;
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await findCredentials(region);
    given["AWS_ACCESS_KEY_ID"] = accessKeyId;
    given["AWS_SECRET_ACCESS_KEY"] = secretAccessKey;
    if (sessionToken !== undefined) given["AWS_SESSION_TOKEN"] = sessionToken;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (given["AWS_BEARER_TOKEN_BEDROCK"] === undefined) note = `No AWS credentials, so Bedrock will refuse: ${reason}`;
  }
  return { label: `bedrock, ${modelId} in ${region}`, environment: given, note };
}

/** Nothing is asked of it before the first prompt: it may be metered. */
function openai(environment: Environment): ChosenModel {
  const model = (environment["OPENAI_MODEL"] ?? "").trim();
  if (model === "") throw new UsageError("--llm openai needs OPENAI_MODEL, for instance gpt-4.1-mini");
  const reader = createSettingsReader(environment, "prompts");
  const baseUrl = reader.address(settings.openaiUrl) ?? "";
  try {
    reader.finish();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const passedOn = [...boundsOfAll, "OPENAI_API_KEY"];
  return {
    label: `openai, ${model} at ${baseUrl}`,
    environment: {
      LLM_PROVIDERS: "openai",
      OPENAI_BASE_URL: baseUrl,
      OPENAI_MODEL: model,
      ...ownValues(environment, passedOn),
    },
    note: null,
  };
}

/** The address as it may be shown: `http://user:password@host` without the user and the password. */
function withoutCredentials(host: string): string {
  const url = new URL(host);
  url.username = "";
  url.password = "";
  return url.href.replace(/\/+$/, "");
}

const tagsSchema = z.object({ models: z.optional(z.nullable(z.array(z.object({ name: z.string() })))) });

async function findModel(
  host: string,
  environment: Environment,
  fetch: Fetch | undefined,
): Promise<{ readonly model: string; readonly problem: null } | { readonly model: null; readonly problem: string }> {
  const key = environment["OLLAMA_API_KEY"] ?? "";
  const shown = withoutCredentials(host);
  let names: readonly string[];
  try {
    const reply = await sendRequest(
      {
        method: "GET",
        url: `${host}/api/tags`,
        ...(key === "" ? {} : { headers: { authorization: `Bearer ${key}` } }),
      },
      { signal: AbortSignal.timeout(reachWithinMs + 1_000), timeoutMs: reachWithinMs, fetch },
    );
    const tags = z.safeParse(tagsSchema, parseJson(reply.text));
    if (reply.status !== 200 || !tags.success) {
      return { model: null, problem: `What answers at ${shown} is not Ollama (status ${reply.status})` };
    }
    names = (tags.data.models ?? []).map((model) => model.name);
  } catch (error) {
    return { model: null, problem: `No Ollama at ${shown}: ${error instanceof Error ? error.message : String(error)}` };
  }
  const wanted = environment["OLLAMA_MODEL"] ?? "";
  if (wanted !== "") {
    const has = names.some((name) => name === wanted || name === `${wanted}:latest`);
    return has
      ? { model: wanted, problem: null }
      : { model: null, problem: `Ollama at ${shown} has no model ${wanted} (OLLAMA_MODEL)` };
  }
  const first = names.find((name) => !/embed/i.test(name));
  return first === undefined
    ? { model: null, problem: `Ollama at ${shown} has no model` }
    : { model: first, problem: null };
}
