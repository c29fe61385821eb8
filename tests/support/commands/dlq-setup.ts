import { onTestFinished } from "vitest";
import { startAwsProxy } from "../../../chaos/aws-proxy.ts";
import { dlq } from "../../../src/commands/dlq/dlq.ts";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { noAwsProfile } from "../aws/aws-environment.ts";
import { type CapturedRun, runCaptured } from "./captured-terminal.ts";
import { type LetterBox, openLetterBox } from "./dead-letters.ts";
import { type CommandLineRun, runCommandLine } from "./run-command-line.ts";
import { payload } from "../events/sqs-event.ts";

export const mayHaveArrived = "The Assistant did not answer (its post may have arrived)";

export const bodyOf = (fields: Readonly<Record<string, unknown>>): string => JSON.stringify(payload(fields));

/** A stack, its queues, and the command that looks into them. */
export interface DlqSetup {
  readonly stack: Stack;
  readonly box: LetterBox;
  /** The options that name the stack. */
  readonly here: readonly string[];
  /** Runs the command in this process. */
  readonly captured: (args: readonly string[]) => Promise<CapturedRun>;
  /** Runs it in this process behind a proxy that makes trouble. */
  readonly behind: (fault: FaultHook, args: readonly string[], signal?: AbortSignal) => Promise<CapturedRun>;
}

/** Starts a setup that ends with the test. */
export async function startDlqSetup(): Promise<DlqSetup> {
  const stack = await startStack({ market: null });
  onTestFinished(() => stack.stop());
  const here = ["--stage", "local", "--endpoint", stack.awsUrl];
  return {
    stack,
    box: openLetterBox(stack),
    here,
    captured: async (args) => await runCaptured(dlq, [...args, ...here]),
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
