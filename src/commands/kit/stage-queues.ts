import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsClientOptions } from "./aws-client-options.ts";
import type { OperatorTarget } from "./operator-target.ts";
import { CommandFailure } from "./command.ts";
import { awsName, formatAwsFailure } from "./format-aws-failure.ts";

/** A queue of a stage, as a command works with it. */
export interface StageQueue {
  readonly url: string;
  /**
   * Waits for a call to it.
   *
   * @param rights that the call takes: `sqs:SendMessage`.
   * @throws CommandFailure that says in one line why it failed.
   */
  readonly judged: <T>(rights: string, call: Promise<T>) => Promise<T>;
}

/** Makes the client of a command for the queues of a stage. */
export function createQueueClient({ endpoint, region }: OperatorTarget): SQSClient {
  // A queue's URL names SQS's own host, also where an endpoint stands in for it.
  return new SQSClient({ ...awsClientOptions({ endpoint, region }), useQueueUrlAsEndpoint: false });
}

/**
 * Finds a queue by its name.
 *
 * @throws CommandFailure where there is none, or it can't be asked for.
 */
export async function findStageQueue(client: SQSClient, target: OperatorTarget, name: string): Promise<StageQueue> {
  const judged: StageQueue["judged"] = async (rights, call) => {
    try {
      return await call;
    } catch (error) {
      throw new CommandFailure(formatQueueFailure(error, target, name, rights), { cause: error });
    }
  };
  const { QueueUrl = "" } = await judged("sqs:GetQueueUrl", client.send(new GetQueueUrlCommand({ QueueName: name })));
  return { url: QueueUrl, judged };
}

function formatQueueFailure(
  error: unknown,
  { region, endpoint }: OperatorTarget,
  name: string,
  rights: string,
): string {
  const service = "SQS";
  if (error instanceof Error && /QueueDoesNotExist|NonExistentQueue/.test(error.name)) {
    const where = awsName(service, endpoint);
    return `${where} has no queue ${name} in ${region} for this account: is the stage deployed there (--stage, --region)?`;
  }
  return formatAwsFailure(error, {
    service,
    endpoint,
    denied: `denied access to queue ${name}`,
    rights: `${rights} on ${name}`,
  });
}

/** The first line of a command: what it is about to talk to. */
export function formatTarget({ stage, region, endpoint }: OperatorTarget, queueName: string): string {
  return `Stage ${stage}, region ${region}, queue ${queueName}${endpoint === null ? "" : `, at ${endpoint.origin}`}`;
}
