import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  deploy,
  type DeployedFunction,
  fetchDeployed,
  type FreshAccount,
  openAccount,
  region,
} from "../support/fresh-account.ts";
import { httpApiEvent } from "../support/http-api-event.ts";
import { payload, sqsEvent, sqsRecord } from "../support/sqs-event.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { runClient, type RunningClient } from "./run-client.ts";

const functionIds = { prompts: "PromptsLambdaFunction", api: "ApiLambdaFunction" } as const;

let account: FreshAccount;
let running: RunningClient | null = null;

beforeAll(async () => {
  account = await openAccount();
  const { exitCode, output } = await deploy(
    account.endpoint.url,
    "--stage",
    "dev",
    `--param=COINBASE_API_URL=${account.stack.environment["COINBASE_API_URL"]}`,
    `--param=ASSISTANT_API_URL=${account.stack.environment["ASSISTANT_API_URL"]}`,
  );
  if (exitCode !== 0) throw new Error(output);
}, 120_000);

afterEach(async () => {
  await running?.stop();
  running = null;
});

afterAll(async () => {
  await account.stop();
});

/** Starts a function in the client, with the template's variables and what Lambda and the emulated account add. */
async function start(
  name: keyof typeof functionIds,
  change: (deployed: DeployedFunction) => DeployedFunction = (deployed) => deployed,
): Promise<RunningClient> {
  const { code, environment } = change(await fetchDeployed(account, functionIds[name]));
  const fromLambda = {
    AWS_ACCESS_KEY_ID: "function",
    AWS_SECRET_ACCESS_KEY: "function",
    AWS_SESSION_TOKEN: "function",
    AWS_ENDPOINT_URL: account.endpoint.url,
  };
  running = await runClient(code, { ...environment, ...fromLambda }, region);
  return running;
}

/** A copy of a function's code, so that a fault can be planted in it. */
function copyOf({ code, environment }: DeployedFunction): DeployedFunction {
  const taskRoot = temporaryFolder();
  cpSync(code.taskRoot, taskRoot, { recursive: true });
  return { code: { ...code, taskRoot }, environment };
}

describe("the packaged functions in AWS's own runtime client", () => {
  it("answer a batch of SQS, its insight delivered", async () => {
    const client = await start("prompts");
    const request = payload();
    const end = await client.invoke(sqsEvent(sqsRecord(request)));
    expect(end, client.output()).toEqual({ kind: "response", body: { batchItemFailures: [] } });
    expect(account.stack.inbox.messages, client.output()).toMatchObject([{ correlationId: request["correlation_id"] }]);
    // The second one meets a warm function.
    const again = payload({ product_id: "ETH-USD" });
    expect(await client.invoke(sqsEvent(sqsRecord(again)))).toEqual({
      kind: "response",
      body: { batchItemFailures: [] },
    });
    expect(account.stack.inbox.messages).toHaveLength(2);
  });

  it("answer a request by HTTP, its message on the queue", async () => {
    const client = await start("api");
    const end = await client.invoke(httpApiEvent(JSON.stringify({ product_id: "LTC-USD", prompt: "trend_analysis" })));
    expect(end, client.output()).toMatchObject({ kind: "response", body: { statusCode: 202 } });
    const sqs = new SQSClient({ endpoint: account.endpoint.url, region });
    const queue = { QueueUrl: account.cloud.ids.get("PromptQueue"), WaitTimeSeconds: 1 };
    const { Messages: messages } = await sqs.send(new ReceiveMessageCommand(queue));
    expect(messages?.[0]?.Body).toContain('"product_id":"LTC-USD"');
    sqs.destroy();
  });

  it.each([
    ["prompts", sqsEvent(sqsRecord(payload())), { kind: "error", error: { errorType: "CONFIGURATION_INVALID" } }],
    ["api", httpApiEvent("{}"), { kind: "response", body: { statusCode: 500 } }],
  ] as const)("tell which setting %s lacks, and do not answer well", async (name, event, expected) => {
    const client = await start(name, ({ code, environment }) => {
      const { PROMPT_QUEUE_URL: _, ...others } = environment;
      return { code, environment: others };
    });
    expect(await client.invoke(event)).toMatchObject(expected);
    expect(client.output()).toMatch(/"event":"start_failed".*PROMPT_QUEUE_URL/u);
  });

  it.each(["prompts", "api"] as const)(
    "do not start with a folder of the name of %s beside its handler",
    async (name) => {
      const client = await start(name, (deployed) => {
        const copy = copyOf(deployed);
        mkdirSync(join(copy.code.taskRoot, `src/consumer/${name}`));
        return copy;
      });
      expect(await client.initError).toMatchObject({ errorMessage: expect.stringContaining("Directory import") });
      expect(await client.ended).not.toBe(0);
    },
  );

  it("do not start where a module throws while it is loaded", async () => {
    const client = await start("prompts", (deployed) => {
      const copy = copyOf(deployed);
      const entry = join(copy.code.taskRoot, "src/consumer/prompts.mjs");
      writeFileSync(entry, `${readFileSync(entry, "utf8")}\nthrow new RangeError("no such table");`);
      return copy;
    });
    expect(await client.initError).toEqual({ errorType: "RangeError", errorMessage: "no such table" });
    expect(await client.ended).not.toBe(0);
  });
});
