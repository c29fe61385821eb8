import { describe, expect, it, onTestFinished } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { soundText } from "../insight/scripted-model.ts";
import { ollamaSays, startOllamaServer } from "../support/models/ollama-server.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";

/** Two containers of one stack at one moment, the second with other settings; gives how often the model was asked. */
async function callsOfTwoContainers(changes: Readonly<Record<string, string>>) {
  const server = await startOllamaServer();
  const other = await startOllamaServer();
  for (const model of [server, other]) model.behave(ollamaSays(soundText));
  const stack = await startStack({ market: createSampleMarket() });
  onTestFinished(async () => void (await Promise.all([stack.stop(), server.close(), other.close()])));
  const nowMs = Date.now();
  const model = { LLM_PROVIDERS: "ollama", OLLAMA_HOST: server.url, OLLAMA_MODEL: "llama3.2", OLLAMA_API_KEY: "first" };
  const changed = changes["OLLAMA_HOST"] === undefined ? changes : { ...changes, OLLAMA_HOST: other.url };
  for (const environment of [model, { ...model, ...changed }]) {
    const setup = { write: () => undefined, clock: () => nowMs };
    const service = await composePrompts({ ...stack.environment, ...environment }, setup);
    using deadline = createDeadline(20_000);
    const records = [sqsRecord(payload())];
    const response = await handleBatch(records, service.batch, { deadline, logger: service.logger });
    expect(response).toEqual({ batchItemFailures: [] });
  }
  expect(stack.inbox.messages).toHaveLength(2);
  return [...server.requests, ...other.requests].filter(({ path }) => path === "/api/chat").length;
}

describe("requests about the same candles, in two containers", () => {
  it.each([[{}], [{ OLLAMA_API_KEY: "rotated" }], [{ LOG_LEVEL: "error" }]])(
    "share one text where the second has %j",
    async (changes) => {
      expect(await callsOfTwoContainers(changes)).toBe(1);
    },
  );

  it.each([
    [{ OLLAMA_MODEL: "qwen3" }],
    [{ OLLAMA_HOST: "another" }],
    [{ MODEL_MAX_OUTPUT_TOKENS: "2048" }],
    [{ LLM_PROVIDERS: "ollama,bedrock", BEDROCK_MODEL_ID: "m" }],
  ])("do not where the second has %j", async (changes) => {
    expect(await callsOfTwoContainers(changes)).toBe(2);
  });
});
