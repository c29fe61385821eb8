import type { HttpAnswer, HttpHandler, HttpRequest } from "../http-server.ts";
import { parseJson } from "../../platform/http/http.ts";
import { roleNameOf } from "./embedded-roles.ts";
import type { Invocation } from "../lambda/invocable-function.ts";

/** A function as Lambda's API reports it. */
export interface DescribedFunction {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The queue that it is fed from; null where it has none. */
  readonly queueArn: string | null;
  /** Runs it. Absent: it can only be looked at. */
  readonly invoke?: (event: unknown) => Promise<Invocation>;
  /** Fields of its configuration or its event source mapping that replace those of a sound deployment. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly mapping?: Readonly<Record<string, unknown>>;
}

/** As serverless.yml deploys them. */
const timeoutSeconds = 90;
const batchSize = 10;

const configurationPath = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/;
const invocationsPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const mappingsPath = /^\/2015-03-31\/event-source-mappings\/?$/;

/**
 * Answers Lambda's GetFunctionConfiguration, ListEventSourceMappings and Invoke for these functions. Invoke runs them. The variables of the AWS SDK
 * are left out of an environment, as a deployed function's configuration has none of them either.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createLambdaApi(
  functions: readonly DescribedFunction[],
  { region, accountId }: { readonly region: string; readonly accountId: string },
): HttpHandler {
  const arnOf = (name: string): string => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

  const named = (encodedName: string): DescribedFunction | HttpAnswer => {
    const name = decodeURIComponent(encodedName);
    const found = functions.find((each) => each.name === name || arnOf(each.name) === name);
    return found ?? refusal(404, "ResourceNotFoundException", `Function not found: ${arnOf(name)}`);
  };

  return (request) => {
    const { method, path, query } = request;
    const [, invokedName] = invocationsPath.exec(path) ?? [];
    if (method === "POST" && invokedName !== undefined) {
      const found = named(invokedName);
      return "status" in found ? found : invoke(found, request);
    }
    if (method !== "GET") return refusal(404, "UnknownOperationException", `${method} ${path} is not known here`);
    const [, encodedName] = configurationPath.exec(path) ?? [];
    if (encodedName !== undefined) {
      const found = named(encodedName);
      if ("status" in found) return found;
      const role = `arn:aws:iam::${accountId}:role/${roleNameOf(found.name)}`;
      return { status: 200, body: { Role: role, ...configurationOf(found, arnOf(found.name)) } };
    }
    if (mappingsPath.test(path)) {
      const name = query.get("FunctionName");
      const fed = functions.filter((each) => each.name === name && each.queueArn !== null);
      return { status: 200, body: { EventSourceMappings: fed.map((each) => mappingOf(each, arnOf(each.name))) } };
    }
    return refusal(404, "UnknownOperationException", `${method} ${path} is not known here`);
  };
}

async function invoke(found: DescribedFunction, { headers, body }: HttpRequest): Promise<HttpAnswer> {
  const event = body === "" ? {} : parseJson(body);
  if (event === undefined)
    return refusal(400, "InvalidRequestContentException", "Could not parse request body into json");
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type === "DryRun") return { status: 204 };
  if (found.invoke === undefined) return refusal(502, "InvalidZipFileException", `${found.name} has no code here`);
  const running = found.invoke(event);
  if (type === "Event") return { status: 202 };
  const told = await running;
  const log =
    headers["x-amz-log-type"] === "Tail" ? { "x-amz-log-result": Buffer.from(told.log).toString("base64") } : {};
  const common = { "content-type": "application/json", "x-amz-executed-version": "$LATEST", ...log };
  if (told.kind === "result") return { status: 200, headers: common, body: JSON.stringify(told.result ?? null) };
  const { errorType, errorMessage } = told;
  return {
    status: 200,
    headers: { ...common, "x-amz-function-error": "Unhandled" },
    body: { errorType, errorMessage, trace: [] },
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
