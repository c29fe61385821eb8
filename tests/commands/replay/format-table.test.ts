import { describe, expect, it } from "vitest";
import { formatTable } from "../../../src/commands/replay/format-table.ts";
import type { Comparison } from "../../../src/commands/kit/measure/compare-cells.ts";
import type { CellSummary } from "../../../src/commands/kit/measure/summarize-cell.ts";

const rate = { value: 0.5, low: 0.25, high: 0.75 };
const followed = { neutral_band_pct: 0.1, texts: 4, same_way: rate, other_way: null, little: rate };
const cell: CellSummary = {
  prompt: "trend_analysis",
  version: 2,
  model: "ollama:a",
  cases: 8,
  first_try: rate,
  pruned: null,
  repaired: rate,
  plain: rate,
  refused: 2,
  failed: 3,
  sentences: { true: 4, false: 3, not_understood: 1 },
  sentences_kept: rate,
  faults: [{ verdict: "not_understood", reason: "No.", count: 1 }],
  words: 41.6,
  input_tokens: 100,
  output_tokens: null,
  cost_usd: 0.12345,
  repeats_agree: { pairs: 4, direction: rate, figures: 0.8 },
  what_followed: { after_1h: followed, after_24h: { ...followed, texts: 0 } },
  latency_ms: { p50: 900, p95: 12_500 },
};
const comparison: Comparison = {
  measure: "first_try",
  prompt: "trend_analysis",
  model: "ollama:b",
  against: { prompt: "trend_analysis", model: "ollama:a", run: "0123456789ab" },
  pairs: 8,
  product_days: 2,
  difference: { value: 0.125, low: -0.1, high: 0.35 },
  gained: 1,
  lost: 0,
  p: 0.0004,
  verdict: "too few",
  agreement: { pairs: 0, direction: null, figures: null },
  missing_cases: 1,
  missing_product_days: 3,
};
const format = (comparisons: readonly Comparison[]): readonly string[] =>
  formatTable({ run: "abc", cases: 8, model_calls: 5, results: [cell], comparisons }, 200).split("\n");

describe("the table of a replay", () => {
  it("tells each number with its name, and says what is not known", () => {
    expect(format([])).toEqual([
      "8 cases, 5 requests to models, run abc",
      "",
      "trend_analysis v2, ollama:a: 8 texts, 2 refused, 3 failed: the model could not be reached",
      "  whole at first try  50.0 % (25.0 to 75.0)",
      "  in part             none",
      "  repaired            50.0 % (25.0 to 75.0)",
      "  plain insight       50.0 % (25.0 to 75.0)",
      "  sentences true      50.0 % (25.0 to 75.0); 3 false, 1 not understood",
      "  words               42 on average",
      "  tokens              100 in, unknown out",
      "  cost                $0.1235",
      "  latency             900 ms (p50), 12.5 s (p95)",
      "  followed, 1h        of 4 texts 50.0 % the way that they state, 0.0 % the other, 50.0 % within 0.1 %",
      "  followed, 24h       no text states a direction, or its market is not known so long",
      "  repeats agree       50.0 % in their direction, 80.0 % of the figures; 4 pairs",
      "  commonest faults",
      "    1 x not understood: No.",
    ]);
  });

  it("tells a comparison with its interval, its p and what lacks, and once how alike the texts are", () => {
    const enough = { ...comparison, p: 0.2, product_days: 9, verdict: "not worse" as const, missing_cases: 0 };
    const none = { ...comparison, difference: null, missing_cases: 60, missing_product_days: 0 };
    const text = format([comparison, enough, none]).join(" ");
    expect(text).toContain(
      "+12.5 points (-10.0 to +35.0), p below 0.001; 8 cases of 2 product-days, too few for a sure interval; 1 more case is needed to tell, on at least 3 more product-days",
    );
    expect(text).toMatch(/NOT WORSE .* p 0\.200; 8 cases of 9 product-days /);
    expect(text).toContain(
      "no case in common; 8 cases of 2 product-days, too few for a sure interval; 60 more cases are needed to tell",
    );
    expect(text.match(/alike: no pair/g)?.length).toBe(1);
  });
});
