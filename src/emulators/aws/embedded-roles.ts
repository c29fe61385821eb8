import type { DescribedRole } from "./iam-api.ts";
import { localAccountId } from "./local-aws.ts";

/** What the embedded stack is made of, by its own names and not by those that its variables have. */
export interface EmbeddedParts {
  readonly region: string;
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly bucketName: string;
  readonly cacheTable: string;
  readonly stateTable: string;
}

/** The name of the role that a function of the embedded stack runs with. */
export function roleNameOf(functionName: string): string {
  return `${functionName}-role`;
}

/**
 * The roles of the embedded stack: what a deployment's roles allow, on the stack's own parts. A variable that names another
 * bucket or table, itself or by a parameter, is therefore not covered, as after a change that was not deployed.
 */
export function embeddedRoles(
  { promptsFunction, apiFunction }: { readonly promptsFunction: string; readonly apiFunction: string },
  { region, queue, deadLetterQueue, bucketName, cacheTable, stateTable }: EmbeddedParts,
): readonly DescribedRole[] {
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${localAccountId}:${rest}`;
  const bucket = `arn:aws:s3:::${bucketName}`;
  const fetchParameters = allow(["ssm:GetParameters"], [arn("ssm", "parameter/*")]);
  const prompts = [
    fetchParameters,
    allow(
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
      [arn("sqs", queue)],
    ),
    allow(["sqs:SendMessage"], [arn("sqs", queue), arn("sqs", deadLetterQueue)]),
    allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], [arn("dynamodb", `table/${stateTable}`)]),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], [arn("dynamodb", `table/${cacheTable}`)]),
    allow(["s3:PutObject"], [`${bucket}/insights/*`]),
    allow(["s3:GetObject"], [`${bucket}/COINBASE/*/historical/*`, `${bucket}/coinbase/*/historical/*`]),
    allow(["s3:ListBucket"], [bucket]),
    allow(["bedrock:InvokeModel"], ["*"]),
    allow(["ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeServices", "ecs:UpdateService"], ["*"]),
  ];
  const api = [fetchParameters, allow(["sqs:SendMessage"], [arn("sqs", queue)])];
  return [
    { name: roleNameOf(promptsFunction), policies: { prompts: documentOf(prompts) } },
    { name: roleNameOf(apiFunction), policies: { api: documentOf(api) } },
  ];
}

function allow(Action: readonly string[], Resource: readonly string[]): object {
  return { Effect: "Allow", Action, Resource };
}

function documentOf(Statement: readonly object[]): object {
  return { Version: "2012-10-17", Statement };
}
