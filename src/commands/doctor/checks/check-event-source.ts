import {
  type EventSourceMappingConfiguration,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import type { Deadline } from "../../../platform/deadline.ts";
import { deployedNames } from "../../../platform/config/deployed-names.ts";
import { awsFinding } from "../aws-finding.ts";
import { fail, type Finding, ok } from "../check.ts";
import { queueArn } from "../needed-access.ts";
import { deployCommand } from "../fix.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

/** As serverless.yml has it: the handler answers for each record of a batch. */
const batchSize = 10;
const responseType = "ReportBatchItemFailures";

/** Whether messages of the queue come to the function, as batches that it can answer for message by message. */
export async function checkEventSource(
  client: LambdaClient,
  found: FoundFunction,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  const { name, environment } = found;
  let mappings: readonly EventSourceMappingConfiguration[];
  try {
    const command = new ListEventSourceMappingsCommand({ FunctionName: name });
    mappings = (await client.send(command, { abortSignal: deadline.signal })).EventSourceMappings ?? [];
  } catch (error) {
    return [
      awsFinding(
        error,
        { service: "Lambda", rights: "lambda:ListEventSourceMappings", looking: "at what feeds the function" },
        setup,
      ),
    ];
  }
  const redeploy = deployCommand(setup);
  const queueName = lastPart(environment[settings.queueUrl.name] ?? "", "/") || deployedNames(setup.stage).queue;
  const mapping = mappings.find(({ EventSourceArn }) => lastPart(EventSourceArn ?? "", ":") === queueName);
  if (mapping === undefined) {
    const others = mappings.map(({ EventSourceArn }) => EventSourceArn ?? "?").join(", ");
    // CloudFormation does not make again what was deleted behind its back.
    const source = queueArn(environment[settings.queueUrl.name] ?? "", found);
    const create = `aws lambda create-event-source-mapping --region ${setup.region} --function-name ${name} --event-source-arn ${source} --batch-size ${batchSize} --function-response-types ${responseType}`;
    const fix = setup.isEmbedded ? redeploy : `${redeploy}; where it was deleted by hand: ${create}`;
    return [fail(`nothing feeds ${name} from queue ${queueName}, only: ${others || "nothing at all"}`, fix)];
  }
  const { UUID = "UUID", State, BatchSize, FunctionResponseTypes: responseTypes = [] } = mapping;
  const update = `aws lambda update-event-source-mapping --region ${setup.region} --uuid ${UUID}`;
  const problems: Finding[] = [];
  if (State !== "Enabled") {
    const isOnItsWay = State === "Creating" || State === "Enabling" || State === "Updating";
    const fix = isOnItsWay ? "wait: it is on its way" : `${update} --enabled`;
    problems.push(fail(`the mapping of queue ${queueName} to ${name} is ${State ?? "in no known state"}`, fix));
  }
  if (BatchSize !== batchSize) {
    const fix = `${update} --batch-size ${batchSize}`;
    problems.push(fail(`the batch size of queue ${queueName} is ${BatchSize ?? "unknown"}, not ${batchSize}`, fix));
  }
  if (!responseTypes.includes(responseType)) {
    const what = `the mapping of queue ${queueName} has no ${responseType}: a batch with one failure counts as handled`;
    problems.push(fail(what, `${update} --function-response-types ${responseType}`));
  }
  if (problems.length > 0) return problems;
  return [ok(`queue ${queueName} feeds ${name}, ${batchSize} messages at a time, each answered for alone`)];
}

function lastPart(text: string, separator: string): string {
  return text.split(separator).at(-1) ?? "";
}
