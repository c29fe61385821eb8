import type { HttpAnswer, HttpHandler } from "./http-server.ts";

/** A function as Lambda's API tells of it. */
export interface DescribedFunction {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The queue that it is fed from; null where it has none. */
  readonly queueArn: string | null;
  /** Fields of its configuration or its event source mapping that replace those of a sound deployment. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly mapping?: Readonly<Record<string, unknown>>;
}

/** As serverless.yml deploys them. */
const timeoutSeconds = 90;
const batchSize = 10;

const configurationPath = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/;
const mappingsPath = /^\/2015-03-31\/event-source-mappings\/?$/;

/**
 * Answers Lambda's GetFunctionConfiguration and ListEventSourceMappings for these functions. The variables of the AWS SDK
 * are left out of an environment, as a deployed function's configuration has none of them either.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
 */
export function createLambdaApi(
  functions: readonly DescribedFunction[],
  { region, accountId }: { readonly region: string; readonly accountId: string },
): HttpHandler {
  const arnOf = (name: string): string => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

  return ({ method, path, query }) => {
    if (method !== "GET") return refusal(404, "UnknownOperationException", `${method} ${path} is not known here`);
    const [, encodedName] = configurationPath.exec(path) ?? [];
    if (encodedName !== undefined) {
      const name = decodeURIComponent(encodedName);
      const found = functions.find((each) => each.name === name);
      return found === undefined
        ? refusal(404, "ResourceNotFoundException", `Function not found: ${arnOf(name)}`)
        : { status: 200, body: configurationOf(found, arnOf(name)) };
    }
    if (mappingsPath.test(path)) {
      const name = query.get("FunctionName");
      const fed = functions.filter((each) => each.name === name && each.queueArn !== null);
      return { status: 200, body: { EventSourceMappings: fed.map((each) => mappingOf(each, arnOf(each.name))) } };
    }
    return refusal(404, "UnknownOperationException", `${method} ${path} is not known here`);
  };
}

function configurationOf({ name, environment, configuration }: DescribedFunction, arn: string): object {
  const variables = Object.entries(environment).filter(([variable]) => !variable.startsWith("AWS_"));
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: "nodejs24.x",
    Handler: "handler",
    Timeout: timeoutSeconds,
    MemorySize: 512,
    PackageType: "Zip",
    Architectures: ["arm64"],
    State: "Active",
    LastUpdateStatus: "Successful",
    Environment: { Variables: Object.fromEntries(variables) },
    ...configuration,
  };
}

function mappingOf({ queueArn, mapping }: DescribedFunction, functionArn: string): object {
  return {
    UUID: "00000000-0000-4000-8000-000000000000",
    EventSourceArn: queueArn,
    FunctionArn: functionArn,
    State: "Enabled",
    BatchSize: batchSize,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ...mapping,
  };
}

function refusal(status: number, type: string, message: string): HttpAnswer {
  return { status, headers: { "x-amzn-errortype": type }, body: { Type: "User", Message: message, message } };
}
