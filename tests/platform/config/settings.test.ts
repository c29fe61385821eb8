import { expect, it } from "vitest";
import { describeSetting, settingNames } from "../../../src/platform/config/settings.ts";

it("knows every documented variable, and no other", () => {
  const documented =
    "DATA_COLLECTION_BUCKET_NAME COINBASE_API_KEY COINBASE_API_SECRET COINBASE_API_URL LLM_PROVIDERS BEDROCK_MODEL_ID " +
    "BEDROCK_REGION OLLAMA_HOST OLLAMA_MODEL OLLAMA_API_KEY MODEL_MAX_OUTPUT_TOKENS MODEL_TIMEOUT_SECONDS " +
    "OLLAMA_KEEP_ALIVE ECS_CLUSTER ECS_SERVICE NODE_GROUP_MIN_SIZE " +
    "NODE_GROUP_MAX_SIZE NODE_GROUP_DESIRED_SIZE SUBNET_IDS SGS_IDS AUTH0_OAUTH_URL AUTH0_ASSISTANT_CLIENT_ID " +
    "AUTH0_ASSISTANT_CLIENT_SECRET AUTH0_ASSISTANT_AUDIENCE ASSISTANT_API_KEY ASSISTANT_API_URL ASSISTANT_CHANNEL " +
    "API_CHANNELS CACHE_TABLE_NAME STATE_TABLE_NAME PROMPT_QUEUE_URL PROMPT_DLQ_URL LOG_LEVEL REGION DEPLOY_ENV";
  expect(settingNames).toEqual(documented.split(" "));
});

it("takes every key and every secret for a secret", () => {
  const secrets = settingNames.filter((name) => describeSetting(name).secret === true);
  expect(secrets).toEqual(settingNames.filter((name) => /SECRET|API_KEY/.test(name)));
  expect(secrets).toHaveLength(5);
});

it("gives no secret a default, and requires nothing that has one", () => {
  for (const name of settingNames) {
    const setting = describeSetting(name);
    expect(setting.default !== undefined && (setting.secret === true || setting.requiredBy !== undefined), name).toBe(
      false,
    );
  }
});
