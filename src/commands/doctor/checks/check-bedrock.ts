import {
  type BedrockClient,
  type FoundationModelDetails,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
} from "@aws-sdk/client-bedrock";
import { quoteServer } from "../../../llm/model-error.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { awsFinding, nameOf, statusOf } from "../aws-finding.ts";
import { fail, type Finding, ok, skip } from "../check.ts";
import type { DoctorSetup } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

/** Which model is asked, and where. */
export interface BedrockModel {
  readonly modelId: string;
  readonly region: string;
}

/** `us.`, `global.`, `us-gov.`: no maker of models has a name of two letters. */
const profileId = /^(?:global|apac|us-gov|[a-z]{2})\./;

/** Whether an id or ARN is an inference profile's. */
export function isInferenceProfile(modelId: string): boolean {
  return modelId.startsWith("arn:") ? /:(?:application-)?inference-profile\//.test(modelId) : profileId.test(modelId);
}

/** Whether Bedrock knows the model in the region, and for how long. The model itself is not asked. */
export async function checkBedrock(
  client: BedrockClient,
  model: BedrockModel,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  const { modelId, region } = model;
  const isArn = modelId.startsWith("arn:");
  try {
    if (isInferenceProfile(modelId)) {
      return [await checkProfile(client, model, setup, deadline)];
    }
    if (isArn && !modelId.includes(":foundation-model/")) {
      return [skip(`${modelId} is no foundation model and no inference profile: it can't be looked up`)];
    }
    const details = await readModel(client, modelId, deadline);
    const kinds: readonly string[] = details.inferenceTypesSupported ?? [];
    if (kinds.length > 0 && !kinds.includes("ON_DEMAND")) {
      const fix = `${settings.bedrockModelId.name} must be an inference profile of it, such as ${geographyOf(region)}.${modelId}`;
      return [fail(`${modelId} can't be asked by its own id, for it has no on-demand throughput`, fix)];
    }
    return [formatLife(`${modelId} in ${region}`, details, setup)];
  } catch (error) {
    return [failure(error, model, setup)];
  }
}

async function checkProfile(
  client: BedrockClient,
  { modelId, region }: BedrockModel,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<Finding> {
  const command = new GetInferenceProfileCommand({ inferenceProfileIdentifier: modelId });
  const { status, models = [] } = await client.send(command, { abortSignal: deadline.signal });
  if (status !== "ACTIVE")
    return fail(
      `inference profile ${modelId} is ${status ?? "in no known state"}`,
      `see ${settings.bedrockModelId.name}`,
    );
  const arns = models.flatMap(({ modelArn }) => (modelArn === undefined ? [] : [modelArn]));
  const foundationId = arns[0]?.split("/").at(-1);
  const found = `inference profile ${modelId} in ${region}, over ${arns.length} regional models`;
  if (foundationId === undefined) return ok(found);
  // A right to the one need not be a right to the other, and the profile has been found.
  const details = await readModel(client, foundationId, deadline).catch(() => null);
  return details === null ? ok(found) : formatLife(found, details, setup);
}

async function readModel(
  client: BedrockClient,
  modelIdentifier: string,
  deadline: Deadline,
): Promise<FoundationModelDetails> {
  const command = new GetFoundationModelCommand({ modelIdentifier });
  const { modelDetails } = await client.send(command, { abortSignal: deadline.signal });
  return modelDetails ?? { modelArn: "", modelId: modelIdentifier };
}

function formatLife(
  found: string,
  { modelLifecycle }: FoundationModelDetails,
  { clock = Date.now }: DoctorSetup,
): Finding {
  if (modelLifecycle?.status !== "LEGACY") return ok(found);
  const end = modelLifecycle.endOfLifeTime;
  if (end === undefined) return ok(`${found}; the model is LEGACY: choose its successor in time`);
  const day = end.toISOString().slice(0, 10);
  if (end.getTime() <= clock())
    return fail(`${found}: the model ended on ${day}`, `${settings.bedrockModelId.name} must be its successor`);
  return ok(`${found}; the model is LEGACY and ends on ${day}: choose its successor in time`);
}

/** By far the most models have a profile of the region's own geography; elsewhere only the one for all. */
function geographyOf(region: string): string {
  const [geography = ""] = /^(?:us-gov|us|eu|ap)(?=-)/.exec(region) ?? ["global"];
  return geography === "ap" ? "apac" : geography;
}

function failure(error: unknown, { modelId, region }: BedrockModel, setup: DoctorSetup): Finding {
  const reason = quoteServer(error instanceof Error ? error.message : String(error));
  const list = `aws bedrock list-inference-profiles --region ${region} --query 'inferenceProfileSummaries[].inferenceProfileId'`;
  switch (nameOf(error)) {
    case "ResourceNotFoundException":
      return fail(
        `Bedrock in ${region} has no ${modelId}`,
        `see ${settings.bedrockModelId.name} and ${settings.bedrockRegion.name}; ${list}`,
      );
    case "ValidationException":
      return fail(
        `Bedrock takes ${modelId} for no model: ${reason}`,
        `${settings.bedrockModelId.name} must be an id or an ARN; ${list}`,
      );
    default:
      break;
  }
  if (statusOf(error) === 501) return skip(`${setup.endpoint?.origin ?? "this AWS"} has no Bedrock to ask`);
  const rights = "bedrock:GetInferenceProfile and bedrock:GetFoundationModel";
  return awsFinding(error, { service: "Bedrock", rights, looking: `at ${modelId}` }, setup);
}
