import type { ECSClientConfig } from "@aws-sdk/client-ecs";
import { createEcsService } from "../../../llm/ollama/ecs-service.ts";
import type { NodeGroupConfig } from "../../../platform/config/node-group-config.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { toServiceError } from "../../../platform/errors.ts";
import { isModelError } from "../../../llm/model-error.ts";
import { fail, type Finding, ok } from "../check.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

/** Whether the node group of Ollama is there and has tasks, or is raised when it is asked. Nothing is raised here. */
export async function checkNodeGroup(
  client: ECSClientConfig,
  group: NodeGroupConfig,
  found: FoundFunction,
  { setup, deadline }: { setup: DoctorSetup; deadline: Deadline },
): Promise<readonly Finding[]> {
  const ecs = createEcsService({ cluster: group.cluster, service: group.service, client });
  const names = `--region ${setup.region} --cluster ${group.cluster}`;
  if (!found.hasVpc && !setup.isEmbedded) {
    const what = `the nodes of the ${ecs.label} have private addresses, and the function is in no VPC`;
    return [fail(what, "give the function a place in their VPC")];
  }
  try {
    const { desiredCount = 0, runningCount = 0 } = await ecs.describe(deadline.signal);
    const counts = `${ecs.label}: ${runningCount} of ${desiredCount} tasks run`;
    if (desiredCount === 0 && group.desiredSize === 0) {
      const update = `aws ecs update-service ${names} --service ${group.service} --desired-count 1`;
      return [
        fail(
          `${counts}, and ${settings.nodeGroupDesiredSize.name}, 0, leaves it there`,
          `set it to 1 or more, or ${update}`,
        ),
      ];
    }
    if (desiredCount === 0) {
      return [
        ok(`${counts}; the first request raises it to ${group.desiredSize}, and the next provider answers meanwhile`),
      ];
    }
    if (runningCount === 0) {
      const events = `aws ecs describe-services ${names} --services ${group.service} --query 'services[0].events[:5]'`;
      return [fail(counts, `see why none starts: ${events}`)];
    }
    return [ok(`${counts}; whether they have the model, only the function can see`)];
  } catch (thrown) {
    const error = toServiceError(thrown);
    const isDenied = isModelError(error) && error.details.name === "AccessDeniedException";
    const fix = isDenied
      ? "allow yourself ecs:DescribeServices: the checks are made with your credentials, not the function's"
      : `see ${settings.ecsCluster.name} and ${settings.ecsService.name}, and your network`;
    return [fail(`${error.message} (${error.code})`, fix)];
  }
}
