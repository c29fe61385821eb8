import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../../src/features/index.ts";
import { formatReceipt } from "../../../src/commands/why/format-receipt.ts";
import { asOf, risingCandles } from "../../insight/insight-setup.ts";

const address = "s3://trader-data/insights/BTC-USD/2023-11-15/abc-123.json";
const tell = (receipt: unknown): string => formatReceipt(receipt, address, 100);

const violation = { kind: "introduction", words: "Here is", reason: "It begins with an introduction." };
const receipt = {
  correlation_id: "abc-123",
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  prompt_version: 1,
  message_id: "message-1",
  sent_at: "2023-11-15T11:57:17.000Z",
  receive_count: 3,
  received_at: "2023-11-15T12:00:17.000Z",
  outcome: "insight",
  coalesced: false,
  market: { source: "coinbase", count: 287, expected: 288, as_of: asOf, newest_start: asOf - 300, sha256: "abcdef" },
  features: computeFeatures(risingCandles(10), { asOf, granularity: "FIVE_MINUTE", expectedCount: 288 }),
  prompt_text: "the user prompt",
  system_text: "the system prompt",
  usage: { input_tokens: 800, output_tokens: null },
  attempts: [
    {
      provider: "bedrock",
      model: "nova",
      latencyMs: 0,
      error: { code: "MODEL_UNAVAILABLE", message: "resting" },
      skipped: true,
    },
    { provider: "groq", model: "x", latencyMs: 31_000, error: { code: "HTTP_TIMEOUT", message: "too slow" } },
    { provider: "ollama", model: "llama", latencyMs: 800 },
    { provider: "ollama", model: "llama", latencyMs: 700 },
  ],
  answers: [
    {
      provider: "ollama",
      model: "llama",
      latency_ms: 800,
      text: "Here is BTC-USD.",
      grounding: { grounded: false, violations: [violation] },
    },
    {
      provider: "ollama",
      model: "llama",
      latency_ms: 700,
      text: "BTC-USD rose.",
      grounding: { grounded: true, violations: [] },
    },
  ],
  grounding: { grounded: true, violations: [] },
  reason: null,
  insight: "BTC-USD rose.",
  delivered: { status: 202, channel: "alerts", at: "2023-11-15T12:00:49.500Z", idempotency_key: "a1b2" },
  timings_ms: { candles: 90, features: 1, prompt: 0, model: 32_000, delivery: 120, total: 32_500 },
};

/** The lines below a heading, trimmed. */
function section(story: string, title: string): readonly string[] {
  const lines = story.split("\n");
  const start = lines.indexOf(title);
  if (start < 0) return [];
  const end = lines.findIndex((line, index) => index > start && line !== "" && !line.startsWith(" "));
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .map((line) => line.trim().replaceAll(/ {2,}/g, " "))
    .filter((line) => line !== "");
}

