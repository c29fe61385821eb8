import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it, onTestFinished } from "vitest";
import { moveAll } from "../../../src/commands/dlq/move-all.ts";
import { startHttpServer } from "../../../src/emulators/http-server.ts";
import type { StageQueue } from "../../../src/commands/kit/stage-queues.ts";

/** A server that reports these states of a task in turn, the last one again and again. */
async function moving(states: readonly object[], signal = new AbortController().signal) {
  const asked: unknown[] = [];
  let lists = 0;
  const server = await startHttpServer(({ headers, body }) => {
    if (headers["x-amz-target"] === "AmazonSQS.StartMessageMoveTask") {
      asked.push(JSON.parse(body));
      return { status: 200, body: { TaskHandle: "1" } };
    }
    lists += 1;
    return { status: 200, body: { Results: [states[Math.min(lists, states.length) - 1]] } };
  });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ region: "us-east-2", credentials, endpoint: server.url });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  let nowMs = 0;
  const sleep = async (ms: number) => void (nowMs += ms);
  const source: StageQueue = { url: "", judged: async (_rights, call) => await call };
  const move = { source, sourceArn: "from", destinationArn: "to", signal, clock: () => nowMs, sleep };
  return { moved: moveAll(client, move), asked, lists: () => lists };
}

const running = { Status: "RUNNING", ApproximateNumberOfMessagesMoved: 3, ApproximateNumberOfMessagesToMove: 9 };

it("always names the destination, and waits for the end", async () => {
  const { moved, asked, lists } = await moving([
    running,
    running,
    { ...running, Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 9 },
  ]);
  expect([await moved, lists()]).toEqual([9, 3]);
  expect(asked).toEqual([{ SourceArn: "from", DestinationArn: "to" }]);
});

it("says why a task failed, and how far it came", async () => {
  const { moved } = await moving([running, { ...running, Status: "FAILED", FailureReason: "AccessDenied" }]);
  await expect(moved).rejects.toThrow("SQS's task ended as FAILED: AccessDenied; 3 of about 9 messages are moved");
});

it("gives up waiting after five minutes, or at Ctrl-C", async () => {
  const { moved, lists } = await moving([running]);
  await expect(moved).rejects.toThrow("SQS goes on without being waited for; 3 of about 9 messages are moved by now");
  expect(lists()).toBe(302);
  await expect((await moving([running], AbortSignal.abort())).moved).rejects.toThrow("SQS goes on");
});
