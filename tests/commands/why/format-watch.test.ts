import { describe, expect, it } from "vitest";
import { formatReceipt } from "../../../src/commands/why/format-receipt.ts";
import { formatShortly } from "../../../src/commands/why/format-shortly.ts";

const mark = {
  close: 100.5,
  atr: 0.4,
  rsi_zone: "neutral",
  daily_high: 103,
  daily_low: 98,
  average: "above",
  bands: null,
};

const quiet = {
  correlation_id: "watch:moves:2026-11-27T10:00:00Z",
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  prompt_version: 3,
  received_at: "2026-11-27T10:00:01.000Z",
  outcome: "quiet",
  insight: null,
  delivered: null,
  channel: "alerts",
  market: null,
  reason: { code: "NOTHING_NEW", message: "Nothing material has changed since its last post" },
  watch: {
    name: "moves",
    post: "material",
    changes: [],
    against: { correlation_id: "watch:moves:2026-11-27T08:00:00Z", as_of: 1_795_766_400, mark, refusal: null },
    mark: { ...mark, close: 101 },
  },
  timings_ms: { total: 40 },
};

describe("the story of a watch's request", () => {
  it.each([
    ["whole", formatReceipt(quiet, "insights/a.json", 100)],
    ["short", formatShortly(quiet, { address: "insights/a.json", width: 100 })],
  ])("says that nothing was posted, why, and against what it was held: %s", (_, story) => {
    const text = story.replaceAll(/\s+/g, " ");
    expect(text).toContain("Its watch had nothing to say, so no model was asked and nothing was posted");
    expect(text).toContain("NOTHING_NEW");
    expect(text).toContain("Watch moves, on material change");
    expect(text).toMatch(/Held against its post of 2026-11-27 .*: watch:moves:2026-11-27T08:00:00Z/);
    expect(text).toContain("The market of then: close 100.5, ATR 0.4, RSI neutral, day's high 103");
    expect(text).toContain("The market of now: close 101");
    expect(text).not.toMatch(/dead-letter|did not come to a text|None were fetched/);
  });

  it("tells what was new where it spoke", () => {
    const changes = [{ kind: "move", said: "the price is 102, and was 100: 2.00 %" }];
    const spoke = { ...quiet, outcome: "insight", watch: { ...quiet.watch, changes } };
    expect(formatReceipt(spoke, "a", 100)).toContain("New: the price is 102, and was 100: 2.00 %");
  });

  it("is told of receipts of any form", () => {
    expect(formatReceipt({ ...quiet, watch: { name: 5, against: "?", mark: [] } }, "a", 100)).toContain("Watch ?");
    expect(formatReceipt({ ...quiet, watch: "?" }, "a", 100)).not.toContain("Watch\n");
  });
});
