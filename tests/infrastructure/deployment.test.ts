import { describe, expect, it } from "vitest";
import deployment from "../../infrastructure/deployment.cjs";

const base = {
  DATA_COLLECTION_BUCKET_NAME: "ssm:/trader/test/bucket",
  CACHE_TABLE_NAME: "ssm:/trader/test/table",
  AUTH0_OAUTH_URL: "ssm:/trader/test/url",
  AUTH0_ASSISTANT_CLIENT_ID: "ssm:/trader/test/id",
  AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/trader/test/secret:2",
  AUTH0_ASSISTANT_AUDIENCE: "https://assistant.example",
  ASSISTANT_API_KEY: "ssm:assistant-key",
  LLM_PROVIDERS: "bedrock",
  BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0",
  API_AUDIENCE: "trader-data-llm",
  MAXIMUM_CONCURRENCY: 5,
  LOG_RETENTION_DAYS: 14,
  POINT_IN_TIME_RECOVERY: false,
};

/** What the framework gives to the file, for settings that stand in slsenvs.yml. */
function sources(settings: Readonly<Record<string, string | number | boolean>>, param: string[] = []) {
  const values = new Map<string, string | number | boolean>(Object.entries(settings));
  return {
    options: { param },
    resolveVariable: (address: string) => {
      if (address === "self:service") return Promise.resolve("trader-data-llm");
      if (address === "sls:stage") return Promise.resolve("test");
      return Promise.resolve(values.get(/^param:([A-Z0-9_]+), ''$/.exec(address)?.[1] ?? "") ?? "");
    },
    resolveConfigurationProperty: () => Promise.resolve({ default: settings, test: {} }),
  };
}

const deploy = (changes: Readonly<Record<string, string | number | boolean>> = {}, param: string[] = []) =>
  deployment(sources({ ...base, ...changes }, param));

const ecsSettings = {
  LLM_PROVIDERS: "ollama",
  OLLAMA_MODEL: "llama3.2",
  ECS_CLUSTER: "nodes",
  ECS_SERVICE: "ollama",
  SUBNET_IDS: "subnet-1, subnet-2",
  SGS_IDS: "sg-1",
};

