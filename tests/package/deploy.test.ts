import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLambdaProcess, type LambdaProcess } from "../../src/emulators/lambda/lambda-process.ts";
import { deploy, fetchDeployed, type FreshAccount, openAccount, region } from "../support/aws/fresh-account.ts";
import { httpApiEvent } from "../support/events/http-api-event.ts";
import { payload, sqsEvent, sqsRecord } from "../support/events/sqs-event.ts";

/** Runs a deployed function with the variables that the template gives it and what Lambda adds. */
async function startDeployed(account: FreshAccount, logicalId: string, lines: string[]): Promise<LambdaProcess> {
  const { code, environment } = await fetchDeployed(account, logicalId);
  return createLambdaProcess({
    code,
    environment: {
      ...environment,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "function",
      AWS_SECRET_ACCESS_KEY: "function",
      AWS_ENDPOINT_URL: account.endpoint.url,
    },
    timeoutMs: 30_000,
    onLine: (line) => lines.push(line),
  });
}

describe("sls deploy into a fresh account", () => {
  let account: FreshAccount;

  beforeAll(async () => {
    account = await openAccount();
  });

  afterAll(async () => {
    await account.stop();
  });

  it("completes, and its functions deliver and enqueue with the template's variables alone", async () => {
    const { stack, endpoint, cloud } = account;
    const { exitCode, output } = await deploy(
      endpoint.url,
      "--stage",
      "dev",
      `--param=COINBASE_API_URL=${stack.environment["COINBASE_API_URL"]}`,
      `--param=ASSISTANT_API_URL=${stack.environment["ASSISTANT_API_URL"]}`,
    );
    expect(exitCode, `${output}\n${cloud.calls.join(" ")}`).toBe(0);

    const lines: string[] = [];
    const prompts = await startDeployed(account, "PromptsLambdaFunction", lines);
    const api = await startDeployed(account, "ApiLambdaFunction", lines);
    try {
      const good = payload();
      const answer = await prompts.invoke(sqsEvent(sqsRecord(good)));
      expect(answer, lines.join("\n")).toEqual({ batchItemFailures: [] });
      expect(stack.inbox.messages, lines.join("\n")).toMatchObject([{ correlationId: good["correlation_id"] }]);

      const accepted = await api.invoke(
        httpApiEvent(JSON.stringify({ product_id: "ETH-USD", prompt: "trend_analysis" })),
      );
      expect(accepted, lines.join("\n")).toMatchObject({ statusCode: 202 });
      const sqs = new SQSClient({ endpoint: endpoint.url, region });
      const { Messages: messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: cloud.ids.get("PromptQueue"), WaitTimeSeconds: 1 }),
      );
      expect(messages?.[0]?.Body).toContain('"product_id":"ETH-USD"');
    } finally {
      await Promise.all([prompts.stop(), api.stop()]);
    }
  }, 120_000);
});

describe("sls deploy into an account without a parameter of the platform's", () => {
  it("fails with the parameter's name", async () => {
    const account = await openAccount(["cache-table-name"]);
    try {
      const { exitCode, output } = await deploy(account.endpoint.url, "--stage", "dev");
      expect(exitCode).not.toBe(0);
      expect(output).toContain("[ssm:/trader/dev/cache-table-name] cannot be found");
    } finally {
      await account.stop();
    }
  }, 120_000);
});
