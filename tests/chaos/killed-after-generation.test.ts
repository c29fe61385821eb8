import { SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../chaos/fleet.ts";
import { modelName, startModelServer } from "../../chaos/model-server.ts";
import { bundleFunction } from "../../src/emulators/lambda/bundle-function.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const running of started.splice(0).toReversed()) await running.stop();
});

it("a process killed between generation and delivery is followed by one that posts the same text without asking the model", async () => {
  const refused: string[] = [];
  let fleet: Fleet | null = null;
  const model = await startModelServer();
  started.push(model);
  const stack = await startStack({
    market: createSampleMarket(),
    env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: model.url, OLLAMA_MODEL: modelName },
    faults: {
      inbox(request) {
        if (refused.length > 0) return undefined;
        refused.push(request.body);
        fleet?.killHolders("doomed");
        return { kind: "drop" };
      },
    },
  });
  started.push(stack);
  const { queueUrl, environment } = stack;
  const queueEndpoint = environment["AWS_ENDPOINT_URL_SQS"] ?? "";
  const client = new SQSClient({ region: "us-east-1", endpoint: queueEndpoint });
  // The message comes back once the lease of the killed one has ended.
  const Attributes = { VisibilityTimeout: "6" };
  await client.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes }));
  const crashes: (readonly string[])[] = [];
  const running = await startFleet({
    code: await bundleFunction("prompts", temporaryFolder()),
    environment,
    queueEndpoint,
    queueUrl,
    processCount: 2,
    timeoutMs: 5_000,
    onLine: () => undefined,
    onCrash: (bodies) => crashes.push(bodies),
  });
  started.push(running);
  fleet = running;

  const payload = { correlation_id: "doomed", product_id: "BTC-USD", prompt: "trend_analysis" };
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(payload) }));
  const { message } = await stack.inbox.waitFor("doomed", { signal: AbortSignal.timeout(25_000) });
  client.destroy();

  expect(crashes).toEqual([[JSON.stringify(payload)]]);
  expect(refused.map((body): unknown => JSON.parse(body))).toMatchObject([{ message }]);
  expect(message).toContain("BTC-USD last closed at ");
  expect(model.callCount).toBe(1);
});
