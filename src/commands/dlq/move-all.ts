import { ListMessageMoveTasksCommand, type SQSClient, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "../../platform/clock.ts";
import { CommandFailure } from "../kit/run-command.ts";
import type { StageQueue } from "../kit/stage-queues.ts";

/** A dead-letter queue and where its messages belong. */
export interface Move {
  readonly source: StageQueue;
  readonly sourceArn: string;
  readonly destinationArn: string;
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

const pauseMs = 1_000;
/** SQS moves some hundred messages a second. */
const patienceMs = 300_000;

/**
 * Moves every message by SQS's own task and waits for its end. The destination is always named: without one SQS fails at
 * messages that were sent to the dead-letter queue, as the function does.
 *
 * @returns how many messages were moved.
 * @throws CommandFailure where SQS refused, failed or is not done after 5 minutes; a task that runs goes on without us.
 */
export async function moveAll(client: SQSClient, move: Move): Promise<number> {
  const { source, sourceArn, destinationArn, signal, clock = Date.now, sleep = sleepFor } = move;
  const start = new StartMessageMoveTaskCommand({ SourceArn: sourceArn, DestinationArn: destinationArn });
  const startRights =
    "sqs:StartMessageMoveTask, sqs:ReceiveMessage and sqs:DeleteMessage (and sqs:SendMessage on its source)";
  await source.judged(startRights, client.send(start));
  const startedAtMs = clock();
  for (;;) {
    const list = new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: 1 });
    const { Results } = await source.judged("sqs:ListMessageMoveTasks", client.send(list));
    const task = Results?.[0];
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === "COMPLETED") return moved;
    const about = `${moved} of about ${task?.ApproximateNumberOfMessagesToMove ?? "?"} messages are moved`;
    if (task?.Status === "FAILED" || task?.Status === "CANCELLED") {
      const reason = task.FailureReason === undefined ? "" : `: ${task.FailureReason}`;
      throw new CommandFailure(`SQS's task ended as ${task.Status}${reason}; ${about}`);
    }
    if (signal.aborted || clock() - startedAtMs > patienceMs) {
      throw new CommandFailure(`SQS goes on without being waited for; ${about} by now`);
    }
    await sleep(pauseMs);
  }
}
