import { findReferences } from "../../platform/config/secret-references.ts";
import type { CommonConfig, PromptsConfig, ProviderConfig } from "../../platform/config/config.ts";
import type { AssistantDelivery } from "../../platform/config/delivery-config.ts";
import { type SettingName, settings } from "../../platform/config/settings.ts";
import { isInferenceProfile } from "./checks/check-bedrock.ts";
import { withoutSelector } from "./fix.ts";
import type { Access } from "./role-policy.ts";
import type { FoundFunction } from "./setup.ts";

/** A call that a function makes because of a setting. */
export interface NeededAccess extends Access {
  readonly setting: SettingName;
}

function need(
  setting: SettingName,
  actions: readonly string[],
  resource: string,
  context: Readonly<Record<string, string>> = {},
): readonly NeededAccess[] {
  return actions.map((action) => ({ setting, action, resources: [resource], context }));
}

/** What the role of the `prompts` function must allow for its settings, their references resolved. */
export function neededByPrompts(config: PromptsConfig, found: FoundFunction): readonly NeededAccess[] {
  const { partition, region, accountId } = found.place;
  const arn = (service: string, rest: string): string => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  const bucket = `arn:${partition}:s3:::${config.bucketName}`;
  const history = "COINBASE/BTC-USD/historical/";
  const ofQueue = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility", "SendMessage"];
  const stateTable = arn("dynamodb", `table/${config.stateTableName}`);
  return [
    ...neededForParameters(found),
    ...need(
      settings.queueUrl.name,
      ofQueue.map((name) => `sqs:${name}`),
      queueArn(config.promptQueueUrl, found),
    ),
    ...need(settings.deadLetterQueueUrl.name, ["sqs:SendMessage"], queueArn(config.promptDlqUrl, found)),
    ...need(settings.stateTableName.name, ["dynamodb:GetItem", "dynamodb:UpdateItem"], stateTable),
    ...(config.delivery === "assistant"
      ? neededForToken(config, arn("dynamodb", `table/${config.cacheTableName}`))
      : []),
    ...need(settings.bucketName.name, ["s3:PutObject"], `${bucket}/insights/BTC-USD/2026-01-01/id.json`),
    ...need(settings.bucketName.name, ["s3:GetObject"], `${bucket}/${history}candles.csv`),
    ...need(settings.bucketName.name, ["s3:ListBucket"], bucket, { "s3:prefix": history }),
    ...config.providers.flatMap((provider) => neededForProvider(provider, found)),
  ];
}

function neededForToken({ auth0 }: AssistantDelivery, cacheTable: string): readonly NeededAccess[] {
  const context = { "dynamodb:LeadingKeys": `trader_oauth_token_${auth0.clientId}_${auth0.audience}` };
  return need(settings.cacheTableName.name, ["dynamodb:GetItem", "dynamodb:PutItem"], cacheTable, context);
}

/** What the role of the `api` function must allow. */
export function neededByApi(config: CommonConfig, found: FoundFunction): readonly NeededAccess[] {
  const resources = [queueArn(config.promptQueueUrl, found)];
  return [...neededForParameters(found), { setting: settings.queueUrl.name, action: "sqs:SendMessage", resources }];
}

/** The ARN of a queue: its URL names account and queue. */
export function queueArn(url: string, { place }: Pick<FoundFunction, "place">): string {
  const [name = "", accountId = place.accountId] = (URL.parse(url)?.pathname ?? "").split("/").toReversed();
  return `arn:${place.partition}:sqs:${place.region}:${accountId}:${name}`;
}

/** The ARN of a parameter; a version or label of it is no part. */
export function parameterArn(parameter: string, { place }: Pick<FoundFunction, "place">): string {
  if (parameter.startsWith("arn:")) return withoutSelector(parameter);
  const name = withoutSelector(parameter);
  return `arn:${place.partition}:ssm:${place.region}:${place.accountId}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
}

function neededForParameters(found: FoundFunction): readonly NeededAccess[] {
  return findReferences(found.environment)
    .filter(({ parameter }) => parameter !== "")
    .map(({ setting, parameter }) => ({
      setting,
      action: "ssm:GetParameters",
      resources: [parameterArn(parameter, found)],
    }));
}

function neededForProvider(provider: ProviderConfig, found: FoundFunction): readonly NeededAccess[] {
  const { partition, region, accountId } = found.place;
  if (provider.name === "bedrock") return neededForModel(provider, found);
  if (provider.name === "ollama" || provider.name === "openai") return [];
  const [cluster, service] = [lastPart(provider.nodeGroup.cluster), lastPart(provider.nodeGroup.service)];
  const ecs = `arn:${partition}:ecs:${region}:${accountId}`;
  const context = { "ecs:cluster": `${ecs}:cluster/${cluster}` };
  return [
    ...need(settings.ecsCluster.name, ["ecs:ListTasks"], `${ecs}:container-instance/${cluster}/1`, context),
    ...need(settings.ecsCluster.name, ["ecs:DescribeTasks"], `${ecs}:task/${cluster}/1`, context),
    ...need(settings.ecsService.name, ["ecs:DescribeServices"], `${ecs}:service/${cluster}/${service}`, context),
    ...need(settings.ecsService.name, ["ecs:UpdateService"], `${ecs}:service/${cluster}/${service}`, context),
  ];
}

/** The model, or the profile and through it the model behind; of a profile whose id does not tell its model, the profile alone. */
function neededForModel(
  { modelId, region }: Extract<ProviderConfig, { readonly name: "bedrock" }>,
  { place: { partition, accountId } }: FoundFunction,
): readonly NeededAccess[] {
  const common = { setting: settings.bedrockModelId.name, action: "bedrock:InvokeModel" } as const;
  const modelArn = (id: string): string => `arn:${partition}:bedrock:${region}::foundation-model/${id}`;
  const profileArn = modelId.startsWith("arn:")
    ? modelId
    : `arn:${partition}:bedrock:${region}:${accountId}:inference-profile/${modelId}`;
  if (!isInferenceProfile(modelId)) {
    // A deployment may have been told that the id is a profile's.
    return [{ ...common, resources: modelId.startsWith("arn:") ? [modelId] : [modelArn(modelId), profileArn] }];
  }
  const id = /^(?:arn:.*:inference-profile\/)?(?:global|apac|us-gov|[a-z]{2})\.(.+\..+)$/.exec(modelId)?.[1];
  const context = { "bedrock:InferenceProfileArn": profileArn };
  return [
    { ...common, resources: [profileArn] },
    ...(id === undefined || modelId.includes(":application-inference-profile/")
      ? []
      : [{ ...common, resources: [modelArn(id)], context }]),
  ];
}

function lastPart(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? "";
}
