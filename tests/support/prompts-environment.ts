import type { SettingName } from "../../src/platform/config/settings.ts";

/** Values that no log, message or error may show. */
export const secrets = {
  COINBASE_API_SECRET: "coinbase-secret-value",
  OLLAMA_API_KEY: "ollama-secret-value",
  AUTH0_ASSISTANT_CLIENT_SECRET: "auth0-secret-value",
  ASSISTANT_API_KEY: "assistant-secret-value",
} as const;

/** What the `prompts` function can't start without, and nothing else. */
export const requiredEnvironment = {
  AWS_REGION: "eu-central-1",
  DATA_COLLECTION_BUCKET_NAME: "the-bucket",
  LLM_PROVIDERS: "none",
  AUTH0_OAUTH_URL: "https://tenant.eu.auth0.com",
  AUTH0_ASSISTANT_CLIENT_ID: "the-client",
  AUTH0_ASSISTANT_CLIENT_SECRET: secrets.AUTH0_ASSISTANT_CLIENT_SECRET,
  AUTH0_ASSISTANT_AUDIENCE: "https://assistant.example/api/",
  ASSISTANT_API_KEY: secrets.ASSISTANT_API_KEY,
  CACHE_TABLE_NAME: "the-cache",
  STATE_TABLE_NAME: "the-state",
  PROMPT_QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/000000000000/prompts",
  PROMPT_DLQ_URL: "https://sqs.eu-central-1.amazonaws.com/000000000000/prompts-dlq",
} as const satisfies Partial<Record<SettingName, string>> & { AWS_REGION: string };
