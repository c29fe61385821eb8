import { describe, expect, it } from "vitest";
import { deploymentSettings, problemsOf } from "../../infrastructure/deployment-settings.cjs";
import { settingNames } from "../../src/platform/config/settings.ts";

const good = {
  DATA_COLLECTION_BUCKET_NAME: "ssm:/trader/dev/bucket",
  CACHE_TABLE_NAME: "trader-cache",
  AUTH0_OAUTH_URL: "https://tenant.auth0.com/oauth/token",
  AUTH0_ASSISTANT_CLIENT_ID: "ssm:/trader/dev/id:3",
  AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/trader/dev/secret",
  AUTH0_ASSISTANT_AUDIENCE: "https://assistant.example",
  ASSISTANT_API_KEY: "ssm:key",
  LLM_PROVIDERS: "bedrock",
  BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0",
  API_AUDIENCE: "trader-data-llm",
  MAXIMUM_CONCURRENCY: "5",
  LOG_RETENTION_DAYS: "14",
  POINT_IN_TIME_RECOVERY: "false",
};

describe("the settings of a deployment", () => {
  it("are those of the table, but for what the template itself knows and what Lambda gives to every function", () => {
    const given = new Set(deploymentSettings.map(({ name }) => name));
    const known = settingNames.filter((name) => !given.has(name));
    expect(known).toEqual(["REGION", "DEPLOY_ENV", "PROMPT_QUEUE_URL", "PROMPT_DLQ_URL", "STATE_TABLE_NAME"]);
  });

  it("have no problem where they are sound", () => {
    expect(problemsOf(good)).toEqual([]);
    const key = "arn:aws:kms:us-east-2:123456789012:key/mrk-1234abcd";
    const model = "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us-gov.amazon.nova-lite-v1:0";
    const chosen = { PARAMETER_KEY_ARN: key, BEDROCK_MODEL_ID: model, BEDROCK_REGION: "us-gov-west-1" };
    expect(problemsOf({ ...good, ...chosen })).toEqual([]);
  });

  const discord = {
    DELIVERY: "discord",
    DISCORD_WEBHOOK_URLS: "general=ssm:/trader/dev/discord-general, alerts=ssm:/trader/dev/discord-alerts",
    API_ENABLED: "false",
    DATA_COLLECTION_BUCKET_NAME: "ssm:/trader/dev/bucket",
    LLM_PROVIDERS: "none",
    API_AUDIENCE: "trader-data-llm",
    MAXIMUM_CONCURRENCY: "5",
    LOG_RETENTION_DAYS: "14",
    POINT_IN_TIME_RECOVERY: "false",
  };

  it("ask for neither Auth0 nor the Assistant nor the cache table where insights go to Discord", () => {
    expect(problemsOf(discord)).toEqual([]);
    expect(problemsOf({ ...discord, DISCORD_WEBHOOK_URLS: "ssm:/trader/dev/webhooks" })).toEqual([]);
    expect(problemsOf({ ...discord, ASSISTANT_API_KEY: "no reference", AUTH0_OAUTH_URL: "nowhere" })).toEqual([]);
    expect(problemsOf({ ...discord, API_ENABLED: "", API_ISSUER: "https://tenant.auth0.com/" })).toEqual([]);
  });

  it.each([
    [{ DISCORD_WEBHOOK_URLS: "" }, "DISCORD_WEBHOOK_URLS is not set, but DELIVERY is discord"],
    [
      { DISCORD_WEBHOOK_URLS: "general=ssm:/a, alerts=https://discord.com/api/webhooks/1/the-token" },
      "DISCORD_WEBHOOK_URLS is a secret: keep it in a SecureString parameter and give ssm:/path/name",
    ],
    [{ DISCORD_WEBHOOK_URLS: "general=ssm:/a b" }, "DISCORD_WEBHOOK_URLS is no reference of the form ssm:/path/name"],
    [{ DELIVERY: "slack" }, 'DELIVERY must be one of assistant, discord, not "slack"'],
    [{ DELIVERY: "ssm:/d" }, "DELIVERY must be a value, not a reference: the role depends on it"],
    [
      { API_ENABLED: "" },
      "API_ISSUER is not set, and DELIVERY asks for no AUTH0_OAUTH_URL that could tell it: set API_ISSUER, or API_ENABLED: false",
    ],
  ])("with Discord refuse %j", (changes, problem) => {
    expect(problemsOf({ ...discord, ...changes })).toContain(problem);
  });

  const bad: [Record<string, string>, string][] = [
    [{ CACHE_TABLE_NAME: "" }, "CACHE_TABLE_NAME is not set"],
    [{ CACHE_TABLE_NAME: "ssm:/a b" }, "CACHE_TABLE_NAME is no reference of the form ssm:/path/name"],
    [{ API_AUDIENCE: "ssm:/audience" }, "API_AUDIENCE must be a value, not a reference"],
    [
      { ASSISTANT_API_KEY: "abc" },
      "ASSISTANT_API_KEY is a secret: keep it in a SecureString parameter and give ssm:/path/name",
    ],
    [{ MAXIMUM_CONCURRENCY: "1" }, 'MAXIMUM_CONCURRENCY must be a whole number from 2 to 1000, not "1"'],
    [{ MAXIMUM_CONCURRENCY: "1e2" }, 'MAXIMUM_CONCURRENCY must be a whole number from 2 to 1000, not "1e2"'],
    [
      { LOG_RETENTION_DAYS: "a week" },
      'LOG_RETENTION_DAYS must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, not "a week"',
    ],
    [{ POINT_IN_TIME_RECOVERY: "yes" }, 'POINT_IN_TIME_RECOVERY must be true or false, not "yes"'],
    [{ ALARM_TOPIC_ARN: "my-topic" }, 'ALARM_TOPIC_ARN must be the ARN of an SNS topic, not "my-topic"'],
    [{ PARAMETER_KEY_ARN: "key" }, 'PARAMETER_KEY_ARN must be the ARN of a KMS key (no alias), not "key"'],
    [
      { PARAMETER_KEY_ARN: "arn:aws:kms:us-east-2:123456789012:alias/platform" },
      'PARAMETER_KEY_ARN must be the ARN of a KMS key (no alias), not "arn:aws:kms:us-east-2:123456789012:alias/platform"',
    ],
    [{ BEDROCK_MODEL_ID: "*" }, 'BEDROCK_MODEL_ID must be a name, an id or an ARN as the role can hold it, not "*"'],
    [
      { BEDROCK_FOUNDATION_MODEL_ID: "${AWS::StackName}" },
      'BEDROCK_FOUNDATION_MODEL_ID must be a name, an id or an ARN as the role can hold it, not "${AWS::StackName}"',
    ],
    [{ BEDROCK_REGION: "ssm:/r" }, "BEDROCK_REGION must be a value, not a reference: the role depends on it"],
    [{ LLM_PROVIDERS: "ssm:/p" }, "LLM_PROVIDERS must be a value, not a reference: the role depends on it"],
    [{ API_ISSUER: "tenant" }, 'API_ISSUER must be an https URL, not "tenant"'],
    [{ API_ENABLED: "no" }, 'API_ENABLED must be true or false, not "no"'],
    [
      { API_ISSUER: "https://tenant.auth0.com" },
      'API_ISSUER must be https://tenant.auth0.com/ with the slash and nothing behind it, as Auth0 writes it into its tokens; it is "https://tenant.auth0.com"',
    ],
    [
      { AUTH0_OAUTH_URL: "https://10.0.0.5/oauth/token" },
      "API_ISSUER is not set, and https://10.0.0.5/, which AUTH0_OAUTH_URL tells, must be a name that API Gateway finds on the Internet, not 10.0.0.5: set API_ISSUER, or API_ENABLED: false",
    ],
    [
      { DATA_KEY_ARN: "arn:aws:kms:us-east-2:123456789012:key/a,arn:aws:kms:us-east-2:123456789012:alias/b" },
      'DATA_KEY_ARN must be ARNs of KMS keys (no aliases) separated by commas, not "arn:aws:kms:us-east-2:123456789012:key/a,arn:aws:kms:us-east-2:123456789012:alias/b"',
    ],
    [{ DATA_KEY_ARN: "," }, 'DATA_KEY_ARN must be ARNs of KMS keys (no aliases) separated by commas, not ","'],
    [{ DATA_KEY_ARN: "*" }, 'DATA_KEY_ARN must be ARNs of KMS keys (no aliases) separated by commas, not "*"'],
    [{ DATA_KEY_ARN: "ssm:/key" }, "DATA_KEY_ARN must be a value, not a reference"],
    [
      { AUTH0_OAUTH_URL: "http://tenant.auth0.com/oauth/token" },
      'AUTH0_OAUTH_URL must be an https URL, not "http://tenant.auth0.com/oauth/token": http is taken on loopback only',
    ],
    [
      { ASSISTANT_API_URL: "http://10.0.0.5" },
      'ASSISTANT_API_URL must be an https URL, not "http://10.0.0.5": http is taken on loopback only',
    ],
    [
      { AUTH0_ASSISTANT_AUDIENCE: "http://assistant.example" },
      'ASSISTANT_API_URL is not set, and AUTH0_ASSISTANT_AUDIENCE, which would stand in, must be an https URL, not "http://assistant.example": http is taken on loopback only',
    ],
    [
      { COINBASE_API_URL: "https://[::ffff:169.254.169.254]" },
      "COINBASE_API_URL must not be ::ffff:a9fe:a9fe, a link-local address or a metadata service",
    ],
    [
      { OLLAMA_HOST: "http://ollama.example.com:11434" },
      'OLLAMA_HOST must be an https URL, not "http://ollama.example.com:11434": http is taken on loopback or in a private network (10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7, *.local, *.internal) only',
    ],
    [{ AUTH0_OAUTH_URL: "tenant" }, 'AUTH0_OAUTH_URL must be an http or https URL, not "tenant"'],
    [{ SUBNET_IDS: "subnet-1" }, "SGS_IDS is not set, but SUBNET_IDS is"],
    [{ SGS_IDS: "sg-1" }, "SUBNET_IDS is not set, but SGS_IDS is"],
    [
      { SUBNET_IDS: "subnet-1 subnet-2", SGS_IDS: "sg-1" },
      'SUBNET_IDS must be subnet ids separated by commas, not "subnet-1 subnet-2"',
    ],
    [{ SUBNET_IDS: "subnet-1", SGS_IDS: "1" }, 'SGS_IDS must be security group ids separated by commas, not "1"'],
    [
      {
        LLM_PROVIDERS: "ollama",
        OLLAMA_MODEL: "llama3.2",
        ECS_CLUSTER: "nodes",
        SUBNET_IDS: "subnet-1",
        SGS_IDS: "sg-1",
      },
      "ECS_SERVICE is not set, but ECS_CLUSTER is",
    ],
    [
      { LLM_PROVIDERS: "ollama", OLLAMA_MODEL: "llama3.2", ECS_CLUSTER: "nodes", ECS_SERVICE: "ollama" },
      "SUBNET_IDS and SGS_IDS are not set, but ECS_CLUSTER is: its nodes can be reached in their VPC only",
    ],
    [
      {
        LLM_PROVIDERS: "ollama",
        OLLAMA_MODEL: "llama3.2",
        ECS_CLUSTER: "ssm:/c",
        ECS_SERVICE: "ollama",
        SUBNET_IDS: "subnet-1",
        SGS_IDS: "sg-1",
      },
      "ECS_CLUSTER must be a value, not a reference: the role depends on it",
    ],
    [{ BEDROCK_MODEL_ID: "ssm:/m" }, "BEDROCK_MODEL_ID must be a value, not a reference: the role depends on it"],
    [{ BEDROCK_MODEL_ID: "" }, "BEDROCK_MODEL_ID is not set, but LLM_PROVIDERS names bedrock"],
    [{ LLM_PROVIDERS: "bedrok" }, 'LLM_PROVIDERS names "bedrok"; known are bedrock, ollama, openai, or none alone'],
    [{ LLM_PROVIDERS: "openai" }, "OPENAI_MODEL is not set, but LLM_PROVIDERS names openai"],
    [
      { LLM_PROVIDERS: "ollama", OLLAMA_MODEL: "llama3.2" },
      "OLLAMA_HOST is not set, nor is ECS_CLUSTER, but LLM_PROVIDERS names ollama",
    ],
    [
      { LLM_PROVIDERS: "ollama", OLLAMA_HOST: "https://ollama.com" },
      "OLLAMA_MODEL is not set, but LLM_PROVIDERS names ollama",
    ],
    [
      { ECS_CLUSTER: "nodes", ECS_SERVICE: "ollama", SUBNET_IDS: "subnet-1", SGS_IDS: "sg-1" },
      "LLM_PROVIDERS does not name ollama, but ECS_CLUSTER is set: its nodes would never be asked",
    ],
    [{ OLLAMA_HOST: "localhost:11434" }, 'OLLAMA_HOST must be an http or https URL, not "localhost:11434"'],
    [{ COINBASE_API_URL: "nonsense" }, 'COINBASE_API_URL must be an http or https URL, not "nonsense"'],
    [{ LOG_LEVEL: "loud" }, 'LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud"'],
    [
      { ASSISTANT_CHANNEL: "bad channel" },
      'ASSISTANT_CHANNEL must be 1 to 100 letters, digits, _ or -, not "bad channel"',
    ],
    [
      { API_CHANNELS: "general,bad channel" },
      'API_CHANNELS must be channels separated by commas, each of 1 to 100 letters, digits, _ or -, not "general,bad channel"',
    ],
    [{ NODE_GROUP_MIN_SIZE: "two" }, 'NODE_GROUP_MIN_SIZE must be a whole number of at least 0, not "two"'],
    [{ NODE_GROUP_MAX_SIZE: "0" }, 'NODE_GROUP_MAX_SIZE must be a whole number of at least 1, not "0"'],
    [{ COINBASE_API_KEY: "ssm:/k" }, "COINBASE_API_SECRET is not set, but COINBASE_API_KEY is"],
  ];
  it.each(bad)("%j is given as a problem", (change, problem) => {
    expect(problemsOf({ ...good, ...change })).toEqual([problem]);
  });

  it("may leave the HTTP API out, and then need neither audience nor issuer", () => {
    expect(problemsOf({ ...good, API_ENABLED: "true" })).toEqual([]);
    const without = { API_ENABLED: "false", API_AUDIENCE: "", AUTH0_OAUTH_URL: "https://10.0.0.5/oauth/token" };
    expect(problemsOf({ ...good, ...without })).toEqual([]);
  });

  it("may name the keys of bucket and table, and an Ollama server in a private network", () => {
    const keys = "arn:aws:kms:us-east-2:123456789012:key/a, arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-b";
    expect(problemsOf({ ...good, DATA_KEY_ARN: keys, OLLAMA_HOST: "http://10.0.0.5:11434" })).toEqual([]);
    expect(
      problemsOf({ ...good, AUTH0_ASSISTANT_AUDIENCE: "urn:assistant", ASSISTANT_API_URL: "https://a.example" }),
    ).toEqual([]);
  });

  it("are told all their problems at once, and never the value of a secret", () => {
    const problems = problemsOf({ ...good, ASSISTANT_API_KEY: "swordfish", CACHE_TABLE_NAME: "" });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toContain("swordfish");
  });
});
