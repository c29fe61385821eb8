import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { lambdaFlags } from "../../bench/kit/lambda-flags.ts";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { type RuntimeAnswer, startRuntimeApi } from "./runtime-api.ts";

const client = join(import.meta.dirname, "node_modules/aws-lambda-ric/index.mjs");

/** The project's own Node, of the deployed version. */
const node = resolve(import.meta.dirname, "../../node_modules/node/bin/node");

/** What Lambda knows of a function beside its code. */
export interface AwsFunctionOptions {
  readonly code: LambdaCode;
  /** As configured. Default: none. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What stands in for the role and for AWS's own addresses: credentials, region and endpoints. Default: none. */
  readonly aws?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly memoryMegabytes?: number;
  readonly timeoutMs?: number;
}

/** A function under AWS's own runtime interface client. */
export interface AwsFunction {
  /** What Lambda is told of the event, or of a start that failed. Rejects where the process ends or hangs without a word. */
  invoke(event: unknown): Promise<RuntimeAnswer>;
  /** What the function and the client have written. */
  readonly output: () => string;
  stop(): Promise<void>;
}

/** Starts a function as Lambda does: the client alone, with the variables of the function and of Lambda, and no other. */
export async function startAwsFunction(options: AwsFunctionOptions): Promise<AwsFunction> {
  if (!existsSync(client)) throw new Error("AWS's client is not installed: npm --prefix tests/aws-runtime ci");
  const { code, variables = {}, aws = {}, name = "f", memoryMegabytes = 512, timeoutMs = 30_000 } = options;
  const api = await startRuntimeApi(`arn:aws:lambda:us-east-1:000000000000:function:${name}`);
  const child = spawn(node, [...lambdaFlags(memoryMegabytes), client], {
    cwd: code.taskRoot,
    env: { ...variables, ...aws, ...ofLambda(code, name, memoryMegabytes), AWS_LAMBDA_RUNTIME_API: api.address },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const closed = once(child, "close");
  return {
    output: () => output,
    async invoke(event) {
      const ended = closed.then(() => {
        throw new Error(`The client ended with ${child.exitCode ?? child.signalCode}: ${output}`);
      });
      // A start that fails is told before the process ends.
      ended.catch(() => undefined);
      const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
      try {
        return await Promise.race([api.invoke(event, timeoutMs), ended]);
      } finally {
        clearTimeout(timer);
      }
    },
    async stop() {
      child.kill("SIGKILL");
      await closed;
      await api.stop();
    },
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function ofLambda({ taskRoot, handler }: LambdaCode, name: string, memoryMegabytes: number): Record<string, string> {
  return {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: dirname(client),
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "2026/11/27/[$LATEST]f",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    NODE_PATH: "/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules",
  };
}
