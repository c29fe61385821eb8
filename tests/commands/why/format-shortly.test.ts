import { describe, expect, it } from "vitest";
import { formatShortly } from "../../../src/commands/why/format-shortly.ts";

const address = "s3://trader-data/insights/BTC-USD/2023-11-15/abc-123.json";
const tell = (receipt: unknown, width = 80): string => formatShortly(receipt, { address, width });

const order = "Write at most 100 words, and name the product in at least two sentences";
const receipt = {
  correlation_id: "abc-123",
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  prompt_version: 2,
  message_id: "message-1",
  sent_at: "2023-11-15T11:57:17.000Z",
  receive_count: 3,
  received_at: "2023-11-15T12:00:17.250Z",
  outcome: "insight",
  market: { source: "coinbase", count: 287, expected: 288, as_of: 1_700_049_600 },
  system_text: `You write market insights for traders. ${order}.`,
  prompt_text: "BTC-USD stock has a 5-minute rolling average of 108.00.",
  provider: "ollama",
  model: "llama",
  usage: { input_tokens: 800, output_tokens: 60 },
  attempts: [
    { provider: "bedrock", model: "nova", latencyMs: 31_000, error: { code: "HTTP_TIMEOUT", message: "too slow" } },
    { provider: "ollama", model: "llama", latencyMs: 800 },
  ],
  answers: [],
  grounding: {
    grounded: false,
    posted: "BTC-USD rose.",
    why: null,
    sentences: [
      { text: "BTC-USD rose.", verdict: "true", reason: "" },
      { text: "The RSI of 29.90 is overbought.", verdict: "false", reason: "The RSI of 29.90 is oversold." },
      { text: `Sure: ${order}.`, verdict: "not_understood", reason: "No word of it is known." },
    ],
  },
  reason: null,
  insight: "BTC-USD rose.\nAs of 2023-11-15 12:00 UTC.",
  channel: "alerts",
  delivered: { status: 202, channel: "alerts", at: "2023-11-15T12:00:49.500Z" },
  timings_ms: { candles: 90, model: 32_000, delivery: 120, total: 32_500 },
};

/** The text behind the title of a row, as one line. */
function row(story: string, title: string): string {
  const lines = story.split("\n");
  const start = lines.findIndex((line) => line.startsWith(title.padEnd(10)));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith(" "));
  return lines
    .slice(start, end < 0 ? undefined : end)
    .map((line) => line.slice(10).trim())
    .join(" ");
}

describe("the short story of a receipt", () => {
  it("says what was asked and posted, by whom, what failed, and how long it took", () => {
    const story = tell(receipt);
    expect(story).toMatch(/^BTC-USD, trend_analysis version 2: abc-123\n/);
    expect(row(story, "Asked")).toBe(
      "2023-11-15 12:00:17 UTC, from the queue, sent at 2023-11-15 11:57:17 UTC, received 3 times, for channel alerts",
    );
    expect(row(story, "Posted")).toBe(
      "2023-11-15 12:00:49 UTC, to channel alerts; the Assistant answered 202 BTC-USD rose. As of 2023-11-15 12:00 UTC.",
    );
    expect(row(story, "Model")).toBe("ollama, llama, answered after 800 ms; 800 tokens in, 60 tokens out");
    expect(row(story, "Failed")).toBe("- bedrock, nova, failed after 31.0 s: too slow (HTTP_TIMEOUT)");
    expect(row(story, "Time")).toBe(
      "in the queue 3.0 min, candles 90 ms, models and check 32.0 s, posting 120 ms, in all 32.5 s",
    );
    expect(story.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
  });

  it("names each sentence that was left out with its reason, and no order to the model", () => {
    const story = tell(receipt);
    expect(row(story, "Verdict")).toBe(
      'Some sentences are left out: - false: "The RSI of 29.90 is overbought." The RSI of 29.90 is oversold. ' +
        "- not understood: words of the prompt No word of it is known.",
    );
    expect(story).not.toContain("at most 100 words");
    expect(story).not.toContain("rolling average of");
  });

  it("tells a few of many, and counts the others", () => {
    const sentences = Array.from({ length: 9 }, (_, index) => ({
      text: `It is ${index}. ${"word ".repeat(60)}`,
      verdict: "false",
      reason: "no",
    }));
    const story = tell({ ...receipt, grounding: { ...receipt.grounding, posted: null, why: "too little", sentences } });
    expect(row(story, "Verdict")).toMatch(/^Nothing of it is posted: too little - false: .* and 4 more$/);
  });

  it("says of a request that was given up why, and what was to be posted", () => {
    const story = tell({
      ...receipt,
      outcome: "dead_lettered",
      reason: { code: "ASSISTANT_REJECTED", message: "422: no such channel" },
      delivered: null,
      insight: null,
      unposted_text: "BTC-USD rose.",
      dead_lettered_at: "2023-11-15T12:01:00.000Z",
    });
    expect(row(story, "Outcome")).toContain("dead-letter queue: 422: no such channel (ASSISTANT_REJECTED)");
    expect(row(story, "Not posted")).toBe(
      "2023-11-15 12:01:00 UTC, given up. This was to be posted, and was never confirmed: BTC-USD rose.",
    );
  });

  it.each([40, 60, 80, 100])("fits %i columns, its numbers whole", (width) => {
    const story = tell(receipt, width);
    expect(story.split("\n").filter((line) => line.length > width && !line.includes("s3://"))).toEqual([]);
    for (const number of ["29.90", "2023-11-15", "32.5", "HTTP_TIMEOUT"]) expect(story).toContain(number);
  });

  it("tells a receipt of another version as far as it goes, and lets no text steer the terminal", () => {
    const story = tell({ market: { as_of: 1e300 }, attempts: [{}], grounding: {}, delivered: {}, sent_at: "soon" });
    expect(story).not.toMatch(/undefined|null|NaN|\[object/);
    for (const value of [null, 3, "text"]) expect(tell(value)).toBe(`${address} is no receipt: it holds no object\n`);
    expect(tell({ ...receipt, insight: "BTC-USD \u001b[2Jrose." })).toContain("BTC-USD [2Jrose.");
  });
});
