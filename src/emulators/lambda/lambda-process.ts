import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { LambdaCode } from "./lambda-code.ts";
import { LambdaError } from "./lambda-error.ts";
import type { ReportedError } from "./runtime-error.mjs";

/** What the parent sends to the child for each event. */
export interface LambdaCall {
  readonly requestId: string;
  /** Milliseconds since the UNIX epoch. */
  readonly deadlineMs: number;
  readonly event: unknown;
}

/** What the child tells: why it does not start, or what became of a call. */
export type LambdaAnswer =
  | { readonly kind: "init_error"; readonly error: ReportedError }
  | { readonly kind: "result"; readonly requestId: string; readonly json: string }
  | { readonly kind: "error"; readonly requestId: string; readonly error: ReportedError };

/** A Lambda function in a process of its own. */
export interface LambdaProcess {
  /**
   * Calls the handler. Like Lambda it kills a call that outlasts the function's timeout, and starts a fresh process for the
   * next one.
   *
   * @throws {LambdaError} what the handler threw, or why the function does not start.
   * @throws {Error} where its process ended before it answered.
   */
  invoke(event: unknown): Promise<unknown>;
  /** Kills the process in the middle of whatever it does; the next call gets a fresh one. */
  kill(): void;
  /** Ends the process and waits for its end. */
  stop(): Promise<void>;
}

/** How the function is run. */
export interface LambdaProcessOptions {
  readonly code: LambdaCode;
  /** The function's whole environment: nothing of this process's own is passed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** The function's timeout. */
  readonly timeoutMs: number;
  /** Takes each line that the function writes to standard output or standard error. */
  readonly onLine: (line: string) => void;
}

/** A process, and what it said of its start where that failed. */
interface Running {
  readonly child: ChildProcess;
  startFailure: ReportedError | null;
}

/** Makes a {@link LambdaProcess}; the process starts at once, as a function with a warm container would. */
export function createLambdaProcess(options: LambdaProcessOptions): LambdaProcess {
  let running: Running | null = start();
  let stopped = false;

  function start(): Running {
    const { taskRoot, handler } = options.code;
    const child = fork(fileURLToPath(new URL("lambda-child.mjs", import.meta.url)), [taskRoot, handler], {
      env: options.environment,
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const started: Running = { child, startFailure: null };
    // Answers arrive in parallel, one listener each.
    child.setMaxListeners(0);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", options.onLine);
    }
    child.on("message", (message) => {
      if (isAnswer(message) && message.kind === "init_error") started.startFailure = message.error;
    });
    child.once("exit", () => {
      if (running === started) running = null;
    });
    return started;
  }

  return {
    async invoke(event) {
      if (stopped) throw new Error("The function has been stopped");
      running ??= start();
      return await call(running, event, options.timeoutMs);
    },
    kill() {
      running?.child.kill("SIGKILL");
    },
    async stop() {
      stopped = true;
      const child = running?.child;
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function call(running: Running, event: unknown, timeoutMs: number): Promise<unknown> {
  const { child } = running;
  const requestId = randomUUID();
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onMessage = (message: unknown): void => {
    if (!isAnswer(message) || message.kind === "init_error" || message.requestId !== requestId) return;
    if (message.kind === "result") resolve(JSON.parse(message.json));
    else reject(new LambdaError("invoke", message.error));
  };
  let isTimedOut = false;
  const onExit = (code: number | null, signal: string | null): void => {
    const how = isTimedOut ? `timed out after ${timeoutMs} ms` : `ended (${signal ?? `exit code ${code}`})`;
    const { startFailure } = running;
    reject(startFailure === null ? new Error(`The function's process ${how}`) : new LambdaError("init", startFailure));
  };
  const timer = setTimeout(() => {
    isTimedOut = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  child.on("message", onMessage);
  child.once("exit", onExit);
  try {
    const message: LambdaCall = { requestId, deadlineMs: Date.now() + timeoutMs, event };
    // What can't be sent meets a process that is about to end, and its end says why.
    child.send(message, () => undefined);
    return await promise;
  } finally {
    clearTimeout(timer);
    child.off("message", onMessage);
    child.off("exit", onExit);
  }
}

function isAnswer(message: unknown): message is LambdaAnswer {
  return typeof message === "object" && message !== null && "kind" in message;
}
