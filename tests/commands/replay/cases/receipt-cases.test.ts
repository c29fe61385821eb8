import { describe, expect, it, onTestFinished } from "vitest";
import { runReplay } from "../../../../src/commands/replay/replay.ts";
import { startQueueAndBucket } from "../../../../src/emulators/aws/queue-and-bucket.ts";
import { runCaptured } from "../../../support/commands/captured-terminal.ts";
import { honest, startFactModel } from "../../../support/models/fact-model.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const nowMs = Date.UTC(2026, 10, 20, 12);
const asOf = nowMs / 1_000 - 600;

const features = {
  rolling_avg: 76_575.73,
  ema: 76_575.07,
  rsi: 50.9,
  bollinger_upper: 76_666.55,
  bollinger_lower: 76_484.91,
  price_change: 12.61,
  volume_change: -34.56,
  daily_high: 78_522.86,
  daily_low: 76_165.85,
  buying_momentum: 15_126.06,
  selling_momentum: 16_055.73,
  last_close: 76_634.79,
  change_24h: -868.57,
  change_24h_pct: -1.12,
  candle_count: 288,
  expected_count: 288,
  as_of: asOf,
  interval: "FIVE_MINUTE",
  decimals: 2,
};

const receiptOf = (id: string, fields = {}) => ({
  correlation_id: id,
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  outcome: "insight",
  market: { source: "coinbase", count: 288, expected: 288, as_of: asOf, sha256: "x" },
  features,
  ...fields,
});

async function setUp(receipts: Readonly<Record<string, unknown>>) {
  const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const bucket = await startQueueAndBucket({ queueName: "q", dlqName: "d", bucketName: "trader-data", aws });
  onTestFinished(() => bucket.stop());
  for (const [key, receipt] of Object.entries(receipts)) {
    await bucket.putObject(
      `insights/BTC-USD/${key}.json`,
      typeof receipt === "string" ? receipt : JSON.stringify(receipt),
    );
  }
  const systems: string[] = [];
  const model = await startFactModel((sentences, index, name) => {
    systems.push(sentences.join(" "));
    return honest(sentences, index, name);
  });
  const args = ["--receipts", "--bucket", "trader-data", "--endpoint", bucket.url, "--model", "ollama:a", "--json"];
  const run = async (more: readonly string[] = []) =>
    await runCaptured(
      { run: async (argv, context) => await runReplay(argv, context, { clock: () => nowMs }) },
      [...args, "--cache", temporaryFolder(), ...more],
      { environment: { OLLAMA_HOST: model.url } },
    );
  return { run, model, systems };
}

describe("cases of receipts", () => {
  it("are told from the figures that the receipts hold, one for each market and moment", async () => {
    const { run, model, systems } = await setUp({
      "2026-11-20/a": receiptOf("a"),
      "2026-11-20/shared": receiptOf("shared", { coalesced: true }),
      "2026-11-19/b": receiptOf("b", { market: { as_of: asOf - 86_400 }, features: { ...features, rsi: 71.5 } }),
      "2026-11-10/old": receiptOf("old", { market: { as_of: asOf - 864_000 } }),
      "2026-11-20/refused": receiptOf("refused", { outcome: "refusal", features: null, market: null }),
      "2026-11-20/torn": "{",
    });
    const { exitCode, printed, noted } = await run();
    expect([exitCode, model.callCount()], noted.join("\n")).toEqual([0, 2]);
    expect(JSON.parse(printed[0] ?? "")).toMatchObject({
      cases: 2,
      results: [{ prompt: "trend_analysis", cases: 2, first_try: { value: 1 } }],
    });
    const told = systems.map((text) => /The RSI of (\S+)/.exec(text)?.[1] ?? "");
    expect(new Set(told)).toEqual(new Set(["50.90", "71.50"]));
  });

  it("say so where no receipt holds figures of the prompt", async () => {
    const { run } = await setUp({ "2026-11-20/a": receiptOf("a") });
    expect(await run(["--prompt", "momentum_check"])).toMatchObject({
      exitCode: 2,
      failure: "--receipts: no receipt of the last 7 days holds figures of momentum_check",
    });
  });
});
