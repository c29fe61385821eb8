import * as z from "zod/mini";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../src/emulators/stack.ts";
import { writeAnswer } from "../../chaos/model-server.ts";
import { bedrockSays, startBedrockServer } from "../support/models/bedrock-server.ts";
import { propertiesOf, stringsOf, type Template, variablesOf } from "../support/aws/cloudformation-template.ts";
import { startSsmServer } from "../support/aws/ssm-server.ts";
import { computeValue } from "../support/aws/template-values.ts";

/** Everything that the deployed functions talk to. */
export interface PackagedSetup {
  readonly stack: Stack;
  /** The function's variables of the template, computed: exactly what Lambda would give it. */
  variablesFor(template: Template, logicalId: string): Record<string, string>;
  /** The role's credentials, the region, and the addresses of what stands in for AWS. */
  readonly aws: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Parameters of the platform's by the end of their names. */
const parameterNames = {
  "data-collection-bucket-name": "DATA_COLLECTION_BUCKET_NAME",
  "cache-table-name": "CACHE_TABLE_NAME",
  "auth0-oauth-url": "AUTH0_OAUTH_URL",
  "auth0-assistant-client-id": "AUTH0_ASSISTANT_CLIENT_ID",
  "auth0-assistant-client-secret": "AUTH0_ASSISTANT_CLIENT_SECRET",
  "auth0-assistant-audience": "AUTH0_ASSISTANT_AUDIENCE",
  "assistant-api-key": "ASSISTANT_API_KEY",
} as const;

/** Starts the embedded stack with the platform's parameters, and a model that writes true texts on Bedrock's wire. */
export async function startPackagedSetup(): Promise<PackagedSetup> {
  const bedrock = await startBedrockServer();
  bedrock.behave((stream, request) => bedrockSays(writeAnswer(stringsOf(request.body).join("\n")))(stream, request));
  const stack = await startStack({ market: createSampleMarket() });
  const { environment } = stack;
  const of = (name: string): string => environment[name] ?? "";
  const values = Object.fromEntries(
    Object.entries(parameterNames).map(([end, name]) => [`/trader/dev/${end}`, of(name)] as const),
  );
  const ssm = await startSsmServer(values);
  const ids: Readonly<Record<string, string>> = {
    PromptQueue: stack.queueUrl,
    PromptDeadLetterQueue: stack.dlqUrl,
    StateTable: of("STATE_TABLE_NAME"),
  };
  return {
    stack,
    aws: {
      AWS_REGION: of("AWS_REGION"),
      AWS_DEFAULT_REGION: of("AWS_REGION"),
      AWS_ACCESS_KEY_ID: of("AWS_ACCESS_KEY_ID"),
      AWS_SECRET_ACCESS_KEY: of("AWS_SECRET_ACCESS_KEY"),
      AWS_SESSION_TOKEN: "of-the-role",
      AWS_ENDPOINT_URL: stack.awsUrl,
      AWS_ENDPOINT_URL_SSM: ssm.url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
    },
    variablesFor(template, logicalId) {
      const setup = {
        pseudoParameters: { "AWS::Region": of("AWS_REGION"), "AWS::AccountId": "000000000000" },
        ssmParameters: values,
        idOf: (id: string) => ids[id] ?? "",
        attributeOf: (id: string, attribute: string) => `${id}.${attribute}`,
      };
      const computed = computeValue(template, setup, variablesOf(template, logicalId));
      return z.parse(z.record(z.string(), z.string()), computed);
    },
    async stop() {
      await Promise.all([stack.stop(), ssm.stop(), bedrock.close()]);
    },
  };
}

/** A function as its template configures it, beside its variables. */
export function configurationOf(template: Template, logicalId: string) {
  const schema = z.object({
    Handler: z.string(),
    FunctionName: z.string(),
    MemorySize: z.number(),
    Timeout: z.number(),
  });
  const { Handler, FunctionName, MemorySize, Timeout } = z.parse(schema, propertiesOf(template, logicalId));
  return { handler: Handler, name: FunctionName, memoryMegabytes: MemorySize, timeoutMs: Timeout * 1_000 };
}
