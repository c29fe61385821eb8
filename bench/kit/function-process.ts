import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as z from "zod/mini";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { lambdaVariables } from "./lambda-flags.ts";

/** What a function's process has used since its start. */
export interface ProcessUsage {
  /** Processor time, user and system, of all threads. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
}

/** A function in a process of its own, which says what it uses. */
export interface FunctionProcess {
  /** Calls the handler. Throws an Error that says why there is no result. */
  invoke(event: unknown): Promise<{ readonly result: unknown; readonly usage: ProcessUsage }>;
  /** Bytes and lines that the function has written to standard output and standard error. */
  readonly written: { readonly bytes: number; readonly lines: number };
  stop(): Promise<void>;
}

/** How the function is run. */
export interface FunctionProcessOptions {
  readonly code: LambdaCode;
  /** The function's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Node's own flags. */
  readonly flags: readonly string[];
}

const timeoutMs = 90_000;

const answerSchema = z.object({
  requestId: z.number(),
  ok: z.boolean(),
  result: z.optional(z.unknown()),
  usage: z.object({ cpuMs: z.number(), rssBytes: z.number(), heapUsedBytes: z.number(), externalBytes: z.number() }),
});

/** Starts a function as Lambda would: a bare process of this Node with its flags. */
export function startFunctionProcess({ code, environment, flags }: FunctionProcessOptions): FunctionProcess {
  const child = fork(fileURLToPath(new URL("function-child.mjs", import.meta.url)), [code.taskRoot, code.handler], {
    env: { ...environment, ...lambdaVariables },
    execArgv: [...flags],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const waiting = new Map<number, (answer: z.infer<typeof answerSchema> | Error) => void>();
  const written = { bytes: 0, lines: 0 };
  let lastWords = "";
  let calls = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      written.bytes += chunk.byteLength;
      for (const byte of chunk) if (byte === 0x0a) written.lines += 1;
    });
  }
  child.stderr?.on("data", (chunk: Buffer) => (lastWords = chunk.toString("utf8")));
  child.on("message", (message) => {
    const answer = z.parse(answerSchema, message);
    waiting.get(answer.requestId)?.(answer);
    waiting.delete(answer.requestId);
  });
  child.once("exit", (exitCode, signal) => {
    const error = new Error(`The function's process ended (${signal ?? `exit code ${exitCode}`}): ${lastWords.trim()}`);
    for (const settle of waiting.values()) settle(error);
  });

  return {
    written,
    async invoke(event) {
      const requestId = (calls += 1);
      const answered = new Promise<z.infer<typeof answerSchema> | Error>((resolve) => waiting.set(requestId, resolve));
      child.send({ requestId, event, timeoutMs });
      const answer = await answered;
      if (answer instanceof Error) throw answer;
      if (!answer.ok) throw new Error(`The function failed: ${String(answer.result)}`);
      return { result: answer.result, usage: answer.usage };
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
