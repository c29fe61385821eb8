import { describe, expect, it, onTestFinished } from "vitest";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import type { FaultHook } from "../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../src/emulators/stack.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { soundText } from "../insight/scripted-model.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";
import { ollamaSays, startOllamaServer } from "../support/models/ollama-server.ts";

interface Trial {
  readonly stack: Stack;
  readonly lines: readonly string[];
  /** Sends a message to a container that has just started, on one clock with all others. */
  readonly deliver: (fields?: Parameters<typeof payload>[0], attributes?: object) => Promise<unknown>;
}

async function openTrial(fault?: FaultHook): Promise<Trial> {
  const model = await startOllamaServer();
  model.behave(ollamaSays(soundText));
  const stack = await startStack({
    market: createSampleMarket(),
    discord: { channels: ["general", "alerts"] },
    env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: model.url, OLLAMA_MODEL: "llama3.2" },
    ...(fault === undefined ? {} : { faults: { discord: fault } }),
  });
  onTestFinished(async () => void (await Promise.all([stack.stop(), model.close()])));
  const nowMs = Date.now();
  const lines: string[] = [];
  return {
    stack,
    lines,
    async deliver(fields = {}) {
      const service = await composePrompts(stack.environment, {
        write: (line) => void lines.push(line),
        clock: () => nowMs,
      });
      using deadline = createDeadline(20_000);
      return await handleBatch([sqsRecord(payload(fields))], service.batch, { deadline, logger: service.logger });
    },
  };
}

const done = { batchItemFailures: [] };

async function everythingWritten({ stack, lines }: Trial): Promise<string> {
  const keys = await stack.listObjects("insights/");
  const receipts = await Promise.all(keys.map((key) => stack.readObject(key)));
  return [...lines, ...receipts, JSON.stringify(await stack.readDeadLetters())].join("\n");
}

describe("a request whose insight goes to Discord", () => {
  it("is posted with its chart, and needs nothing of the Assistant's", async () => {
    const trial = await openTrial();
    expect(await trial.deliver()).toEqual(done);
    const [message] = trial.stack.discord?.messages ?? [];
    expect(message?.embeds[0]).toMatchObject({
      title: "BTC-USD: trend analysis",
      description: soundText,
      footer: {
        text: expect.stringMatching(
          /^As of .* UTC\. Synthetic market\. · Written by llama3\.2.* · \d+ statements checked against 288 candles$/,
        ),
      },
      image: { url: "attachment://btc-usd.png" },
    });
    expect(message?.files[0]?.description).toMatch(
      /^Candles of BTC-USD, 5 min \(synthetic\)\. Last price [\d,.]+\. Marked: /,
    );
    const [key = ""] = await trial.stack.listObjects("insights/");
    expect(JSON.parse((await trial.stack.readObject(key)) ?? "")).toMatchObject({
      delivered: { status: 200, channel: "general", to: "Discord", message_id: message?.id },
    });
    expect(trial.stack.environment).not.toHaveProperty("AUTH0_OAUTH_URL");
    expect([trial.stack.tokenServer.tokenRequestCount, trial.stack.inbox.messages.length]).toEqual([0, 0]);
  });

  it("that shares its text with another container has the same chart, of candles fetched again", async () => {
    const trial = await openTrial();
    await trial.deliver();
    await trial.deliver({ correlation_id: "second", channel: "alerts" });
    const [first, second] = (trial.stack.discord?.messages ?? []).map(({ files }) => files[0]?.bytes);
    expect(first?.length).toBeGreaterThan(1_000);
    expect(second).toEqual(first);
  });

  it("ends as a dead letter that says so where its answer was lost, and no redrive posts it again", async () => {
    let count = 0;
    const trial = await openTrial(() => (++count === 1 ? { kind: "answer_then_drop" } : undefined));
    for (let receives = 0; receives < 2; receives += 1) {
      expect(await trial.deliver({ correlation_id: "the-same" })).toEqual(done);
    }
    expect(trial.stack.discord?.messages).toHaveLength(1);
    const letters = await trial.stack.readDeadLetters();
    expect(letters.map(({ attributes }) => attributes["error_code"])).toEqual([
      "POST_MAY_HAVE_ARRIVED",
      "POST_MAY_HAVE_ARRIVED",
    ]);
    for (const { attributes } of letters) expect(attributes["error_message"]).toContain("its post may have arrived");
  });

  it("ends as a dead letter at once where the webhook is gone, and is delivered by a redrive once it is there", async () => {
    let isGone = true;
    const gone = { kind: "status", status: 404, body: { message: "Unknown Webhook", code: 10_015 } } as const;
    const trial = await openTrial(() => (isGone ? gone : undefined));
    expect(await trial.deliver({ correlation_id: "the-same" })).toEqual(done);
    const [letter] = await trial.stack.readDeadLetters();
    expect(letter?.attributes).toMatchObject({
      error_code: "DISCORD_MISCONFIGURED",
      error_message: "Discord answered 404: Unknown Webhook (the webhook of channel general)",
    });
    isGone = false;
    await trial.deliver({ correlation_id: "the-same" });
    expect(trial.stack.discord?.messages).toHaveLength(1);
  });

  it("to a channel without a webhook ends as a dead letter that names the setting", async () => {
    const trial = await openTrial();
    await trial.deliver({ channel: "nowhere" });
    const [letter] = await trial.stack.readDeadLetters();
    expect(letter?.attributes["error_message"]).toBe("DISCORD_WEBHOOK_URLS has no webhook for channel nowhere");
  });

  it("comes again after a limit that outlasts its attempt", async () => {
    const limited = {
      kind: "status",
      status: 429,
      body: { message: "limited", retry_after: 300, global: false },
    } as const;
    const trial = await openTrial(() => limited);
    expect(await trial.deliver()).toMatchObject({ batchItemFailures: [{ itemIdentifier: expect.any(String) }] });
    expect(trial.lines.join("\n")).toContain("DISCORD_UNAVAILABLE");
  });

  it("leaves no webhook's address in a log, a receipt or a dead letter", async () => {
    let count = 0;
    const trial = await openTrial(({ path }) => {
      count += 1;
      if (count === 1) return { kind: "status", status: 400, body: { message: `no: ${path}` } };
      return count === 2 ? { kind: "drop" } : undefined;
    });
    for (const correlation_id of ["first", "second", "third"]) await trial.deliver({ correlation_id });
    const written = await everythingWritten(trial);
    expect(written).toContain("DISCORD_REJECTED");
    for (const url of Object.values(trial.stack.discord?.webhooks ?? {})) {
      expect(written).not.toContain(url.split("/").at(-1));
    }
  });
});
