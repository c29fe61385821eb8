import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import type { LambdaCode } from "../../src/local/lambda/lambda-code.ts";
import { type RuntimeApi, startRuntimeApi } from "./runtime-api.ts";

/** AWS's runtime interface client, with a function in it. */
export interface RunningClient extends RuntimeApi {
  /** What the function and the client wrote. */
  readonly output: () => string;
  /** Settles with the exit code of a client that ends by itself. */
  readonly ended: Promise<number | null>;
}

const client = join(import.meta.dirname, "node_modules/aws-lambda-ric/index.mjs");

/**
 * Starts the client as Lambda does, on the Node that the tests run on.
 *
 * @param environment the function's own variables; what Lambda sets comes before them.
 */
export async function runClient(
  { taskRoot, handler }: LambdaCode,
  environment: Readonly<Record<string, string>> = {},
  region = "us-east-2",
): Promise<RunningClient> {
  const name = "function-under-test";
  const api = await startRuntimeApi(`arn:aws:lambda:${region}:123456789012:function:${name}`);
  const child = spawn(process.execPath, [client, handler], {
    cwd: taskRoot,
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    env: {
      ...environment,
      _HANDLER: handler,
      AWS_DEFAULT_REGION: region,
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: "2026/11/27/[$LATEST]0123456789abcdef",
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_REGION: region,
      LAMBDA_RUNTIME_DIR: dirname(client),
      LAMBDA_TASK_ROOT: taskRoot,
      LANG: "en_US.UTF-8",
      PATH: "/usr/bin:/bin",
      TZ: ":UTC",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const exit = once(child, "exit");
  return {
    ...api,
    output: () => output,
    ended: exit.then(([code]) => (typeof code === "number" ? code : null)),
    async stop() {
      child.kill("SIGKILL");
      await exit;
      await api.stop();
    },
  };
}
