import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import type { MarketData } from "../../src/emulators/markets/market-data.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../src/emulators/stack.ts";
import { mostInputTokens } from "../../src/llm/budget.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { type OllamaServer, ollamaSays, startOllamaServer } from "../support/models/ollama-server.ts";
import { soundText } from "../insight/scripted-model.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";

const model = "llama3.2";

const sample = createSampleMarket();
const everyProduct: MarketData = {
  ...sample,
  has: () => true,
  candles: (_, ...window) => sample.candles("BTC-USD", ...window),
};

/** Containers of one stack with these settings, whose model is asked over a socket. */
async function start(settings: Readonly<Record<string, string>>) {
  const server = await startOllamaServer();
  const ledgerCalls: string[] = [];
  const stack = await startStack({
    market: everyProduct,
    faults: { dynamodb: ({ body }) => void ledgerCalls.push(body) },
    env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: server.url, OLLAMA_MODEL: model, ...settings },
  });
  onTestFinished(async () => void (await Promise.all([stack.stop(), server.close()])));
  return { server, stack, ledgerCalls };
}

/** Answers one request about each product, 10 in each container, all at once. */
async function askFor(productIds: readonly string[], stack: Stack): Promise<readonly string[]> {
  const lines: string[] = [];
  const nowMs = Date.now();
  const batches = Array.from({ length: Math.ceil(productIds.length / 10) }, (_, at) =>
    productIds.slice(at * 10, at * 10 + 10),
  );
  await Promise.all(
    batches.map(async (products) => {
      const setup = { write: (line: string) => void lines.push(line), clock: () => nowMs };
      const service = await composePrompts(stack.environment, setup);
      using deadline = createDeadline(80_000);
      const message = { deadline, logger: service.logger };
      let records = products.map((product_id) => sqsRecord(payload({ product_id })));
      // One process does the work of twenty: what times out comes again, as from the queue.
      for (let received = 1; received <= 4 && records.length > 0; received += 1) {
        const { batchItemFailures } = await handleBatch(records, service.batch, message);
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        records = records.filter(({ messageId }) => failed.has(messageId));
      }
      expect(records).toEqual([]);
    }),
  );
  return lines;
}

const products = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `P${at}-USD`);

function chats({ requests }: OllamaServer): OllamaServer["requests"] {
  return requests.filter(({ path }) => path === "/api/chat");
}

const chatSchema = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });

function promptOf(body: unknown): { readonly system: string; readonly user: string } {
  const { messages } = z.parse(chatSchema, body);
  const said = (role: string): string => messages.find((message) => message.role === role)?.content ?? "";
  return { system: said("system"), user: said("user") };
}

/** The most tokens of a first call for the sample market: a byte each, and 1000 that may be written. */
async function tokensOfCall(): Promise<number> {
  const { server, stack } = await start({ MODEL_MAX_OUTPUT_TOKENS: "1000" });
  server.behave(ollamaSays(soundText));
  await askFor(["P0-USD"], stack);
  return Math.min(...chats(server).map(({ body }) => mostInputTokens(promptOf(body)))) + 1_000;
}

describe("200 requests for 200 products at once", () => {
  it.each([
    ["all that they may", 1],
    ["a third of what they may", 3],
  ])(
    "make no more calls than the day's limit is worth where these take %s, and each is answered",
    async (_, share) => {
      const each = Math.floor((await tokensOfCall()) / share);
      const limit = {
        DAILY_SPEND_LIMIT_USD: ((each * 20) / 1_000_000).toFixed(6),
        MODEL_PRICES: `ollama:${model}=1/1`,
      };
      const { server, stack } = await start({ MODEL_MAX_OUTPUT_TOKENS: "1000", ...limit });
      server.behave(ollamaSays(soundText, { prompt_eval_count: each - 300, eval_count: 300 }));
      const lines = await askFor(products(200), stack);
      expect(stack.inbox.messages).toHaveLength(200);
      expect(chats(server).length).toBeGreaterThanOrEqual(16);
      expect(chats(server).length).toBeLessThanOrEqual(20);
      const plain = stack.inbox.messages.filter(({ message }) => message.includes("Automated summary of "));
      expect(plain.length).toBeGreaterThanOrEqual(180);
      expect(plain.filter(({ message }) => /limit|budget|cap\b/i.test(message))).toEqual([]);
      expect(lines.filter((line) => line.includes('"DailyLimitReached":1')).length).toBeGreaterThanOrEqual(180);
    },
    120_000,
  );
});

describe("a day's limit", () => {
  it("costs a stage that has none no call of the table", async () => {
    const { stack, ledgerCalls } = await start({ MODEL_PRICES: `ollama:${model}=1/1` });
    await askFor(["BTC-USD"], stack);
    expect(ledgerCalls.length).toBeGreaterThan(0);
    expect(ledgerCalls.filter((body) => body.includes("caps#"))).toEqual([]);
  });

  it("is asked before the repair as well, and its receipt says why a model's text is not what was posted", async () => {
    const { server, stack } = await start({ DAILY_TOKEN_LIMIT: "9000", MODEL_MAX_OUTPUT_TOKENS: "1000" });
    server.behave(ollamaSays("Buy it now, it will rise to 99999.", { prompt_eval_count: 8_000, eval_count: 900 }));
    await askFor(["BTC-USD"], stack);
    expect(chats(server)).toHaveLength(1);
    const [key = ""] = await stack.listObjects("insights/");
    const receipt: unknown = JSON.parse((await stack.readObject(key)) ?? "null");
    expect(receipt).toMatchObject({ outcome: "plain", reason: { code: "DAILY_LIMIT_REACHED" } });
  });
});
