import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { HttpAnswer, HttpHandler } from "../../../src/emulators/http-server.ts";
import { type CloudStackOptions, createCloudStack, type DeployedFunction } from "./cloud-stack.ts";
import { parseTemplate } from "./cloudformation-template.ts";

/** CloudFormation and STS, as far as a deployment calls them. */
export interface CloudFormationServer {
  readonly cloudformation: HttpHandler;
  readonly sts: HttpHandler;
  /** The operations that were called, in order. */
  readonly calls: readonly string[];
  /** What was deployed, by logical id. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  readonly ids: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, unknown>;
}

interface StackEvent {
  readonly type: string;
  readonly logicalId: string;
  readonly status: string;
  readonly reason: string;
}

const stackType = "AWS::CloudFormation::Stack";

/**
 * Makes handlers that speak CloudFormation's query protocol for one stack. It makes the stack's resources at once; a
 * template that can't be computed fails as CloudFormation fails it, with an event that says why.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/
 */
export function createCloudFormationServer(options: CloudStackOptions): CloudFormationServer {
  const { awsUrl: endpoint, region, accountId, stackName } = options;
  const stack = createCloudStack(options);
  const s3 = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId: "cloudformation", secretAccessKey: "cloudformation" },
    forcePathStyle: true,
  });
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/1`;
  const calls: string[] = [];
  const events: StackEvent[] = [];
  let status: string | null = null;
  /** The parameters of the deployed template, with the values that they had then. */
  let parameters = "";

  async function apply(action: "CREATE" | "UPDATE", form: URLSearchParams): Promise<HttpAnswer> {
    const note = (end: string, reason = ""): void => {
      status = `${action}_${end}`;
      events.push({ type: stackType, logicalId: stackName, status, reason });
    };
    note("IN_PROGRESS");
    try {
      const body = form.get("TemplateBody") ?? (await readTemplate(form.get("TemplateURL") ?? ""));
      const template = parseTemplate(JSON.parse(body));
      await stack.apply(template);
      parameters = Object.entries(template.Parameters ?? {})
        .map(([key, { Type, Default }]) => {
          const resolved = Type.startsWith("AWS::SSM::") ? (options.ssmParameters[Default] ?? "") : null;
          const resolvedXml = resolved === null ? "" : `<ResolvedValue>${escapeXml(resolved)}</ResolvedValue>`;
          return `<member><ParameterKey>${key}</ParameterKey><ParameterValue>${escapeXml(Default)}</ParameterValue>${resolvedXml}</member>`;
        })
        .join("");
      note("COMPLETE");
    } catch (error) {
      note(action === "CREATE" ? "FAILED" : "ROLLBACK_FAILED", error instanceof Error ? error.message : String(error));
    }
    return answer(`<StackId>${stackId}</StackId>`, `${action === "CREATE" ? "Create" : "Update"}Stack`);
  }

  async function readTemplate(url: string): Promise<string> {
    const [, Bucket, Key = ""] = /^https?:\/\/[^/]+\/([^/]+)\/(.+)$/.exec(url) ?? [];
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }

  async function handle(action: string, form: URLSearchParams): Promise<HttpAnswer> {
    if (action === "CreateStack") return await apply("CREATE", form);
    if (status === null) return refusal(`Stack with id ${stackName} does not exist`);
    switch (action) {
      case "UpdateStack":
        return await apply("UPDATE", form);
      case "ValidateTemplate":
        parseTemplate(JSON.parse(await readTemplate(form.get("TemplateURL") ?? "")));
        return answer("", action);
      case "DescribeStacks":
        return answer(
          `<Stacks><member><StackName>${stackName}</StackName><StackId>${stackId}</StackId><StackStatus>${status}</StackStatus><CreationTime>2026-11-23T00:00:00Z</CreationTime><Parameters>${parameters}</Parameters></member></Stacks>`,
          action,
        );
      case "DescribeStackEvents":
        return answer(`<StackEvents>${events.map(eventXml).toReversed().join("")}</StackEvents>`, action);
      case "DescribeStackResource": {
        const logicalId = form.get("LogicalResourceId") ?? "";
        const id = stack.ids.get(logicalId);
        if (id === undefined) return refusal(`Resource ${logicalId} does not exist for stack ${stackName}`);
        return answer(
          `<StackResourceDetail><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId></StackResourceDetail>`,
          action,
        );
      }
      case "ListStackResources": {
        const members = [...stack.ids].map(
          ([logicalId, id]) =>
            `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId></member>`,
        );
        return answer(`<StackResourceSummaries>${members.join("")}</StackResourceSummaries>`, action);
      }
      default:
        return refusal(`Unknown action ${action}`);
    }
  }

  const eventXml = ({ type, logicalId, status: eventStatus, reason }: StackEvent, index: number): string =>
    `<member><StackId>${stackId}</StackId><EventId>${index}</EventId><StackName>${stackName}</StackName><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>${eventStatus}</ResourceStatus><ResourceStatusReason>${escapeXml(reason)}</ResourceStatusReason><Timestamp>2026-11-23T00:00:00Z</Timestamp></member>`;

  return {
    calls,
    functions: stack.functions,
    ids: stack.ids,
    roles: stack.roles,
    async cloudformation({ body }) {
      const form = new URLSearchParams(body);
      const action = form.get("Action") ?? "";
      calls.push(action);
      return await handle(action, form);
    },
    sts: () =>
      answer(
        `<Arn>arn:aws:iam::${accountId}:user/deployer</Arn><UserId>DEPLOYER</UserId><Account>${accountId}</Account>`,
        "GetCallerIdentity",
      ),
  };
}

function answer(result: string, action: string): HttpAnswer {
  const body = `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

function refusal(message: string): HttpAnswer {
  const error = `<Error><Type>Sender</Type><Code>ValidationError</Code><Message>${escapeXml(message)}</Message></Error>`;
  return {
    status: 400,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse>${error}</ErrorResponse>`,
  };
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
