import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the parent sends to the child for each event. */
export interface LambdaCall {
  readonly requestId: string;
  /** Milliseconds since the UNIX epoch. */
  readonly deadlineMs: number;
  readonly event: unknown;
}

/** What the child answers. */
export type LambdaAnswer =
  | { readonly requestId: string; readonly ok: true; readonly result: unknown }
  | { readonly requestId: string; readonly ok: false; readonly error: string };

/** A Lambda function in a process of its own. */
export interface LambdaProcess {
  /**
   * Calls the handler. Like Lambda it kills a call that outlasts the function's timeout, and starts a fresh process for the
   * next one. Throws an Error that says why there is no result.
   */
  invoke(event: unknown): Promise<unknown>;
  /** Kills the process in the middle of whatever it does; the next call gets a fresh one. */
  kill(): void;
  /** Ends the process and waits for its end. */
  stop(): Promise<void>;
}

/** How the function is run. */
export interface LambdaProcessOptions {
  /** Path of the module that exports `handler`. */
  readonly entry: string;
  /** The function's whole environment: nothing of this process's own is passed on. */
  readonly environment: Readonly<Record<string, string>>;
  /** The function's timeout. */
  readonly timeoutMs: number;
  /** Takes each line that the function writes to standard output or standard error. */
  readonly onLine: (line: string) => void;
}

/** Makes a {@link LambdaProcess}; the process starts at once, as a function with a warm container would. */
export function createLambdaProcess(options: LambdaProcessOptions): LambdaProcess {
  let child: ChildProcess | null = start();
  let stopped = false;

  function start(): ChildProcess {
    const started = fork(fileURLToPath(new URL("lambda-child.ts", import.meta.url)), [options.entry], {
      env: options.environment,
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    // Answers arrive in parallel, one listener each.
    started.setMaxListeners(0);
    for (const stream of [started.stdout, started.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", options.onLine);
    }
    started.once("exit", () => {
      if (child === started) child = null;
    });
    return started;
  }

  return {
    async invoke(event) {
      if (stopped) throw new Error("The function has been stopped");
      child ??= start();
      return await call(child, event, options.timeoutMs);
    },
    kill() {
      child?.kill("SIGKILL");
    },
    async stop() {
      stopped = true;
      const running = child;
      if (running === null || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
    },
  };
}

async function call(child: ChildProcess, event: unknown, timeoutMs: number): Promise<unknown> {
  const requestId = randomUUID();
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onMessage = (message: unknown): void => {
    if (!isAnswer(message) || message.requestId !== requestId) return;
    if (message.ok) resolve(message.result);
    else reject(new Error(message.error));
  };
  let isTimedOut = false;
  const onExit = (code: number | null, signal: string | null): void => {
    const how = isTimedOut ? `timed out after ${timeoutMs} ms` : `ended (${signal ?? `exit code ${code}`})`;
    reject(new Error(`The function's process ${how}`));
  };
  const timer = setTimeout(() => {
    isTimedOut = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  child.on("message", onMessage);
  child.once("exit", onExit);
  try {
    const message: LambdaCall = { requestId, deadlineMs: Date.now() + timeoutMs, event };
    child.send(message, (error) => {
      if (error !== null) reject(error);
    });
    return await promise;
  } finally {
    clearTimeout(timer);
    child.off("message", onMessage);
    child.off("exit", onExit);
  }
}

function isAnswer(message: unknown): message is LambdaAnswer {
  return typeof message === "object" && message !== null && "requestId" in message && "ok" in message;
}