describe("a deployment", () => {
  it("gives a function the variables that are set, and the template's own resources", async () => {
    const { prompts, api } = await deploy({ LOG_LEVEL: "debug", OLLAMA_HOST: "" });
    expect(prompts.environment).toMatchObject({
      CACHE_TABLE_NAME: "ssm:/trader/test/table",
      LOG_LEVEL: "debug",
      DEPLOY_ENV: "test",
      PROMPT_DLQ_URL: { Ref: "PromptDeadLetterQueue" },
      STATE_TABLE_NAME: { Ref: "StateTable" },
      MALLOC_ARENA_MAX: "1",
    });
    expect(prompts.environment).not.toHaveProperty("OLLAMA_HOST");
    expect(prompts.environment).not.toHaveProperty("SUBNET_IDS");
    expect(api.environment).toEqual({
      LOG_LEVEL: "debug",
      DEPLOY_ENV: "test",
      PROMPT_QUEUE_URL: { Ref: "PromptQueue" },
    });
  });

  it("gives a function that posts to Discord exactly what it asks for, and rights to its webhooks' parameters", async () => {
    const DISCORD_WEBHOOK_URLS = "general=ssm:/trader/test/general,alerts=ssm:/trader/test/alerts:3";
    const { prompts, parameters } = await deploy({ DELIVERY: "discord", DISCORD_WEBHOOK_URLS, API_ENABLED: false });
    expect(prompts.environment).toMatchObject({ DELIVERY: "discord", DISCORD_WEBHOOK_URLS });
    const needless = Object.keys(prompts.environment).filter((name) => /^(?:AUTH0_|ASSISTANT_API|CACHE_)/.test(name));
    expect(needless).toEqual([]);
    expect(Object.keys(parameters)).toEqual(["DataCollectionBucketName"]);
    const statements = JSON.stringify(prompts.statements);
    expect(statements).not.toContain("ShareTheToken");
    expect(statements).toContain(":parameter/trader/test/general");
    expect(statements).toContain(":parameter/trader/test/alerts");
    expect(statements).not.toContain("/trader/test/secret");
  });

  it("tells the API's function which channels its callers may post to", async () => {
    const { prompts, api } = await deploy({ ASSISTANT_CHANNEL: "desk", API_CHANNELS: "desk,alerts" });
    expect(api.environment).toMatchObject({ ASSISTANT_CHANNEL: "desk", API_CHANNELS: "desk,alerts" });
    expect(prompts.environment).not.toHaveProperty("API_CHANNELS");
  });

  it("has CloudFormation look a reference up, and takes a value as it is", async () => {
    const { parameters } = await deploy({ CACHE_TABLE_NAME: "my-table" });
    expect(parameters).toMatchObject({
      DataCollectionBucketName: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/trader/test/bucket" },
      CacheTableName: { Type: "String", Default: "my-table" },
    });
  });

  it("derives the issuer of the API's tokens from the token endpoint unless it is told", async () => {
    const derived = await deploy();
    expect(JSON.stringify(derived.api.issuer)).toContain('{"Ref":"Auth0OauthUrl"}');
    expect(derived.parameters).toHaveProperty("Auth0OauthUrl");
    const told = await deploy({ API_ISSUER: "https://login.example/" });
    expect(told.api.issuer).toBe("https://login.example/");
    expect(told.parameters).not.toHaveProperty("Auth0OauthUrl");
  });

  it("lets the parameters be fetched by their names, without version, and decrypted with a key of one's own", async () => {
    const { prompts } = await deploy({ PARAMETER_KEY_ARN: "arn:aws:kms:us-east-2:1:key/k" });
    const text = JSON.stringify(prompts.statements);
    expect(text).toContain(':parameter/trader/test/secret"');
    expect(text).toContain(':parameter/assistant-key"');
    expect(text).toContain(
      '"Action":["kms:Decrypt"],"Resource":"arn:aws:kms:us-east-2:1:key/k","Condition":{"StringEquals":{"kms:ViaService"',
    );
  });

  it("has no right to Bedrock where Bedrock is not asked", async () => {
    const { prompts } = await deploy({
      LLM_PROVIDERS: "ollama",
      OLLAMA_HOST: "https://ollama.com",
      OLLAMA_MODEL: "gpt-oss:120b",
    });
    expect(JSON.stringify(prompts.statements)).not.toContain("bedrock:");
  });

  it("has the right to Bedrock however the provider is spelled", async () => {
    const { prompts } = await deploy({ LLM_PROVIDERS: "Bedrock" });
    expect(prompts.statements.map(({ Sid }) => Sid)).toContain("AskTheModel");
  });

  it("has no VPC and no right to ECS unless they are set", async () => {
    const { prompts } = await deploy();
    expect(prompts.vpc).toBe(false);
    expect(prompts.statements.map(({ Sid }) => Sid)).not.toContain("JoinTheNetwork");
    expect(JSON.stringify(prompts.statements)).not.toContain("ecs:");
  });

  it("lets a function in a VPC find the nodes of its cluster and raise their service, and nothing else of ECS", async () => {
    const { prompts } = await deploy(ecsSettings);
    expect(prompts.vpc).toEqual({ subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] });
    const ecs = "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}";
    const inCluster = { ArnEquals: { "ecs:cluster": { "Fn::Sub": `${ecs}:cluster/nodes` } } };
    const statement = { Effect: "Allow" };
    expect(prompts.statements.filter(({ Action }) => Action.join().includes("ecs:"))).toEqual([
      {
        ...statement,
        Sid: "FindNodes",
        Action: ["ecs:ListTasks"],
        Resource: "*",
        Condition: inCluster,
      },
      {
        ...statement,
        Sid: "LookAtNodes",
        Action: ["ecs:DescribeTasks"],
        Resource: { "Fn::Sub": `${ecs}:task/nodes/*` },
        Condition: inCluster,
      },
      {
        ...statement,
        Sid: "RaiseNodes",
        Action: ["ecs:DescribeServices", "ecs:UpdateService"],
        Resource: { "Fn::Sub": `${ecs}:service/nodes/ollama` },
      },
    ]);
  });

  it("takes cluster and service as ARNs as well", async () => {
    const named = await deploy(ecsSettings);
    const byArn = await deploy({
      ...ecsSettings,
      ECS_CLUSTER: "arn:aws:ecs:us-east-2:1:cluster/nodes",
      ECS_SERVICE: "arn:aws:ecs:us-east-2:1:service/nodes/ollama",
    });
    expect(byArn.prompts.statements).toEqual(named.prompts.statements);
  });

  it("lets the function use the keys of bucket and table, those and no others", async () => {
    const keys = ["arn:aws:kms:us-east-2:1:key/a", "arn:aws:kms:us-east-2:1:key/b"];
    const { prompts, api } = await deploy({ DATA_KEY_ARN: keys.join(", ") });
    expect(prompts.statements.filter(({ Action }) => Action.join().includes("kms:"))).toEqual([
      { Sid: "UseDataKeys", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keys },
    ]);
    expect(JSON.stringify(api.statements)).not.toContain("kms:");
    expect(JSON.stringify((await deploy()).prompts.statements)).not.toContain("kms:");
  });

  it("rings at the topic that is named", async () => {
    const { resources } = await deploy({ ALARM_TOPIC_ARN: "arn:aws:sns:us-east-2:1:alarms" });
    const topics = Object.values(resources)
      .filter((resource) => Reflect.get(resource, "Type") === "AWS::CloudWatch::Alarm")
      .map((resource) => Reflect.get(resource, "Properties"));
    expect(topics).toHaveLength(19);
    for (const properties of topics) {
      expect(properties).toMatchObject({
        AlarmActions: ["arn:aws:sns:us-east-2:1:alarms"],
        OKActions: ["arn:aws:sns:us-east-2:1:alarms"],
      });
    }
  });

  it("is refused with every problem of its settings in one line, and no stack", async () => {
    const refused = deploy({ CACHE_TABLE_NAME: "", MAXIMUM_CONCURRENCY: 1, TYPO: "x" }, ["LOGLEVEL=debug"]);
    await expect(refused).rejects.toMatchObject({
      message:
        "The deployment's settings are not usable: LOGLEVEL is no setting of a deployment; TYPO is no setting of a deployment; " +
        'CACHE_TABLE_NAME is not set; MAXIMUM_CONCURRENCY must be a whole number from 2 to 1000, not "1"',
      stack: "",
    });
  });

  it("is refused without a stack where the model behind a profile is not told", async () => {
    const BEDROCK_MODEL_ID = "arn:aws:bedrock:us-east-2:1:application-inference-profile/x";
    await expect(deploy({ BEDROCK_MODEL_ID })).rejects.toMatchObject({
      message: expect.stringContaining("BEDROCK_FOUNDATION_MODEL_ID is not set"),
      stack: "",
    });
  });
});
