import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scorecard } from "../../../src/commands/scorecard/scorecard.ts";
import { startQueueAndBucket, type QueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";

const today = new Date().toISOString().slice(0, 10);
const at = `${today}T00:00:01.000Z`;
const label = "bedrock:amazon.nova-lite-v1:0";

const sentence = (verdict: string, reason = "") => ({ text: `It is ${verdict}.`, verdict, reason });
const answer = (latencyMs: number, ...sentences: readonly ReturnType<typeof sentence>[]) => ({
  provider: "bedrock",
  model: "amazon.nova-lite-v1:0",
  latency_ms: latencyMs,
  text: sentences.map(({ text }) => text).join(" "),
  grounding: {
    grounded: sentences.every(({ verdict }) => verdict === "true"),
    posted: sentences
      .filter(({ verdict }) => verdict === "true")
      .map(({ text }) => text)
      .join(" "),
    why: null,
    sentences,
  },
});

const receiptOf = (id: string, fields: object) => ({
  correlation_id: id,
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  prompt_version: 3,
  outcome: "insight",
  coalesced: false,
  provider: "bedrock",
  model: "amazon.nova-lite-v1:0",
  usage: { input_tokens: 1_000, output_tokens: 100 },
  attempts: [],
  answers: [],
  delivered: { status: 201, channel: "general", at },
  ...fields,
});

const [good, bad] = [sentence("true"), sentence("false", "The RSI of 41.20 is neutral.")];
const receipts = [
  receiptOf("whole", { answers: [answer(1_000, good, good)] }),
  receiptOf("part", { answers: [answer(3_000, good, bad, good)] }),
  receiptOf("repaired", { answers: [answer(2_000, bad), answer(2_000, good, good)] }),
  receiptOf("shared", { coalesced: true, answers: [answer(1_000, good, good)] }),
  receiptOf("hung", {
    outcome: "plain",
    provider: null,
    model: null,
    usage: null,
    attempts: [
      {
        provider: "bedrock",
        model: "amazon.nova-lite-v1:0",
        latencyMs: 30_000,
        error: { code: "MODEL_TIMEOUT", message: "hung" },
      },
    ],
    reason: { code: "MODELS_FAILED", message: "hung" },
  }),
  receiptOf("other", {
    prompt: "key_levels",
    prompt_version: 2,
    outcome: "plain",
    provider: null,
    model: null,
    usage: null,
  }),
  receiptOf("unknown-product", { outcome: "refusal", provider: null, model: null, usage: null }),
  receiptOf("dead", { outcome: "dead_lettered", delivered: null, dead_lettered_at: at }),
  receiptOf("hushed", { outcome: "quiet", insight: null, delivered: null, provider: null, model: null, usage: null }),
  receiptOf("odd", { outcome: "melted" }),
];

describe("npm run scorecard", () => {
  let bucket: QueueAndBucket;
  let here: readonly string[];

  beforeAll(async () => {
    const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    bucket = await startQueueAndBucket({ queueName: "q", dlqName: "d", bucketName: "trader-data", aws });
    here = ["--endpoint", bucket.url, "--bucket", "trader-data"];
    for (const receipt of receipts) {
      await bucket.putObject(`insights/BTC-USD/${today}/${receipt.correlation_id}.json`, JSON.stringify(receipt));
    }
  });
  afterAll(() => bucket.stop());

  const scored = async (...argv: readonly string[]): Promise<unknown> => {
    const { printed, failure } = await runCaptured(scorecard, [...here, "--json", ...argv]);
    return printed[0] === undefined ? failure : JSON.parse(printed[0]);
  };

  it("counts requests by how they ended, and texts that were shared once", async () => {
    expect(await scored()).toMatchObject({
      receipts: 10,
      outcomes: { insight: 4, plain: 2, refusal: 1, quiet: 1, dead_lettered: 1 },
      shared: 1,
      unknown: 1,
    });
  });

  it("sums up what a prompt version made with a model, and what that cost", async () => {
    const card = await scored("--price", `${label}=0.06/0.24`);
    expect(card).toMatchObject({
      results: [
        { prompt: "key_levels", version: 2, model: "plain", cases: 1, plain: { value: 1 }, cost_usd: 0 },
        {
          prompt: "trend_analysis",
          version: 3,
          model: label,
          cases: 3,
          failed: 1,
          first_try: { value: 1 / 3 },
          pruned: { value: 1 / 3 },
          repaired: { value: 1 / 3 },
          sentences: { true: 6, false: 2, not_understood: 0 },
          faults: [{ verdict: "false", reason: "The RSI of N is neutral.", count: 2 }],
          input_tokens: 3_000,
          output_tokens: 300,
          latency_ms: { p50: 2_000, p95: 3_000 },
        },
        { prompt: "trend_analysis", version: 3, model: "plain", cases: 0, refused: 1, cost_usd: 0 },
      ],
    });
    const cost = (3_000 * 0.06 + 300 * 0.24) / 1_000_000;
    expect(card).toHaveProperty("cost_usd", expect.closeTo(cost, 12));
  });

  it("takes prices from the environment, where an option wins", async () => {
    const run = async (prices: string, ...argv: readonly string[]) =>
      (await runCaptured(scorecard, [...here, ...argv], { environment: { MODEL_PRICES: prices } })).printed.join("\n");
    expect(await run(`${label}=100/100, ollama:llama3.2=0/0`)).toContain("cost $0.3300");
    expect(await run(`${label}=100/100`, "--price", `${label}=0/0`)).toContain("cost $0.0000");
    expect((await runCaptured(scorecard, here, { environment: { MODEL_PRICES: "a=b" } })).failure).toMatch(
      /^MODEL_PRICES "a=b" is no price such as bedrock:/,
    );
  });

  it("says that a cost is not known without a price", async () => {
    const { printed } = await runCaptured(scorecard, here);
    expect(printed.join("\n")).toContain("cost unknown: not every model has a --price");
    expect(await scored()).toHaveProperty("cost_usd", null);
  });

  it("tells a block for each prompt version and model", async () => {
    const { printed, exitCode } = await runCaptured(scorecard, [...here, "--days", "1"]);
    expect(exitCode).toBe(0);
    expect(printed.join("\n")).toContain(
      "10 receipts of today: 4 insight, 2 plain, 1 refusal, 1 quiet, 1 dead lettered",
    );
    expect(printed.join("\n")).toContain(`trend_analysis v3, ${label}: 3 texts, 1 failed`);
  });

  it("names what is no receipt, and leaves it out", async () => {
    const day = new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10);
    const key = `insights/BTC-USD/${day}/torn.json`;
    await bucket.putObject(key, '{"correlation_id":');
    const { printed, noted } = await runCaptured(scorecard, [...here, "--days", "60", "--json"]);
    expect(noted).toEqual([`s3://trader-data/${key} is no receipt: it holds no JSON object`]);
    expect(JSON.parse(printed[0] ?? "")).toHaveProperty("receipts", receipts.length);
  });

  it("reads no days beyond those that are asked for", async () => {
    await bucket.putObject("insights/BTC-USD/2020-01-01/old.json", JSON.stringify(receiptOf("old", {})));
    expect(await scored("--days", "400")).toHaveProperty("receipts", 10);
    const { failure } = await runCaptured(scorecard, [...here, "--days", "401"]);
    expect(failure).toMatch(/^--days "401" is not a whole number from 1 to 400/);
  });
});
