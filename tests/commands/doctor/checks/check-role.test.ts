import { describe, expect, it } from "vitest";
import { deployedRoles } from "../../../support/aws/deployed-roles.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const secret = (value: string) => ({ value, type: "SecureString" }) as const;
const plain = (value: string) => ({ value, type: "String" }) as const;
const role = "trader-data-llm-local-prompts-role";

const lacks = (action: string, resource: string): string =>
  `FAIL role ${role} does not allow ${action} on ${resource}, which DATA_COLLECTION_BUCKET_NAME names now`;

describe("the role that a deployment makes", () => {
  it.each([
    [{}, {}],
    [{ LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0" }, {}],
    [{ LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: "amazon.nova-lite-v1:0", BEDROCK_REGION: "eu-west-1" }, {}],
    [
      { LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: "my-profile" },
      { BEDROCK_FOUNDATION_MODEL_ID: "amazon.nova-lite-v1:0" },
    ],
    [
      {
        LLM_PROVIDERS: "bedrock",
        BEDROCK_MODEL_ID: "arn:aws:bedrock:us-east-2:000000000000:application-inference-profile/x",
      },
      { BEDROCK_FOUNDATION_MODEL_ID: "amazon.nova-lite-v1:0" },
    ],
    [
      {
        LLM_PROVIDERS: "ollama",
        OLLAMA_MODEL: "llama3.2",
        ECS_CLUSTER: "arn:aws:ecs:us-east-2:000000000000:cluster/nodes",
        ECS_SERVICE: "ollama",
      },
      { SUBNET_IDS: "subnet-1", SGS_IDS: "sg-1" },
    ],
  ])("allows what the functions are told: %j", async (told, alone) => {
    const roles = await deployedRoles({ ...told, ...alone });
    const { of } = await runDoctor({
      roles,
      parameters: {
        "/trader/local/id": plain("client"),
        "/trader/local/secret:2": secret("a-secret-value"),
        "assistant-key": secret("another-secret"),
      },
      env: {
        ...told,
        AUTH0_ASSISTANT_CLIENT_ID: "ssm:/trader/local/id",
        AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/trader/local/secret:2",
        ASSISTANT_API_KEY: "ssm:assistant-key",
      },
    });
    expect(of("role of prompts")).toEqual([expect.stringMatching(/^ok .* allows what the settings ask for/)]);
    expect(of("role of api")).toEqual([expect.stringMatching(/^ok .* allows what the settings ask for/)]);
  });

  it("is given to lack the bucket that its parameter was changed to, with the rights, the resource and the fix", async () => {
    const { of, mendsOf } = await runDoctor({
      isEmbedded: false,
      roles: await deployedRoles(),
      parameters: { "/trader/local/id": plain("renamed-data") },
      env: { DATA_COLLECTION_BUCKET_NAME: "ssm:/trader/local/id" },
    });
    expect(of("role of prompts")).toEqual([
      lacks("s3:PutObject", "arn:aws:s3:::renamed-data/insights/BTC-USD/2026-01-01/id.json"),
      lacks("s3:GetObject", "arn:aws:s3:::renamed-data/COINBASE/BTC-USD/historical/candles.csv"),
      lacks("s3:ListBucket", "arn:aws:s3:::renamed-data"),
    ]);
    expect(mendsOf("role of prompts")[0]).toContain("npx sls deploy --stage local --region us-east-2 --force");
  });

  it.each([
    [
      { CACHE_TABLE_NAME: "other-cache" },
      "dynamodb:GetItem, dynamodb:PutItem on arn:aws:dynamodb:us-east-2:000000000000:table/other-cache",
    ],
    [
      { STATE_TABLE_NAME: "other-state" },
      "dynamodb:GetItem, dynamodb:UpdateItem on arn:aws:dynamodb:us-east-2:000000000000:table/other-state",
    ],
    [
      { PROMPT_DLQ_URL: "http://127.0.0.1/000000000000/other-dlq" },
      "sqs:SendMessage on arn:aws:sqs:us-east-2:000000000000:other-dlq",
    ],
    [
      { ASSISTANT_API_KEY: "ssm:/elsewhere/key" },
      "ssm:GetParameters on arn:aws:ssm:us-east-2:000000000000:parameter/elsewhere/key",
    ],
    [
      { LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: "us.amazon.nova-pro-v1:0" },
      "bedrock:InvokeModel on arn:aws:bedrock:us-east-2:000000000000:inference-profile/us.amazon.nova-pro-v1:0",
    ],
    [
      { LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: "us.amazon.nova-pro-v1:0" },
      "bedrock:InvokeModel on arn:aws:bedrock:us-east-2::foundation-model/amazon.nova-pro-v1:0",
    ],
    [
      { LLM_PROVIDERS: "ollama", OLLAMA_MODEL: "llama3.2", ECS_CLUSTER: "nodes", ECS_SERVICE: "ollama" },
      "ecs:DescribeServices, ecs:UpdateService on arn:aws:ecs:us-east-2:000000000000:service/nodes/ollama",
    ],
  ])("is told to lack what %j names", async (env, lacking) => {
    const { of } = await runDoctor({ roles: await deployedRoles(), env });
    expect(of("role of prompts").join("\n")).toContain(`FAIL role ${role} does not allow ${lacking}`);
  });
});

describe("a role", () => {
  it("may have its rights from a managed policy, by patterns", async () => {
    const everything = {
      Statement: { Effect: "Allow", Action: ["s3:*", "sqs:*", "dynamodb:?*"], Resource: ["arn:aws:*"] },
    };
    const { of } = await runDoctor({
      roles: [
        { name: role, policies: {}, attached: { "arn:aws:iam::000000000000:policy/wide": everything } },
        { name: "trader-data-llm-local-api-role", policies: {} },
      ],
    });
    expect(of("role of prompts")).toEqual([expect.stringMatching(/^ok /)]);
    expect(of("role of api")).toEqual([expect.stringContaining("does not allow sqs:SendMessage")]);
  });

  it("that is not there is named", async () => {
    const { of } = await runDoctor({ roles: [] });
    expect(of("role of prompts")).toEqual([`FAIL there is no role ${role}, which the function is to run with`]);
    expect(of("keys")).toEqual(["skip it needs role of prompts"]);
  });

  it("that you may not look at is given with the rights that it takes", async () => {
    const error = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
    const iam = () => ({ status: 403, headers: { "content-type": "text/xml" }, body: error });
    const { of, mendsOf } = await runDoctor({ routes: () => ({ iam }) });
    expect(of("role of prompts")[0]).toContain("does not let you look at the function's role");
    expect(mendsOf("role of prompts")[0]).toContain("allow yourself iam:ListRolePolicies, iam:GetRolePolicy");
  });
});
