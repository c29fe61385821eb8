import { expect, it } from "vitest";
import type { ResultLine } from "../../../src/commands/start/result-line.ts";
import { formatResult, waitAfter } from "../../../src/commands/start/story.ts";
import { noFigures } from "../../features/support/figure-samples.ts";

const delivered: ResultLine = {
  correlation_id: "abc-123",
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  market: { source: "sample (synthetic)", count: 288, expected: 288, as_of: 1_795_000_200, sha256: "00" },
  features: { ...noFigures, last_close: 77_062.61, change_24h_pct: -2.16 },
  prompt_text: null,
  system_text: null,
  insight: `BTC-USD is down 2.16 % over 24 hours and last closed at 77062.61. ${"It closed below its average. ".repeat(4)}`,
  outcome: "plain",
  provider: null,
  model: null,
  usage: null,
  attempts: [],
  answers: [],
  grounding: null,
  reason: null,
  delivered: { status: 201, channel: "general" },
  timings_ms: {},
  notes: [],
};

it.each([60, 80, 100])("keeps every line of a result within %i columns, its numbers whole", (width) => {
  const lines = formatResult(delivered, width).split("\n");
  expect(lines.filter((line) => line.length > width)).toEqual([]);
  for (const number of ["2.16 %", "77062.61"])
    expect(
      lines.some((line) => line.includes(number)),
      number,
    ).toBe(true);
});

it("tells the insight before the figures", () => {
  const told = formatResult(delivered, 80);
  expect(told.indexOf("BTC-USD is down")).toBeGreaterThan(-1);
  expect(told.indexOf("BTC-USD is down")).toBeLessThan(told.indexOf("figures"));
});

it("says that nothing was delivered, and why", () => {
  const reason = { code: "CANDLES_UNAVAILABLE", message: "Coinbase did not answer" };
  const told = formatResult({ ...delivered, insight: null, delivered: null, outcome: "dead_lettered", reason }, 80);
  expect(told).toContain("  nothing was delivered\n  because Coinbase did not answer (CANDLES_UNAVAILABLE)");
});

it.each([
  ["request_received", "candles"],
  ["figures_computed", "the model"],
  ["text_checked", "the Assistant"],
  ["insight_posted", null],
  ["receipt_written", undefined],
])("after %s it waits for %s", (event, wait) => {
  expect(waitAfter(JSON.stringify({ event }))).toBe(wait);
});

it("waits for nothing new after a line that is no event", () => {
  expect(waitAfter("Segmentation fault")).toBeUndefined();
});
