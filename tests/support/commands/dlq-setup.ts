import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { startAwsProxy } from "../../../chaos/aws-proxy.ts";
import { runDlq as runDlqCommand } from "../../../src/commands/dlq/dlq.ts";
import type { Command } from "../../../src/commands/kit/command.ts";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { noAwsProfile } from "../aws/aws-environment.ts";
import { asWritten, type CapturedRun, type CaptureOptions, runCaptured } from "./captured-terminal.ts";
import { type LetterBox, openLetterBox } from "./dead-letters.ts";
import { type CommandLineRun, runCommandLine } from "./run-command-line.ts";
import { payload } from "../events/sqs-event.ts";

export const mayHaveArrived = "The Assistant did not answer (its post may have arrived)";

export const bodyOf = (fields: Readonly<Record<string, unknown>>): string => JSON.stringify(payload(fields));

/** The emulator has one server alone, so that nothing need be waited for. */
const dlq: Pick<Command, "run"> = {
  run: async (argv, context) => await runDlqCommand(argv, context, { waitSeconds: 0 }),
};

/** A stack, its queues, and the command that looks into them. */
export interface DlqSetup {
  readonly stack: Stack;
  readonly box: LetterBox;
  /** The options that name the stack. */
  readonly here: readonly string[];
  /** Runs the command in this process. */
  readonly captured: (args: readonly string[], options?: CaptureOptions) => Promise<CapturedRun>;
  /** Runs it in this process, and gives what a process would write. */
  readonly ran: (args: readonly string[]) => Promise<CommandLineRun>;
  /** Runs it in this process behind a proxy that makes trouble. */
  readonly behind: (fault: FaultHook, args: readonly string[], signal?: AbortSignal) => Promise<CapturedRun>;
}

/**
 * Starts a stack for the tests of a file. What it gives opens a setup with empty queues, one test after another.
 */
export function shareDlqStack(): () => Promise<DlqSetup> {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ market: null });
  });
  afterAll(() => stack.stop());
  return async () => {
    await emptyQueues(stack);
    return openDlqSetup(stack);
  };
}

async function emptyQueues({ awsUrl, queueUrl, dlqUrl }: Stack): Promise<void> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ region: "us-east-2", credentials, endpoint: awsUrl });
  for (const QueueUrl of [queueUrl, dlqUrl]) await client.send(new PurgeQueueCommand({ QueueUrl }));
  client.destroy();
}

function openDlqSetup(stack: Stack): DlqSetup {
  const here = ["--stage", "local", "--endpoint", stack.awsUrl];
  const captured: DlqSetup["captured"] = async (args, options) => await runCaptured(dlq, [...args, ...here], options);
  return {
    stack,
    box: openLetterBox(stack),
    here,
    captured,
    ran: async (args) => asWritten(await captured(args)),
    async behind(fault, args, signal = new AbortController().signal) {
      const proxy = await startAwsProxy({ target: () => stack.awsUrl, queueSpeed: 1, fault });
      onTestFinished(() => proxy.stop());
      return await runCaptured(dlq, [...args, "--stage", "local", "--endpoint", proxy.url], { signal });
    },
  };
}

/** Runs `npm run dlq` as a process that finds no account. */
export async function runDlq(args: readonly string[]): Promise<CommandLineRun> {
  return await runCommandLine(args, noAwsProfile, "dlq");
}

/** Puts a letter of each kind: refused, perhaps posted, refused, moved by the queue, and no request at all. */
export async function putLetters(box: LetterBox) {
  const rejected = { error_code: "ASSISTANT_REJECTED", error_message: "422: no such channel", source_message_id: "s1" };
  const letters: readonly (readonly [body: string, cause: Readonly<Record<string, string>>])[] = [
    [bodyOf({ correlation_id: "rejected-1" }), rejected],
    [
      bodyOf({ correlation_id: "arrived-1", product_id: "ETH-USD" }),
      { error_code: "ASSISTANT_UNAVAILABLE", error_message: mayHaveArrived },
    ],
    [bodyOf({ correlation_id: "rejected-2" }), rejected],
    [bodyOf({ correlation_id: "killed-1" }), {}],
    ["not\u009b31m JSON\nat all", { error_code: "PAYLOAD_NOT_JSON", error_message: "The message is not JSON" }],
  ];
  const ids: string[] = [];
  for (const [body, cause] of letters) ids.push(await box.put(body, cause));
  return { bodies: letters.map(([body]) => body), ids };
}