describe("the story of a receipt", () => {
  it("has its sections in the order of the work", () => {
    const story = tell(receipt);
    expect(story.split("\n").slice(0, 2)).toEqual(["BTC-USD, trend_analysis version 1: abc-123", address]);
    expect(
      story
        .split("\n")
        .filter((line) => /^\S/.test(line))
        .slice(2),
    ).toEqual([
      "In short",
      "Arrival",
      "Candles",
      "Figures",
      "Prompt",
      "Models",
      "Verdict on the text",
      "Posted",
      "Time",
    ]);
  });

  it("says when the request arrived, and which of its attempts it tells of", () => {
    expect(section(tell(receipt), "Arrival")).toEqual([
      "2023-11-15 12:00:17 UTC, from the queue: message message-1, sent at 2023-11-15 11:57:17 UTC",
      "The queue gave it out 3 times; this is about the last one alone",
    ]);
    expect(section(tell({ ...receipt, message_id: null, sent_at: null, receive_count: null }), "Arrival")).toEqual([
      "2023-11-15 12:00:17 UTC, by a direct invocation",
    ]);
  });

  it("says which candles the figures come from", () => {
    expect(section(tell(receipt), "Candles").join(" ")).toBe(
      "287 of 288 FIVE_MINUTE candles from Coinbase, closed by 2023-11-15 12:00:00 UTC; the newest begins at 2023-11-15 11:55:00 UTC SHA-256 abcdef",
    );
    const market = {
      ...receipt.market,
      source: "history",
      object_key: "COINBASE/x.csv",
      fallback_reason: "it was down",
    };
    const lines = section(tell({ ...receipt, market }), "Candles");
    expect(lines.join(" ")).toContain("from the collected history");
    expect(lines).toEqual(expect.arrayContaining(["Object COINBASE/x.csv", "Not Coinbase's, since it was down"]));
  });

  it("writes the figures as the prompt does, and says which lack candles", () => {
    const lines = section(tell(receipt), "Figures");
    expect(lines).toContain("rolling_avg 108.00");
    expect(lines).toContain("rsi too few candles");
    expect(section(tell({ ...receipt, features: { fancy: 1.5 } }), "Figures")).toEqual(["fancy 1.5"]);
  });

  it("tells several series apart", () => {
    const hours = computeFeatures(risingCandles(10), {
      asOf,
      granularity: "ONE_HOUR",
      expectedCount: 168,
      figures: ["rsi", "high_7d"],
    });
    const several = {
      ...receipt,
      market: { series: { "5m": receipt.market, "1h": { ...receipt.market, count: 160, expected: 168 } } },
      features: { "5m": receipt.features, "1h": hours },
    };
    const told = tell(several);
    expect(told).toContain("287 of 288 FIVE_MINUTE candles from Coinbase");
    expect(told).toContain("160 of 168 ONE_HOUR candles from Coinbase");
    expect(told).toMatch(/Of the 1h candles:\n\s+rsi +too few candles\n\s+high_7d +too few candles/u);
  });

  it("says in order whom it asked, what each said and what the check found", () => {
    expect(section(tell(receipt), "Models")).toEqual([
      "bedrock, nova, was not asked: resting (MODEL_UNAVAILABLE)",
      "groq, x, failed after 31.0 s: too slow (HTTP_TIMEOUT)",
      "ollama, llama, said after 800 ms:",
      "Here is BTC-USD.",
      "It does not hold:",
      '- "Here is": It begins with an introduction.',
      "ollama, llama, said after 700 ms:",
      "BTC-USD rose.",
      "It agrees with the figures",
      "800 tokens in, ? out, in all",
    ]);
  });

  it("says what was posted, where and when", () => {
    expect(section(tell(receipt), "Posted")).toEqual([
      "To channel alerts, at 2023-11-15 12:00:49.500 UTC; the Assistant answered 202",
      "Idempotency key a1b2",
      "BTC-USD rose.",
    ]);
  });

  it("says who took it where that was not the Assistant, and by which id it is known there", () => {
    const delivered = { ...receipt.delivered, status: 200, to: "Discord", message_id: "1310000000000000001" };
    expect(section(tell({ ...receipt, delivered }), "Posted").slice(0, 2)).toEqual([
      "To channel alerts, at 2023-11-15 12:00:49.500 UTC; Discord answered 200",
      "Its id there is 1310000000000000001",
    ]);
  });

  it("says how long it waited and how long each step took, which makes the whole", () => {
    expect(section(tell(receipt), "Time")).toEqual([
      "in the queue, with 2 earlier attempts 3.0 min",
      "fetching candles 90 ms",
      "computing figures 1 ms",
      "rendering the prompt 0 ms",
      "models and check 32.0 s",
      "posting 120 ms",
      "everything else 289 ms",
      "from its arrival on 32.5 s",
    ]);
  });

  it("counts no step of another request's text into this one's time", () => {
    const timings = { ...receipt.timings_ms, total: 200 };
    const lines = section(tell({ ...receipt, coalesced: true, timings_ms: timings, receive_count: 2 }), "Time");
    expect(lines[0]).toBe("in the queue, with 1 earlier attempt 3.0 min");
    expect(lines).toContain("everything else 80 ms");
    expect(lines.join(" ")).toContain("no part of this request's time");
  });

  it.each([
    { outcome: "insight", reason: null, told: "A model wrote a text that passed the check, and it was posted" },
    {
      outcome: "plain",
      reason: { code: "MODELS_FAILED", message: "No model answered" },
      told: "The plain insight, written from the figures alone, was posted: No model answered (MODELS_FAILED)",
    },
    {
      outcome: "refusal",
      reason: { code: "MARKET_STALE", message: "Old" },
      told: "There was nothing to tell, and a sentence that says why was posted: Old (MARKET_STALE)",
    },
    { outcome: "miracle", reason: { code: null, message: null }, told: "The outcome is miracle: no message" },
    { outcome: 7, reason: null, told: "The outcome is not told" },
  ])("begins with the outcome $outcome", ({ told, ...fields }) => {
    expect(section(tell({ ...receipt, ...fields }), "In short")).toEqual([told]);
  });

  it("of a request that was given up says why, and what the Assistant never confirmed", () => {
    const story = tell({
      ...receipt,
      outcome: "dead_lettered",
      reason: { code: "ASSISTANT_UNAVAILABLE", message: "It answered 503" },
      insight: null,
      delivered: null,
      unposted_text: "BTC-USD rose.",
      channel: "alerts",
      dead_lettered_at: "2023-11-15T12:00:49.500Z",
    });
    expect(section(story, "In short").join(" ")).toBe(
      "It was given up, and its message moved to the dead-letter queue: It answered 503 (ASSISTANT_UNAVAILABLE)",
    );
    expect(section(story, "Posted")).toEqual([]);
    expect(section(story, "Not posted")).toEqual([
      "Given up at 2023-11-15 12:00:49.500 UTC",
      "This was to be posted to channel alerts, and the Assistant never confirmed that it took it:",
      "BTC-USD rose.",
    ]);
  });

  it("of a request that was given up before a text tells nothing that nobody knows", () => {
    const { correlation_id, product_id, prompt, received_at } = receipt;
    const story = tell({
      correlation_id,
      product_id,
      prompt,
      received_at,
      outcome: "dead_lettered",
      timings_ms: { total: 40 },
    });
    expect(
      story
        .split("\n")
        .filter((line) => /^\S/.test(line))
        .slice(2),
    ).toEqual(["In short", "Arrival", "Not posted", "Time"]);
    expect(section(story, "Not posted")).toEqual(["The attempt did not come to a text"]);
  });

  it("of a refusal says that no candles were fetched", () => {
    const story = tell({ ...receipt, outcome: "refusal", market: null, features: null, attempts: [], answers: [] });
    expect(section(story, "Candles")).toEqual(["None were fetched"]);
    expect(section(story, "Models")).toEqual([]);
  });

  it("says that no model was asked where the figures were all there was", () => {
    expect(section(tell({ ...receipt, outcome: "plain", attempts: [], answers: [] }), "Models")).toEqual([
      "None was asked",
    ]);
  });

  it.each([
    ["coinbase (synthetic)", "a synthetic market in Coinbase's place"],
    ["coinbase (replayed)", "a recording, replayed in Coinbase's place"],
  ])("says of %s what it is, and what was odd about its candles", (source, words) => {
    const story = tell({ ...receipt, market: { ...receipt.market, source, notes: ["one is odd"] } });
    const lines = section(story, "Candles");
    expect(lines[0]).toContain(`candles from ${words}, closed by`);
    expect(lines).toContain("Note: one is odd");
  });

  it("renders a receipt of another version as far as it goes", () => {
    expect(tell({})).toContain("?, ?: ?");
    const odd = {
      correlation_id: "x",
      market: {},
      attempts: [{}],
      answers: [{}],
      grounding: {},
      delivered: {},
      sent_at: "soon",
      received_at: "later",
    };
    const story = tell(odd);
    expect(section(story, "Candles")).toEqual(["? of ? candles from an unknown source"]);
    expect(section(story, "Arrival")).toEqual(["later, by a direct invocation"]);
    expect(section(story, "Posted")).toEqual(["To channel ?; the Assistant answered ?"]);
    expect(story).not.toMatch(/undefined|null|NaN|\[object/);
    for (const value of [null, 3, "text"]) expect(tell(value)).toBe(`${address} is no receipt: it holds no object`);
  });

  it("lets no text steer the terminal", () => {
    const insight = "BTC-USD \u001b[2J\u009b31mrose.\r\u0007";
    expect(tell({ ...receipt, insight })).toContain("BTC-USD [2J31mrose.");
  });
});
