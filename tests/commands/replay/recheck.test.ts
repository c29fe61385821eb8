import { describe, expect, it, onTestFinished } from "vitest";
import { runReplay } from "../../../src/commands/replay/replay.ts";
import { startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";

const nowMs = Date.UTC(2026, 10, 20, 12);
const features = {
  ema: 76_575.07,
  rsi: 50.9,
  last_close: 76_634.79,
  candle_count: 288,
  expected_count: 288,
  as_of: nowMs / 1_000,
  interval: "FIVE_MINUTE",
  decimals: 2,
};
const told = "BTC-USD last closed at 76634.79. BTC-USD closed above the EMA of 76575.07. The RSI of 50.90 is neutral.";
const sentences = (third: string) =>
  [...told.matchAll(/[A-Z].*?\d\.(?= |$)|The RSI.*/g)].map(([text], index) => ({
    text,
    verdict: index === 2 ? third : "true",
    reason: "",
  }));

const answerOf = (third: string, posted: string | null) => ({
  provider: "ollama",
  model: "a",
  latency_ms: 5,
  text: told,
  grounding: { grounded: false, posted, why: null, sentences: sentences(third) },
});

async function recheck(answers: readonly unknown[], more: readonly string[] = [], fields = {}) {
  const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const bucket = await startQueueAndBucket({ queueName: "q", dlqName: "d", bucketName: "trader-data", aws });
  onTestFinished(() => bucket.stop());
  const receipt = {
    correlation_id: "abc",
    product_id: "BTC-USD",
    prompt: "trend_analysis",
    features,
    answers,
    ...fields,
  };
  await bucket.putObject("insights/BTC-USD/2026-11-20/abc.json", JSON.stringify(receipt));
  return await runCaptured({ run: async (argv, context) => await runReplay(argv, context, { clock: () => nowMs }) }, [
    "--recheck",
    "--receipts",
    "--bucket",
    "trader-data",
    "--endpoint",
    bucket.url,
    ...more,
  ]);
}

describe("--recheck", () => {
  it("tells each sentence that is judged otherwise, and what would be posted", async () => {
    const { exitCode, printed } = await recheck([answerOf("false", null), answerOf("true", told)], ["--json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(printed[0] ?? "")).toEqual({
      receipts: 1,
      answers: 2,
      posted_before: 1,
      posted_now: 2,
      changes: [
        {
          correlation_id: "abc",
          prompt: "trend_analysis",
          model: "a",
          attempt: 1,
          posted_before: false,
          posted_now: true,
          changed: [{ text: "The RSI of 50.90 is neutral.", was: "false", now: "true", reason: "" }],
        },
      ],
    });
  });

  it("lets a prompt name levels that lets its models do so", async () => {
    const named = "BTC-USD last closed at 76634.79. Pivot S1 at 76100.00 is support.";
    const verdicts = named.split(/(?<=\.) /).map((text) => ({ text, verdict: "true", reason: "" }));
    const answer = { ...answerOf("true", named), text: named };
    answer.grounding.sentences = verdicts;
    const { printed } = await recheck([answer], ["--json"], {
      prompt: "key_levels",
      features: { ...features, pivot_s1: 76_100 },
    });
    expect(JSON.parse(printed[0] ?? "")).toMatchObject({ answers: 1, posted_before: 1, changes: [] });
  });

  it("tells it in lines at a terminal", async () => {
    const { printed } = await recheck([answerOf("not_understood", null)]);
    expect(printed.join("\n").split("\n")).toEqual([
      "1 answers of 1 receipts: 0 were posted, whole or in part; 1 would be now; 1 are judged otherwise",
      "abc, trend_analysis, a, answer 1: would be posted now",
      "  not understood -> true: The RSI of 50.90 is neutral.",
    ]);
  });

  it.each<[string, readonly unknown[], readonly string[], object, RegExp]>([
    [
      "receipts without answers",
      [],
      [],
      {},
      /^--recheck: no receipt of the last 7 days holds an answer with its verdict$/,
    ],
    ["a prompt that is gone", [answerOf("true", told)], [], { prompt: "gone" }, /^--recheck: no receipt/],
    ["a model", [], ["--model", "plain"], {}, /^--model can't be given with --recheck: no text is written/],
  ])("refuses %s", async (_, answers, more, fields, words) => {
    const { exitCode, failure } = await recheck(answers, more, fields);
    expect([exitCode, failure]).toEqual([2, expect.stringMatching(words)]);
  });

  it("is for receipts alone", async () => {
    const { failure } = await runCaptured({ run: runReplay }, ["--recheck", "--sample", "3"]);
    expect(failure).toMatch(/^--recheck is for --receipts alone/);
  });
});
