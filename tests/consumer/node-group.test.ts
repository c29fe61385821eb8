import { expect, it, onTestFinished } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import type { Environment } from "../../src/platform/config/settings.ts";
import { ecsNames, startEcsServer } from "../support/models/ecs-server.ts";
import { ecsTask } from "../support/models/ecs-task.ts";
import { ollamaSays, startOllamaServer } from "../support/models/ollama-server.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";
import { withoutFooter } from "../support/without-footer.ts";

const text = "BTC-USD closed inside the Bollinger Bands.";

/** Handles one message with a node group of one node, whose private address leads to a server on loopback. */
async function handle(endpointOf: (ecsUrl: string) => Environment) {
  const ollama = await startOllamaServer();
  onTestFinished(() => ollama.close());
  ollama.behave(ollamaSays(text));
  const ecs = await startEcsServer({ desiredCount: 1, tasks: [ecsTask("10.0.0.7")] });
  onTestFinished(() => ecs.stop());
  const stack = await startStack({
    market: createSampleMarket(),
    env: {
      LLM_PROVIDERS: "ollama",
      OLLAMA_MODEL: "llama3.2",
      OLLAMA_HOST: "http://127.0.0.1:2",
      ECS_CLUSTER: ecsNames.cluster,
      ECS_SERVICE: ecsNames.service,
      ...endpointOf(ecs.url),
    },
  });
  onTestFinished(() => stack.stop());
  const service = await composePrompts(stack.environment, {
    fetch: (url, init) => fetch(url.replace("http://10.0.0.7:11434", ollama.url), init),
    write: () => undefined,
  });
  const { batchItemFailures } = await handleBatch([sqsRecord(payload())], service.batch, {
    deadline: createDeadline(30_000),
    logger: service.logger,
  });
  expect(batchItemFailures).toEqual([]);
  return { ecs, messages: stack.inbox.messages };
}

it.each([
  ["AWS_ENDPOINT_URL_ECS", (url: string) => ({ AWS_ENDPOINT_URL_ECS: url })],
  ["AWS_ENDPOINT_URL", (url: string) => ({ AWS_ENDPOINT_URL_ECS: undefined, AWS_ENDPOINT_URL: url })],
])("a node group found at %s writes the insight, instead of OLLAMA_HOST", async (_, endpointOf) => {
  const { ecs, messages } = await handle(endpointOf);
  expect(messages.map(({ message }) => withoutFooter(message))).toEqual([text]);
  expect(ecs.operations).toEqual(["ListTasks", "DescribeTasks"]);
});
