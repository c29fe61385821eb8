import { describe, expect, it } from "vitest";
import { loadApiConfig, loadPromptsConfig } from "../../../src/platform/config/config.ts";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";
import { requiredEnvironment, secrets } from "../../support/prompts-environment.ts";

function load(changes: Environment = {}) {
  const config = loadPromptsConfig({ ...requiredEnvironment, ...changes });
  if (config.delivery !== "assistant") throw new Error(`It delivers to ${config.delivery}`);
  return config;
}

function refusalOf(environment: Environment): ReturnType<typeof configurationRefusal> {
  return configurationRefusal(() => loadPromptsConfig(environment));
}

/** Every object inside `value`, itself included. */
function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

describe("the configuration of the prompts function", () => {
  it("needs no more than what is required: defaults stand in for the rest", () => {
    expect(load()).toEqual({
      logLevel: "info",
      region: "eu-central-1",
      stage: "dev",
      promptQueueUrl: requiredEnvironment.PROMPT_QUEUE_URL,
      promptDlqUrl: requiredEnvironment.PROMPT_DLQ_URL,
      bucketName: "the-bucket",
      coinbase: { url: "https://api.coinbase.com", key: null },
      caps: null,
      providers: [],
      delivery: "assistant",
      auth0: {
        tokenUrl: "https://tenant.eu.auth0.com/oauth/token",
        clientId: "the-client",
        clientSecret: secrets.AUTH0_ASSISTANT_CLIENT_SECRET,
        audience: "https://assistant.example/api/",
      },
      assistant: {
        url: "https://assistant.example/api",
        apiKey: secrets.ASSISTANT_API_KEY,
        channel: "general",
      },
      cacheTableName: "the-cache",
      stateTableName: "the-state",
    });
  });

  it.each(["#general", "-desk", "the desk", "desk#2", "x".repeat(101)])("refuses %j as default channel", (given) => {
    const { problems } = refusalOf({ ...requiredEnvironment, ASSISTANT_CHANNEL: given });
    expect(problems).toEqual([
      `ASSISTANT_CHANNEL must be 1 to 100 letters, digits, _ or -, beginning with a letter or digit, not "${given}"`,
    ]);
  });

  it("takes what is set instead of the defaults", () => {
    const config = load({
      LOG_LEVEL: "Warn",
      REGION: "us-west-2",
      DEPLOY_ENV: "prod",
      COINBASE_API_URL: "http://127.0.0.1:8080/",
      COINBASE_API_KEY: "the-key-id",
      COINBASE_API_SECRET: secrets.COINBASE_API_SECRET,
      ASSISTANT_API_URL: "https://other.example/v2/",
      ASSISTANT_CHANNEL: "desk",
    });
    expect(config).toMatchObject({
      logLevel: "warn",
      region: "us-west-2",
      stage: "prod",
      coinbase: { url: "http://127.0.0.1:8080", key: { id: "the-key-id", secret: secrets.COINBASE_API_SECRET } },
      assistant: { url: "https://other.example/v2", channel: "desk" },
    });
  });

  it.each([
    [{ AUTH0_OAUTH_URL: "http://tenant.eu.auth0.com" }, "AUTH0_OAUTH_URL must be an https URL"],
    [{ ASSISTANT_API_URL: "http://10.0.0.5" }, "ASSISTANT_API_URL must be an https URL"],
    [{ COINBASE_API_URL: "http://api.coinbase.com" }, "COINBASE_API_URL must be an https URL"],
    [
      { AUTH0_ASSISTANT_AUDIENCE: "http://assistant.example" },
      "ASSISTANT_API_URL is not set, and AUTH0_ASSISTANT_AUDIENCE, which would stand in, must be an https URL",
    ],
    [{ AUTH0_OAUTH_URL: "https://169.254.169.254/latest" }, "AUTH0_OAUTH_URL must not be 169.254.169.254"],
    [{ COINBASE_API_URL: "https://api.coinbase.com/#" }, "COINBASE_API_URL must have no fragment"],
    [
      { LLM_PROVIDERS: "ollama", OLLAMA_MODEL: "m", OLLAMA_HOST: "http://ollama.example:11434" },
      "OLLAMA_HOST must be an https URL",
    ],
    [
      { LLM_PROVIDERS: "ollama", OLLAMA_MODEL: "m", OLLAMA_HOST: "http://[fd00:ec2::254]" },
      "OLLAMA_HOST must not be fd00:ec2::254",
    ],
  ])("refuses an address that is no safe one: %j", (changes, problem) => {
    const { problems } = refusalOf({ ...requiredEnvironment, ...changes });
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it("takes http on loopback, for Ollama in a private network too, and an audience that is no address beside one", () => {
    const ollama = { LLM_PROVIDERS: "ollama", OLLAMA_MODEL: "m", OLLAMA_HOST: "http://192.168.1.5:11434" };
    const audience = { AUTH0_ASSISTANT_AUDIENCE: "http://assistant.example", ASSISTANT_API_URL: "http://127.0.0.1:3" };
    expect(load({ ...ollama, ...audience, AUTH0_OAUTH_URL: "http://localhost:4/token" })).toMatchObject({
      providers: [{ host: "http://192.168.1.5:11434" }],
      assistant: { url: "http://127.0.0.1:3" },
      auth0: { tokenUrl: "http://localhost:4/token", audience: "http://assistant.example" },
    });
  });

  it("can't be changed, in no part of it", () => {
    const config = load({
      LLM_PROVIDERS: "bedrock",
      BEDROCK_MODEL_ID: "m",
      COINBASE_API_KEY: "k",
      COINBASE_API_SECRET: "s",
    });
    const parts = objectsIn(config);
    expect(parts).toHaveLength(7);
    expect(parts.filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  it("names every missing variable in one error", () => {
    const { message, problems } = refusalOf({});
    expect(message).toBe(`The configuration is not usable: ${problems.join("; ")}`);
    const missing = problems.map((problem) => problem.replace(/ is not set.*/, ""));
    expect(missing.toSorted()).toEqual([
      "ASSISTANT_API_KEY",
      "AUTH0_ASSISTANT_AUDIENCE",
      "AUTH0_ASSISTANT_CLIENT_ID",
      "AUTH0_ASSISTANT_CLIENT_SECRET",
      "AUTH0_OAUTH_URL",
      "BEDROCK_MODEL_ID",
      "CACHE_TABLE_NAME",
      "DATA_COLLECTION_BUCKET_NAME",
      "PROMPT_DLQ_URL",
      "PROMPT_QUEUE_URL",
      "REGION",
      "STATE_TABLE_NAME",
    ]);
  });

  it("names what is missing and what is malformed together, and shows no secret", () => {
    const { message, problems } = refusalOf({
      ...requiredEnvironment,
      ...secrets,
      LLM_PROVIDERS: "ollama,gemini",
      OLLAMA_HOST: "localhost:11434",
      OLLAMA_MODEL: undefined,
      LOG_LEVEL: "loud",
      PROMPT_DLQ_URL: "prompts-dlq",
      COINBASE_API_URL: "ftp://coinbase",
      STATE_TABLE_NAME: " ",
      AUTH0_OAUTH_URL: "tenant",
      ASSISTANT_API_URL: "assistant",
      AUTH0_ASSISTANT_AUDIENCE: "urn:assistant",
    });
    const names = problems.map((problem) => problem.replace(/ .*/, ""));
    expect(names.toSorted()).toEqual([
      "ASSISTANT_API_URL",
      "AUTH0_OAUTH_URL",
      "COINBASE_API_KEY",
      "COINBASE_API_URL",
      "LLM_PROVIDERS",
      "LOG_LEVEL",
      "OLLAMA_HOST",
      "OLLAMA_MODEL",
      "PROMPT_DLQ_URL",
      "STATE_TABLE_NAME",
    ]);
    for (const secret of Object.values(secrets)) expect(message).not.toContain(secret);
  });

  it.each([
    ["COINBASE_API_KEY", { COINBASE_API_SECRET: "secret-half" }],
    ["COINBASE_API_SECRET", { COINBASE_API_KEY: "secret-half" }],
  ])("does not take half a Coinbase key: %s lacks", (name, changes) => {
    const { problems } = refusalOf({ ...requiredEnvironment, ...changes });
    expect(problems).toEqual([`${name} is not set, but ${Object.keys(changes)[0]} is`]);
  });
});

describe("the region", () => {
  it("is REGION, else AWS_REGION", () => {
    expect(load({ REGION: "us-west-2" }).region).toBe("us-west-2");
    expect(load({ REGION: " " }).region).toBe("eu-central-1");
  });

  it.each([undefined, ""])("can't be guessed where AWS_REGION is %j too", (region) => {
    expect(refusalOf({ ...requiredEnvironment, AWS_REGION: region }).problems).toEqual([
      "REGION is not set, nor is AWS_REGION",
    ]);
  });
});

describe("AUTH0_OAUTH_URL", () => {
  it.each([
    ["https://tenant.eu.auth0.com", "https://tenant.eu.auth0.com/oauth/token"],
    ["https://tenant.eu.auth0.com/", "https://tenant.eu.auth0.com/oauth/token"],
    ["https://tenant.eu.auth0.com/oauth/token", "https://tenant.eu.auth0.com/oauth/token"],
    ["https://idp.example/connect/token/", "https://idp.example/connect/token"],
  ])("%s asks %s", (given, asked) => {
    expect(load({ AUTH0_OAUTH_URL: given }).auth0.tokenUrl).toBe(asked);
  });
});

describe("ASSISTANT_API_URL", () => {
  it.each([
    ["https://assistant.example", "https://assistant.example"],
    ["http://127.0.0.1:3000//", "http://127.0.0.1:3000"],
  ])("is the audience %s where it is not set", (audience, url) => {
    expect(load({ AUTH0_ASSISTANT_AUDIENCE: audience }).assistant.url).toBe(url);
  });

  it.each(["urn:assistant", "assistant-api", "ftp://assistant.example"])(
    "must be set where the audience is %s",
    (audience) => {
      expect(refusalOf({ ...requiredEnvironment, AUTH0_ASSISTANT_AUDIENCE: audience }).problems).toEqual([
        "ASSISTANT_API_URL is not set, and AUTH0_ASSISTANT_AUDIENCE is not a URL that could stand in",
      ]);
    },
  );

  it("may differ from an audience that is no URL", () => {
    const config = load({ AUTH0_ASSISTANT_AUDIENCE: "urn:assistant", ASSISTANT_API_URL: "https://a.example" });
    expect([config.assistant.url, config.auth0.audience]).toEqual(["https://a.example", "urn:assistant"]);
  });
});

describe("the configuration of the api function", () => {
  const required = { AWS_REGION: "eu-central-1", PROMPT_QUEUE_URL: "https://sqs.example/prompts" };

  it("asks for nothing but the queue, and is frozen", () => {
    const config = loadApiConfig(required);
    expect(config).toEqual({
      logLevel: "info",
      region: "eu-central-1",
      stage: "dev",
      promptQueueUrl: "https://sqs.example/prompts",
      channel: "general",
      channels: ["general"],
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each([
    [{ ASSISTANT_CHANNEL: "desk" }, ["desk"]],
    [{ API_CHANNELS: " , " }, ["general"]],
    [{ ASSISTANT_CHANNEL: "desk", API_CHANNELS: "general, alerts,general" }, ["general", "alerts"]],
  ])("lets callers post to the channels that are named, else to the default one: %j", (changes, channels) => {
    expect(loadApiConfig({ ...required, ...changes }).channels).toEqual(channels);
  });

  it("refuses a name that is no channel", () => {
    const { problems } = configurationRefusal(() => loadApiConfig({ ...required, API_CHANNELS: "desk,#general" }));
    expect(problems).toEqual([expect.stringMatching(/^API_CHANNELS names "#general"; a channel is 1 to 100 letters/)]);
  });

  it("names every problem in one error", () => {
    expect(configurationRefusal(() => loadApiConfig({ LOG_LEVEL: "loud" })).problems).toEqual([
      "REGION is not set, nor is AWS_REGION",
      'LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud"',
      "PROMPT_QUEUE_URL is not set (The queue of requests)",
    ]);
  });
});
