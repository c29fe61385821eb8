import { expect, it } from "vitest";
import { describeSetting, settingNames, settings } from "../../../src/platform/config/settings.ts";

it("knows every variable that deployments rest on", () => {
  const restedOn =
    "DATA_COLLECTION_BUCKET_NAME CACHE_TABLE_NAME AUTH0_OAUTH_URL AUTH0_ASSISTANT_CLIENT_ID " +
    "AUTH0_ASSISTANT_CLIENT_SECRET AUTH0_ASSISTANT_AUDIENCE ASSISTANT_API_KEY ASSISTANT_API_URL ASSISTANT_CHANNEL " +
    "API_CHANNELS COINBASE_API_KEY COINBASE_API_SECRET COINBASE_API_URL LLM_PROVIDERS BEDROCK_MODEL_ID " +
    "BEDROCK_REGION OLLAMA_HOST OLLAMA_MODEL OLLAMA_API_KEY MODEL_MAX_OUTPUT_TOKENS MODEL_TIMEOUT_SECONDS " +
    "OLLAMA_KEEP_ALIVE ECS_CLUSTER ECS_SERVICE NODE_GROUP_MIN_SIZE NODE_GROUP_MAX_SIZE NODE_GROUP_DESIRED_SIZE " +
    "LOG_LEVEL REGION DEPLOY_ENV PROMPT_QUEUE_URL PROMPT_DLQ_URL STATE_TABLE_NAME";
  const known: ReadonlySet<string> = new Set(settingNames);
  expect(restedOn.split(" ").filter((name) => !known.has(name))).toEqual([]);
});

it("takes every key and every secret for a secret", () => {
  const secrets = settingNames.filter((name) => describeSetting(name).secret === true);
  expect(secrets).toEqual(settingNames.filter((name) => /SECRET|API_KEY|WEBHOOK_URLS/.test(name)));
  expect(secrets.length).toBeGreaterThanOrEqual(5);
});

it("gives no secret a default, and each setting a name of its own", () => {
  const all = Object.values(settings);
  for (const { name } of all) {
    const setting = describeSetting(name);
    expect(setting.name).toBe(name);
    expect(setting.default !== undefined && setting.secret === true, name).toBe(false);
  }
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

it("requires nothing of a function that has a default, and of a deployment the providers", () => {
  const both = settingNames.filter((name) => describeSetting(name).required && describeSetting(name).default);
  expect(both).toEqual(["LLM_PROVIDERS"]);
});

it("pairs settings and puts them in rows by the keys of the table", () => {
  const keys = Object.values(settings).flatMap(({ name }) => {
    const { pairedWith, sameRowAs } = describeSetting(name);
    return [pairedWith, sameRowAs].filter((key) => key !== undefined);
  });
  expect(keys).toContain("securityGroupIds");
  expect(keys.filter((key) => !Object.hasOwn(settings, key))).toEqual([]);
});
