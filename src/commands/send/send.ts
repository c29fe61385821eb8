import { isServiceError } from "../../platform/errors.ts";
import { createQueue } from "../../platform/aws/queue.ts";
import { deployedNames } from "../../platform/config/deployed-names.ts";
import { howToAskWhy } from "../kit/how-to-ask-why.ts";
import { targetArguments } from "../kit/operator-target.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { createQueueClient, findStageQueue, formatTarget } from "../kit/stage-queues.ts";
import { readSendArguments, sendHelp } from "./send-arguments.ts";

/** `npm run send`: puts requests on the queue of a deployment, as its api function does. */
export const send: Command = { help: sendHelp, run: async (argv, context) => await runSend(argv, context) };

/**
 * Puts the requests on the queue.
 *
 * @throws UsageError, and CommandFailure where AWS did not take one; those before it were printed as sent.
 */
async function runSend(argv: readonly string[], { terminal, signal }: CommandContext): Promise<number> {
  const { target, payloads, json } = readSendArguments(argv);
  const { stage, region } = target;
  const { queue: queueName } = deployedNames(stage);
  const say = json ? terminal.note : terminal.print;
  say(formatTarget(target, queueName));

  const client = createQueueClient(target);
  try {
    const { url: queueUrl, judged } = await findStageQueue(client, target, queueName);
    const queue = createQueue(client);
    for (const payload of payloads) {
      if (signal.aborted) return 1;
      const body = JSON.stringify(payload);
      const sending = queue.send({ queueUrl, body, groupId: payload.product_id }).catch((error: unknown) => {
        throw isServiceError(error) ? error.cause : error;
      });
      const messageId = await judged("sqs:SendMessage", sending);
      const { correlation_id, product_id, prompt } = payload;
      if (json) terminal.print(JSON.stringify({ message_id: messageId, ...payload, stage, region, queue: queueName }));
      else terminal.print(`Sent ${product_id}, ${prompt}: correlation id ${correlation_id}, message ${messageId}`);
    }
  } finally {
    client.destroy();
  }
  const asking = [...new Set(payloads.map((payload) => payload.correlation_id))];
  say("\nIt is not waited for. What became of it, in a while:\n");
  for (const correlationId of asking) say(`  ${howToAskWhy(correlationId, target)}`);
  say(`  npm run dlq -- list ${targetArguments(target)}`);
  return 0;
}
